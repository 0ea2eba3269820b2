import { milder, rankOf, type Severity } from '../../core/severity.ts';
import type { WeaknessKind } from '../../core/weakness.ts';
import { isLong, needsSigns, usualSeverity } from '../flow/index.ts';
import type { Fact } from './entry.ts';
import { highAtMost, mediumAtMost, oneStepLess, urlEncoded } from './kinds.ts';
import type { Sink } from './sink.ts';

/** The severity of a sink, or less: by who wrote what comes there, and by how surely it comes. */
export function atMost(
  kind: WeaknessKind,
  severity: Severity | undefined,
  fact: Fact,
): Severity | undefined {
  const own = severity ?? usualSeverity.get(kind);
  if (own === undefined || rankOf(own) < rankOf('high')) return severity;
  if ((fact.safe & mediumAtMost) !== 0 || isLong(fact)) return 'medium';

  if ((fact.safe & urlEncoded) !== 0 && needsSigns.has(kind)) return 'medium';

  const most = (fact.safe & highAtMost) !== 0 && own === 'critical' ? 'high' : severity;
  return (fact.safe & oneStepLess) === 0 ? most : milder(most ?? own);
}

/** Whether one sink of a place and kind is to be reported rather than the other. */
export function isGraver(one: Sink, other: Sink): boolean {
  return rankOf(ofKind(one)) > rankOf(ofKind(other));
}

/** Its own severity, or that of its kind: only grave kinds are ever reported as less. */
export function ofKind({ kind, severity }: Sink): Severity {
  return severity ?? usualSeverity.get(kind) ?? 'critical';
}
