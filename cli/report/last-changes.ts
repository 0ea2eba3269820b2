import { compareTexts } from '../../functions/core/compare-texts.ts';
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
 * The newest changes first, of each finding its last one, without what a first look has opened: that
 * is what was there, and not what has changed.
 */
export function lastChanges(findings: readonly Finding[]) {
  const first = firstDay(findings);
  const changes = findings
    .flatMap((finding) => {
      const change = finding.history.findLast(({ kind }) => shown[kind] !== undefined);

      return change && !isOfFirstLook(change, first) ? [{ finding, change }] : [];
    })
    .toSorted(
      (a, b) =>
        compareTexts(b.change.at, a.change.at) ||
        compareTexts(findingId(a.finding), findingId(b.finding)),
    );

  return {
    more: Math.max(0, changes.length - MOST),
    shown: changes.slice(0, MOST).map(({ finding, change }) => ({
      id: findingId(finding),
      isOpen: finding.status === 'open',
      kind: change.kind,
      what: shown[change.kind] ?? change.kind,
      day: dayOf(change.at),
      severity: change.severity,
      title: finding.title,
      name: placeOf(finding.target)[0],
    })),
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
