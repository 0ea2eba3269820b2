import { compareTexts } from '../../core/compare-texts.ts';
import type { Weakness, WeaknessKind } from '../../core/weakness.ts';
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
  const grave = all.filter(({ sink }) => !mild.has(sink.kind)).slice(0, MOST_FOUND);
  const others = all.filter(({ sink }) => mild.has(sink.kind)).slice(0, MOST_MILD);
  const [first, second] = [grave, others].map((some) =>
    some.map((found) => weaknessOf(found, context)).sort(byPlace),
  );

  return [...(first ?? []), ...(second ?? [])].slice(0, MOST_SHOWN).sort(byPlace);
}

const MOST_SHOWN = 100;

/** To put in order, before the first hundred are taken. */
const MOST_FOUND = 10_000;
const MOST_MILD = 1000;

/** Kinds of which a function may have dozens. */
const mild: ReadonlySet<WeaknessKind> = new Set([
  'error-details-returned',
  'event-returned',
  'json-injection',
  'log-injection',
  'logs-whole-event',
  'prompt-injection',
  'state-between-invocations',
]);

function weaknessOf(
  { node, sink, fact }: Found,
  { places, values }: { readonly places: Places; readonly values: Values },
): Weakness {
  const { kind, title, severity } = sink;
  const fix = sink.fix?.(node, places, values, fact?.node);
  const end = { text: `${title} ${verbs[kind]}`, node };

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

function byPlace(a: Weakness, b: Weakness): number {
  return (
    compareTexts(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    compareTexts(a.kind, b.kind)
  );
}

/** What a sink does with the event, for a reader. */
const verbs: Readonly<Record<WeaknessKind, string>> = {
  'command-injection': 'runs it as a command',
  'does-not-start': 'does not start',
  'error-details-returned': 'sends it to the caller',
  'event-code-execution': 'runs it',
  'event-returned': 'sends it back to the caller',
  'json-injection': 'takes it as a part of JSON',
  'log-injection': 'writes it to the log',
  'logs-whole-event': 'writes it to the log',
  'open-redirect': 'sends the browser to it',
  'path-traversal': 'takes it as a path',
  'predictable-token': 'makes a secret of it',
  'prompt-injection': 'puts it into a prompt',
  'query-injection': 'takes it as a part of a query',
  'server-side-request-forgery': 'calls the server that it names',
  'state-between-invocations': 'keeps it for later invocations',
  'tls-verification-disabled': 'accepts any certificate',
  'unescaped-html': 'shows it as a part of a page',
  'unpinned-install': 'installs whatever is published',
  'unsafe-deserialization': 'makes objects of it',
  'weak-crypto': 'relies on it',
  'xml-external-entity': 'resolves what it refers to',
};
