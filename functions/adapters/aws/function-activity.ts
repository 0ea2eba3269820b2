import type { Clock } from '../../app/ports.ts';
import { daysBefore } from '../../core/days-before.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import type { Activity } from '../../domain/activity.ts';
import type { ActivityReader } from '../../facts/function/activity.ts';
import type { ReaderInTurn } from '../../facts/read-in-turn.ts';
import type { ReservedConcurrency } from '../../facts/reserved-concurrency.ts';
import type { ThresholdReader } from '../../facts/thresholds.ts';
import { type DailySeries, sumOf } from './daily-series.ts';
import type { InvocationsReader } from './function-invocations.ts';

export interface FunctionActivityProps {
  /** Of at least so many days as the window has. */
  readonly invocations: InvocationsReader;
  readonly reserved: ReaderInTurn<ReservedConcurrency>;
  /** Length of the window of each. */
  readonly days: ThresholdReader;
  readonly clock: Clock;
}

/** Reads how active functions are, and of those that may be idle whether they are switched off. */
export function functionActivity({
  invocations,
  reserved,
  days,
  clock,
}: FunctionActivityProps): ActivityReader {
  return async (targets) => {
    const [counts, windows] = await Promise.all([invocations(targets), days(targets)]);
    const now = clock().toISOString();
    const mayBeIdle = ({ arn, lastModified }: Target<'function'>) => {
      const count = counts.get(arn);
      const window = windows.get(arn);
      return (
        count?.known === true &&
        window?.known === true &&
        sumIn(count.value, window.value) === 0 &&
        lastModified < daysBefore(now, window.value)
      );
    };
    const limits = await reserved(targets.filter(mayBeIdle));

    return new Map(
      targets.map((target): [string, Known<Activity>] => {
        const count = counts.get(target.arn) ?? leftOut;
        if (!count.known) return [target.arn, count];
        const window = windows.get(target.arn) ?? leftOut;
        if (!window.known) return [target.arn, window];

        const parked = mayBeIdle(target) ? isParked(limits.get(target.arn)) : notParked;
        if (!parked.known) return [target.arn, parked];

        const invocations = sumIn(count.value, window.value);
        const since = daysBefore(now, window.value);
        const value = { days: window.value, since, invocations, parked: parked.value };
        return [target.arn, { known: true, value }];
      }),
    );
  };
}

const leftOut = unknown('CloudWatch was not asked about it');

/** Of the last so many days and today: the window begins within the first of them, which counts whole. */
function sumIn(counts: DailySeries, days: number): number {
  return sumOf(counts.slice(-days - 1));
}

/** Reserved concurrency 0 switches a function off; none reserved is none said. */
function isParked(limit: Known<ReservedConcurrency> | undefined): Known<boolean> {
  if (!limit?.known) return limit ?? unread;

  return { known: true, value: limit.value.reserved === 0 };
}

const unread = unknown('what is reserved for it has not been read');
const notParked: Known<boolean> = { known: true, value: false };
