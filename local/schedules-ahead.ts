import type { LocalCloud } from './local-cloud.ts';

/**
 * EventBridge Scheduler fires what is due by `at` (`HH:MM` in UTC) next, now; all else has the time that it is. It stays so
 * until the cloud ends.
 */
export async function schedulesAhead({ direct }: LocalCloud, at: string): Promise<void> {
  const response = await fetch(`${direct}/_local/schedules/ahead/${secondsUntil(at)}`);

  if (!response.ok) throw new Error(`the local cloud answers ${response.status}`);
}

/** Of a day at most. A second more than the minute begins. */
function secondsUntil(at: string): number {
  const now = new Date();
  const next = new Date(`${now.toISOString().slice(0, 'yyyy-mm-dd'.length)}T${at}:01Z`);
  if (next < now) next.setUTCDate(next.getUTCDate() + 1);

  return Math.ceil((next.getTime() - now.getTime()) / 1_000);
}
