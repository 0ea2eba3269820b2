import { rankOf, type Severity } from '../../core/severity.ts';
import type { WeaknessKind } from '../../core/weakness.ts';
import type { Fact } from './entry.ts';
import { highAtMost, mediumAtMost, urlEncoded } from './kinds.ts';
import type { Sink } from './sink.ts';

/** What a kind is where nothing else is said, of those that are grave. */
const usual: ReadonlyMap<WeaknessKind, Severity> = new Map([
  ['command-injection', 'critical'],
  ['event-code-execution', 'critical'],
  ['unsafe-deserialization', 'critical'],
  ['path-traversal', 'high'],
  ['query-injection', 'high'],
  ['server-side-request-forgery', 'high'],
  ['xml-external-entity', 'high'],
]);

/** The severity of a sink, or less: by who wrote what comes there, and by how surely it comes. */
export function atMost(
  kind: WeaknessKind,
  severity: Severity | undefined,
  fact: Fact,
): Severity | undefined {
  const own = severity ?? usual.get(kind);
  if (own === undefined || rankOf(own) < rankOf('high')) return severity;
  if ((fact.safe & mediumAtMost) !== 0 || isLong(fact)) return 'medium';

  if ((fact.safe & urlEncoded) !== 0 && ofText.has(kind)) return 'medium';

  return (fact.safe & highAtMost) !== 0 && own === 'critical' ? 'high' : severity;
}

/** What is done by quotes, blanks and signs in a text. */
const ofText: ReadonlySet<WeaknessKind> = new Set(['command-injection', 'query-injection']);

/** Whether one sink of a place and kind is to be reported rather than the other. */
export function isGraver(one: Sink, other: Sink): boolean {
  return rankOf(ofKind(one)) > rankOf(ofKind(other));
}

/** Its own severity, or that of its kind: only grave kinds are ever reported as less. */
export function ofKind({ kind, severity }: Sink): Severity {
  return severity ?? usual.get(kind) ?? 'critical';
}

/**
 * Whether the way is longer than a reader follows. Of what was read of real code, no finding of more
 * than a dozen steps was right: such ways lead through objects that hold each other.
 */
function isLong(fact: Fact): boolean {
  let steps = 0;

  for (let at: Fact | undefined = fact; at; at = at.from) {
    if (at.note) steps += 1;
    if (steps > MOST_STEPS) return true;
  }
  return false;
}

const MOST_STEPS = 16;
