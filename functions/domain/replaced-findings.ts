import type { Judgement, Transition } from './finding.ts';

/**
 * Changes in which the end of a finding is no news where another check now reports the same, and more:
 * nothing was put right.
 */
export function withReplaced(
  changes: readonly Transition[],
  judgements: readonly Judgement[],
): readonly Transition[] {
  const heirs = new Map(
    judgements.flatMap(({ check, verdict }) =>
      verdict.known && verdict.value.outcome === 'fail'
        ? (check.replaces ?? []).map((id) => [id, check.id] as const)
        : [],
    ),
  );

  return changes.map((change) => {
    const heir = heirs.get(change.finding.check);
    return heir !== undefined && change.kind === 'resolved' ? replaced(change, heir) : change;
  });
}

/** The end of a finding that is a part of one of another check. @param heir id of that check. */
export function replaced({ finding, before }: Transition, heir: string): Transition {
  const last = finding.history.at(-1);
  const because = `from now on it is part of the finding of ${heir}`;

  return {
    kind: 'updated',
    before,
    finding: {
      ...finding,
      history: last
        ? [...finding.history.slice(0, -1), { ...last, kind: 'updated', because }]
        : finding.history,
    },
  };
}
