import type { TimeOfDay } from '../functions/domain/settings/takes.ts';
import { existingMinute, type SkippedTimes, skippedTimes } from './skipped-times.ts';

/**
 * When the stages of a night begin, in the clocks of a zone: each as long after the one before it as
 * it should be, or longer where its time does not exist on the night when clocks are put forward.
 * Then it begins at the next time that exists on every night.
 *
 * @param after minutes after the beginning of the night, by stage.
 * @param skipped what does not exist in that zone.
 */
export function nightTimes<Stage extends string>(
  at: TimeOfDay,
  timeZone: string,
  after: Readonly<Record<Stage, number>>,
  skipped: readonly SkippedTimes[] = skippedTimes(timeZone),
): Readonly<Record<Stage, TimeOfDay>> {
  const begins = new Map<number, number>();
  let [last, lastAfter] = [at.hour * 60 + at.minute, 0];

  for (const minutes of [...new Set(Object.values<number>(after))].sort((a, b) => a - b)) {
    last = existingMinute(last + minutes - lastAfter, skipped);
    lastAfter = minutes;
    begins.set(minutes, last);
  }

  const times = Object.entries<number>(after).map(([stage, minutes]) => [
    stage,
    timeOfDay(begins.get(minutes) ?? last),
  ]);
  // A time for each stage.
  return Object.fromEntries(times) as Record<Stage, TimeOfDay>;
}

/**
 * When a waiting digest checks again, as hours and minutes of a cron expression: twice an hour for eight
 * hours, the first time soon after.
 */
export function timesAfter({ hour, minute }: TimeOfDay): {
  readonly hour: string;
  readonly minute: string;
} {
  const first = timeOfDay(hour * 60 + minute + 15);
  const hours = Array.from({ length: 8 }, (_, index) => (first.hour + index) % 24);
  const minutes = [first.minute, (first.minute + 30) % 60].sort((a, b) => a - b);

  return { hour: hours.join(','), minute: minutes.join(',') };
}

function timeOfDay(minute: number): TimeOfDay {
  return { hour: Math.floor(minute / 60) % 24, minute: minute % 60 };
}
