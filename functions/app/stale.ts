import type { NightTimes } from '../domain/night-progress.ts';

/** Less than from one sweep to the next. */
const OVER_MS = 20 * 60 * 60 * 1000;

/** Whether what a message says is of another day. @param at when it was listed; ISO 8601 in UTC. */
export function isOver(at: string, now: Date): boolean {
  return now.getTime() - Date.parse(at) > OVER_MS;
}

/**
 * A message that is not processed by then never is: it is hidden for a quarter of an hour at most,
 * and delivered five times. See lib/work-queue.ts.
 */
const STALLED_MS = 2 * 60 * 60 * 1000;

/** What the progress of a night is measured by. */
export function nightTimes(now: Date): NightTimes {
  return { stalledBefore: before(now, STALLED_MS), tonightFrom: before(now, OVER_MS) };
}

/** A night and a half: what one night missed, the next makes up for. */
const STALE_MS = 36 * 60 * 60 * 1000;

/** What another scanner has stored before then says nothing of today. ISO 8601 in UTC. */
export function staleBefore(now: Date): string {
  return before(now, STALE_MS);
}

function before(now: Date, ms: number): string {
  return new Date(now.getTime() - ms).toISOString();
}
