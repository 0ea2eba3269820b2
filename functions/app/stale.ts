/** A night and a half: what one night missed, the next makes up for. */
const STALE_MS = 36 * 60 * 60 * 1000;

/** What another scanner has stored before that tells nothing of today. ISO 8601 in UTC. */
export function staleBefore(now: Date): string {
  return new Date(now.getTime() - STALE_MS).toISOString();
}
