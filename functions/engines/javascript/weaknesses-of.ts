import type { Weakness } from '../../core/weakness.ts';
import { mildKinds, sinkVerbs } from '../../core/weakness-words.ts';
import { shownWeaknesses } from '../flow/index.ts';
import { shownCode } from '../secrets/index.ts';
import type { Fact } from './entry.ts';
import { evidenceOf, type Places } from './evidence.ts';
import type { Flow } from './flow.ts';
import { atMost } from './gravity.ts';
import type { Sink, Written } from './sinks/sink.ts';
import type { AnyNode } from './syntax.ts';
import type { Values } from './value.ts';

/** A place in code that is to be reported, and how the event came there, if it did. */
export interface Found {
  readonly node: AnyNode;
  readonly sink: Omit<Sink, 'harm'>;
  readonly fact?: Fact | undefined;
}

export function hitsOf({ hits }: Flow): readonly Found[] {
  return [...hits].flatMap(([node, some]) => some.map((hit) => ({ node, ...hit })));
}

/** Whether it is what a package of a bundle does with its own logs and answers. */
export function isOfPackage({ node, sink }: Found, places: Places): boolean {
  return mildKinds.has(sink.kind) && places.isInPackage(node);
}

/** By place; of more than a hundred, the mild ones are left out first. */
export function weaknessesOf(
  all: readonly Found[],
  context: { readonly places: Places; readonly values: Values },
): readonly Weakness[] {
  return shownWeaknesses(
    all,
    ({ node }) => context.places.of(node),
    (found) => weaknessOf(found, context),
  );
}

function weaknessOf(
  { node, sink, fact }: Found,
  { places, values }: { readonly places: Places; readonly values: Values },
): Weakness {
  const { kind, title, severity } = sink;
  const written: Written = {
    node,
    values,
    fact,
    text: (part) => places.textOf(part, LONGEST_PART),
  };
  const end = { text: `${title} ${sinkVerbs[kind]}`, node };
  const ofSink = typeof severity === 'function' ? severity(written) : severity;
  const graveness = atMost(kind, ofSink, fact);
  const fix = sink.fix?.(written);

  return {
    kind,
    sink: title,
    ...places.of(node),
    flow: evidenceOf(fact, end, places),
    ...(graveness && { severity: graveness }),
    code: shownCode(places.lineOf(node)),
    ...(fix !== undefined && { fix: shownCode({ text: fix, column: 1, comment: '//' }) }),
  };
}

/** Characters of a part of the code within what it should read. */
const LONGEST_PART = 80;
