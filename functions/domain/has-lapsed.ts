import type { Finding } from './finding.ts';

/** Whether the suppression of a finding has come to its day. @param now ISO 8601 in UTC. */
export function hasLapsed(
  { status, suppression }: Pick<Finding, 'status' | 'suppression'>,
  now: string,
): boolean {
  return status === 'suppressed' && (suppression?.until ?? '') <= now;
}
