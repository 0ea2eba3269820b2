/** A day on which a function was invoked far more often than it is used to. */
export interface Spike {
  /** On that day. */
  readonly invocations: number;
  /** What is usual on that day of the week; 0 where nothing is. */
  readonly usual: number;
  /** How many times the usual; infinite where nothing is. */
  readonly factor: number;
  /** Weeks before it that show what is usual. */
  readonly weeks: number;
}

/** Whole weeks that are looked back on: they hold the end of at least two months. */
const MOST_WEEKS = 12;

/** Fewer do not show a rhythm. */
const LEAST_WEEKS = 4;

/** Days that it takes to judge the last of them. */
export const SPIKE_DAYS = MOST_WEEKS * 7 + 1;

/** Times the usual. */
const FAR_ABOVE = 3;

/** Times its busiest days: below that it costs what a busy day costs. */
const ABOVE_BUSIEST = 2;

/** In standard deviations of what is usual, as estimated from medians. */
const DEVIATIONS = 6;

/** Of normally distributed figures, the standard deviation is so many times the median one. */
const DEVIATION_OF_MEDIAN = 1.4826;

/**
 * Judges the last day by the weeks before it. Three things make it a spike, all of which a single
 * odd day of the past cannot hide:
 *
 * - it is far above the median of the same weekday, so that a weekly rhythm is none;
 * - it is out of that weekday's own scatter;
 * - it is far above the busiest day of all weeks but the busiest, so that a job that moved to another
 *   weekday, or comes at the end of each month, is none. For the same reason what lasts is none any
 *   more when it has lasted into a third week: it is what the function does.
 *
 * @param counts invocations a day, the oldest first.
 * @returns undefined where there is no spike, or too short a past to judge.
 */
export function spikeOf(counts: readonly number[]): Spike | undefined {
  const last = counts.at(-1) ?? 0;
  const weeks = weeksBefore(counts);
  if (weeks.length < LEAST_WEEKS) return undefined;

  const sameWeekday = weeks.map(([first = 0]) => first);
  const usual = median(sameWeekday);
  const scatter = DEVIATION_OF_MEDIAN * median(sameWeekday.map((count) => Math.abs(count - usual)));
  const [, busiest = 0] = weeks.map((week) => Math.max(...week)).sort((a, b) => b - a);

  return last > FAR_ABOVE * usual &&
    last > usual + DEVIATIONS * scatter &&
    last > ABOVE_BUSIEST * busiest
    ? { invocations: last, usual, factor: last / usual, weeks: weeks.length }
    : undefined;
}

/** Whole ones, each of which begins with the weekday of the last day. */
function weeksBefore(counts: readonly number[]): readonly (readonly number[])[] {
  const before = counts.length - 1;
  const weeks = Math.min(MOST_WEEKS, Math.floor(before / 7));

  return Array.from({ length: Math.max(0, weeks) }, (_, index) => {
    const start = before - (index + 1) * 7;
    return counts.slice(start, start + 7);
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;

  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
