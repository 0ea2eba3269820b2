import type { Severity } from '../core/severity.ts';
import type { Change, Finding, Status } from './finding.ts';

/** What a finding was at a moment. */
export interface FindingState {
  readonly status: Status;
  readonly severity: Severity;
}

/**
 * What a finding was then, by its history; undefined before it opened.
 *
 * @param at ISO 8601 in UTC; what changed at that very moment counts.
 */
export function findingAt(finding: Finding, at: string): FindingState | undefined {
  const { history, status, severity } = finding;
  const isPast = (change: Change) => change.at <= at;
  if (history.length > 0 && history.every(isPast)) return { status, severity };

  return history.filter(isPast).reduce(after, beforeFirst(finding, at));
}

function after(before: FindingState | undefined, { kind, severity }: Change): FindingState {
  return { status: statusAfter[kind] ?? before?.status ?? 'open', severity };
}

/** Better words and another severity leave the status as it is. */
const statusAfter: Readonly<Partial<Record<Change['kind'], Status>>> = {
  opened: 'open',
  reopened: 'open',
  unsuppressed: 'open',
  resolved: 'resolved',
  suppressed: 'suppressed',
};

/** Of a history that has lost its beginning, what came before follows from its first change. */
function beforeFirst({ history, firstSeenAt }: Finding, at: string): FindingState | undefined {
  const [first] = history;
  if (first === undefined || first.kind === 'opened') return undefined;
  if (first.kind === 'reopened') return { status: 'resolved', severity: first.severity };
  if (firstSeenAt > at && first.at > at) return undefined;

  return {
    status: first.kind === 'unsuppressed' ? 'suppressed' : 'open',
    severity: first.severity,
  };
}
