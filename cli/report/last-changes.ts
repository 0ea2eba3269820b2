import { compareTexts } from '../../functions/core/compare-texts.ts';
import { faultsIn, findingsOf } from '../../functions/domain/fault.ts';
import { countOfOthers } from '../../functions/domain/fault-words.ts';
import type { Change, Finding, TransitionKind } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { dayOf } from '../../functions/domain/notification/day-and-minute.ts';
import { placeOf } from '../render/words.ts';

const MOST = 12;

const shown: Partial<Record<TransitionKind, string>> = {
  opened: 'new',
  reopened: 'reopened',
  worsened: 'worse',
  eased: 'eased',
  resolved: 'resolved',
};

/**
 * The newest changes first, of each fault its last one, without what a first look has opened: that
 * is what was there, and not what has changed.
 */
export function lastChanges(findings: readonly Finding[]) {
  const first = firstDay(findings);
  const changed = new Map(
    findings.flatMap((finding) => {
      const change = finding.history.findLast(({ kind }) => shown[kind] !== undefined);

      return change && !isOfFirstLook(change, first) ? [[finding, change] as const] : [];
    }),
  );
  const newest = [...changed]
    .toSorted(
      ([a, { at }], [b, { at: other }]) =>
        compareTexts(other, at) || compareTexts(findingId(a), findingId(b)),
    )
    .map(([finding]) => finding);
  const faults = faultsIn(newest, (finding) => {
    const change = changed.get(finding);
    return change && `${change.kind} ${dayOf(change.at)}`;
  });

  return {
    more: faults.slice(MOST).flatMap(findingsOf).length,
    shown: faults.slice(0, MOST).flatMap((fault) => {
      const { finding, others } = fault;
      const change = changed.get(finding);
      if (!change) return [];

      return {
        id: findingId(finding),
        isOpen: finding.status === 'open',
        kind: change.kind,
        what: shown[change.kind] ?? change.kind,
        day: dayOf(change.at),
        severity: change.severity,
        title: finding.title,
        name: placeOf(finding.target)[0],
        elsewhere: others.length > 0 ? countOfOthers(fault) : '',
      };
    }),
  };
}

function firstDay(findings: readonly Finding[]): string | undefined {
  return findings
    .flatMap(({ history }) => history.map(({ at }) => dayOf(at)))
    .toSorted(compareTexts)[0];
}

function isOfFirstLook({ kind, at }: Change, first: string | undefined): boolean {
  return kind === 'opened' && dayOf(at) === first;
}
