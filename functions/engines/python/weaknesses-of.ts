import type { Weakness } from '../../core/weakness.ts';
import { sinkVerbs } from '../../core/weakness-words.ts';
import { shownWeaknesses } from '../flow/index.ts';
import { shownCode } from '../secrets/index.ts';
import { evidenceOf, type Places } from './evidence.ts';
import type { Flow } from './flow.ts';
import type { Hit } from './sink.ts';
import type { AnyNode } from './syntax.ts';
import type { Values } from './value.ts';

/** A place in code that is to be reported, and how the event came there, if it did. */
export interface Found extends Hit {
  readonly node: AnyNode;
}

export function hitsOf({ hits }: Flow): readonly Found[] {
  return [...hits].flatMap(([node, byKind]) =>
    [...byKind.values()].map((hit) => ({ node, ...hit })),
  );
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
  const { kind, title, severity, remark } = sink;
  const fix = sink.fix?.({ at: node, fact, places, values });
  const beside = remark === undefined ? '' : `, ${remark}`;
  const end = { text: `${title} ${sinkVerbs[kind]}${beside}`, node };

  return {
    kind,
    sink: title,
    ...places.of(node),
    flow: evidenceOf(fact, end, places),
    ...(severity && { severity }),
    code: shownCode(places.lineOf(node)),
    ...(fix !== undefined && { fix: shownFix(fix) }),
  };
}

/** It quotes the code: line by line, for what is shown of code is a line. */
function shownFix(fix: string): string {
  return fix
    .split('\n')
    .map((line) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      return indent + shownCode({ text: line, column: 1, comment: '#' });
    })
    .join('\n');
}
