import type { Weakness, WeaknessKind } from '../../core/weakness.ts';
import { shownCode } from '../secrets/index.ts';
import type { Fact } from './entry.ts';
import { evidenceOf, type Places } from './evidence.ts';
import type { Flow } from './flow.ts';
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

/** By place; of more than a hundred, the mild ones are left out first. */
export function weaknessesOf(
  all: readonly Found[],
  context: { readonly places: Places; readonly values: Values },
): readonly Weakness[] {
  const grave = all.filter(({ sink }) => !mild.has(sink.kind));
  const others = all.filter(({ sink }) => mild.has(sink.kind));
  const weaknesses = [...grave.slice(0, MOST_FOUND), ...others.slice(0, MOST_MILD)].map((found) =>
    weaknessOf(found, context),
  );
  const some = [
    ...weaknesses.filter(({ kind }) => !mild.has(kind)).sort(byPlace),
    ...weaknesses.filter(({ kind }) => mild.has(kind)).sort(byPlace),
  ];

  return some.slice(0, MOST_SHOWN).sort(byPlace);
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
  const written: Written = { node, values, text: (part) => places.textOf(part, LONGEST_PART) };
  const end = { text: `${title} ${verbs[kind]}`, node };
  const graveness = typeof severity === 'function' ? severity(written) : severity;
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

function byPlace(a: Weakness, b: Weakness): number {
  return compare(a.path, b.path) || a.line - b.line || a.column - b.column;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What a sink does with the event, for a reader. */
const verbs: Readonly<Record<WeaknessKind, string>> = {
  'command-injection': 'runs it as a command',
  'does-not-start': 'is neither in the package nor in the runtime',
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
