import type { Finding } from './finding.ts';

/** Whether the suppression of a finding has come to its day. @param now ISO 8601 in UTC. */
export function hasLapsed(
  { status, suppression }: Pick<Finding, 'status' | 'suppression'>,
  now: string,
): boolean {
  return status === 'suppressed' && (suppression?.until ?? '') <= now;
}

/** Whether a principal, and no rule, has suppressed a finding, and that has not ended. @param now ISO 8601 in UTC. */
export function isSuppressedByHand(
  finding: Pick<Finding, 'status' | 'suppression'>,
  now: string,
): boolean {
  return (
    finding.status === 'suppressed' &&
    finding.suppression?.rule === undefined &&
    !hasLapsed(finding, now)
  );
}
