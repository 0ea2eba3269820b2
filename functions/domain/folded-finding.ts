import type { Finding, Transition } from './finding.ts';
import { isSuppressedByHand } from './has-lapsed.ts';
import { moved } from './moved.ts';

/**
 * The quiet end of a finding about one target that has become a part of one about the account: nothing
 * was put right, so it is not announced. While it is suppressed by hand it stays, for its target is then
 * left out of the account's finding: see `acceptedTargets`, and of frameworks `frameworkFaults`. Rules are
 * applied there to each part.
 *
 * @param at ISO 8601 in UTC.
 */
export function foldedIn(before: Finding, at: string): readonly Transition[] {
  if (isSuppressedByHand(before, at)) return [];

  const { suppression: _, ...finding } = before;
  const ended: Finding = { ...finding, status: 'resolved', changedAt: at };
  return [
    moved('updated', ended, before, {
      because: 'from now on it is part of a finding about the account',
    }),
  ];
}
