import type { Finding, Transition } from './finding.ts';
import { hasLapsed } from './has-lapsed.ts';
import { moved } from './moved.ts';

/**
 * The quiet end of a finding whose check has come to report of the account what it reported of each
 * target: nothing was put right, so it is not announced. While it is suppressed it stays, for its
 * target is then left out of the account's finding: see `acceptedTargets`.
 *
 * @param at ISO 8601 in UTC.
 */
export function foldedIn(before: Finding, at: string): readonly Transition[] {
  if (before.status === 'suppressed' && !hasLapsed(before, at)) return [];

  const { suppression: _, ...finding } = before;
  const ended: Finding = { ...finding, status: 'resolved', changedAt: at };
  return [
    moved('updated', ended, before, {
      because: 'from this version on it is part of one finding about the account',
    }),
  ];
}
