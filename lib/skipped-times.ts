/** From this minute of the day until before that one, on one night of the year at least. */
export interface SkippedTimes {
  readonly from: number;
  readonly to: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** No zone puts its clocks forward and back within a week. */
const STEP_MS = 7 * 24 * 60 * MINUTE_MS;

/** The rules of a zone repeat themselves each year; only Morocco's go by the moon, and by its hour. */
const FIRST = Date.UTC(2026, 0, 1);
const LAST = Date.UTC(2036, 0, 1);

/**
 * The times of the day that do not exist when the clocks of a zone are put forward: EventBridge
 * Scheduler runs nothing then. Source: "Schedule types: daylight saving time" (Scheduler User Guide).
 *
 * @param timeZone as the IANA names it; its rules are those that the runtime knows.
 */
export function skippedTimes(timeZone: string): readonly SkippedTimes[] {
  const offsetAt = offsetsOf(timeZone);
  const found = new Map<string, SkippedTimes>();
  let before = offsetAt(FIRST);

  for (let time = FIRST; time < LAST; time += STEP_MS) {
    const after = offsetAt(time + STEP_MS);
    if (after > before) {
      const skipped = skippedAt(firstWith(after, time, offsetAt), before, after);
      found.set(`${skipped.from}`, skipped);
    }
    before = after;
  }

  return [...found.values()].sort((a, b) => a.from - b.from);
}

/**
 * This minute of the day if it exists on every day of the year, else the next that does.
 *
 * @param minute of the day, or of a day after it.
 */
export function existingMinute(minute: number, skipped: readonly SkippedTimes[]): number {
  const ofDay = minute % DAY_MINUTES;
  const gap = skipped.find(
    ({ from, to }) => (ofDay - from + DAY_MINUTES) % DAY_MINUTES < to - from,
  );
  if (!gap) return minute;

  const wait = (gap.to - ofDay + DAY_MINUTES) % DAY_MINUTES;
  return existingMinute(minute + wait, skipped);
}

/** @param instant when the clocks are put forward, from one offset to another. */
function skippedAt(instant: number, before: number, after: number): SkippedTimes {
  const local = instant / MINUTE_MS + before;
  const from = ((local % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;

  return { from, to: from + after - before };
}

/** The first minute with this offset within a step. */
function firstWith(offset: number, from: number, offsetAt: (time: number) => number): number {
  let [without, within] = [from, from + STEP_MS];

  while (within - without > MINUTE_MS) {
    const middle = without + Math.floor((within - without) / 2 / MINUTE_MS) * MINUTE_MS;
    if (offsetAt(middle) === offset) within = middle;
    else without = middle;
  }
  return within;
}

/** Minutes that the clocks of a zone are ahead of UTC, by time in milliseconds. */
function offsetsOf(timeZone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });

  return (time) => {
    const parts = new Map(
      format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
    );
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));

    return (local - time) / MINUTE_MS;
  };
}
