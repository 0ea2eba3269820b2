import type { Change, Finding, Transition } from './finding.ts';

const MOST_HISTORY = 20;

/** The transition to `finding`, which takes over the history of the one before it. */
export function moved(
  kind: Transition['kind'],
  finding: Finding,
  before?: Finding,
  why: Pick<Change, 'because' | 'by'> = {},
): Transition {
  const { suppression, ...rest } = finding;
  const isOther = kind === 'suppressed' || (before?.suppression && !suppression);
  const ending = isOther ? (suppression ?? before?.suppression) : undefined;
  const change: Change = {
    kind,
    at: finding.changedAt,
    severity: finding.severity,
    ...why,
    ...(ending && { suppression: ending }),
  };
  const history = remembered([...(before?.history ?? []), change]);

  return {
    kind,
    finding: { ...rest, history, ...(suppression && { suppression }) },
    before: before?.changedAt,
  };
}

/** When there is no more room, entries that only changed the words are dropped before others. */
function remembered(history: readonly Change[]): readonly Change[] {
  const surplus = history.length - MOST_HISTORY;
  if (surplus <= 0) return history;

  const idle = history.filter(({ kind }) => kind === 'updated').slice(0, surplus);
  return history.filter((change) => !idle.includes(change)).slice(-MOST_HISTORY);
}
