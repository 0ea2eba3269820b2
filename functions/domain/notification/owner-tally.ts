import { compareTexts } from '../../core/compare-texts.ts';
import { severities } from '../../core/severity.ts';
import type { Finding } from '../finding.ts';
import { namedOwners } from '../ownership.ts';
import type { Notification } from './notification.ts';
import { count } from './tallied.ts';

type OpenOfOwner = NonNullable<NonNullable<Notification['standing']>['openByOwner']>[number];

/** As many owners as a message names. */
const MOST_OWNERS = 10;

/** What is open, by owner. A finding of several owners counts for each of them. */
export function ownerTally() {
  const byOwner = new Map<string, OpenOfOwner['open']>();

  return {
    add(finding: Finding): void {
      if (finding.status !== 'open') return;

      for (const owner of namedOwners(finding, 'owner')) {
        const open = byOwner.get(owner) ?? {};
        count(open, finding.severity);
        byOwner.set(owner, open);
      }
    },

    /** Nothing where no finding has an owner. */
    standing(): Pick<NonNullable<Notification['standing']>, 'openByOwner' | 'ownersLeft'> {
      if (byOwner.size === 0) return {};
      const all = [...byOwner].map(([owner, open]) => ({ owner, open })).toSorted(worstFirst);
      const left = all.length - MOST_OWNERS;

      return {
        openByOwner: all.slice(0, MOST_OWNERS),
        ...(left > 0 && { ownersLeft: left }),
      };
    },
  };
}

/** By how many of the worst there are; of those who have as many, by how many of the next. */
function worstFirst(a: OpenOfOwner, b: OpenOfOwner): number {
  const differing = severities
    .toReversed()
    .find((severity) => (a.open[severity] ?? 0) !== (b.open[severity] ?? 0));

  return differing === undefined
    ? compareTexts(a.owner, b.owner)
    : (b.open[differing] ?? 0) - (a.open[differing] ?? 0);
}
