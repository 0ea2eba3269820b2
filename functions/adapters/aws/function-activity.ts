import { GetFunctionConcurrencyCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import pMap from 'p-map';
import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { daysBefore } from '../../core/days-before.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import type { Activity } from '../../domain/activity.ts';
import type { ActivityReader } from '../../facts/function/activity.ts';
import { type DailySeries, sumOf } from './daily-series.ts';
import type { InvocationsReader } from './function-invocations.ts';
import type { LambdaClients } from './lambda-clients.ts';

/** Reads in flight at once. */
const CONCURRENCY = 5;

export interface FunctionActivityProps {
  /** Of at least so many days as the window has. */
  readonly invocations: InvocationsReader;
  readonly lambda: LambdaClients;
  /** Length of the window. */
  readonly days: number;
  readonly clock: Clock;
}

/** Reads how active functions are, and of those that may be idle whether they are switched off. */
export function functionActivity({
  invocations,
  lambda,
  days,
  clock,
}: FunctionActivityProps): ActivityReader {
  return async (targets) => {
    const counts = await invocations(targets);
    const since = daysBefore(clock().toISOString(), days);

    const activityOf = async (target: Target<'function'>): Promise<Known<Activity>> => {
      const count = counts.get(target.arn) ?? leftOut;
      if (!count.known) return count;

      const sum = sumOf(within(count.value, days));
      const mayBeIdle = sum === 0 && target.lastModified < since;
      const parked = await attempt(() => mayBeIdle && isParked(lambda(target.region), target.arn));
      if (!parked.known) return parked;

      return { known: true, value: { days, since, invocations: sum, parked: parked.value } };
    };

    const activities = await pMap(
      targets,
      async (target) => [target.arn, await activityOf(target)] as const,
      { concurrency: CONCURRENCY },
    );
    return new Map(activities);
  };
}

const leftOut = unknown('CloudWatch was not asked about it');

/** The last so many days and today: the window begins within the first of them, which counts whole. */
function within(counts: DailySeries, days: number): DailySeries {
  return counts.slice(-days - 1);
}

/** Reserved concurrency 0 switches a function off; none reserved is none said. */
async function isParked(lambda: LambdaClient, FunctionName: string): Promise<boolean> {
  const { ReservedConcurrentExecutions } = await lambda.send(
    new GetFunctionConcurrencyCommand({ FunctionName }),
  );

  return ReservedConcurrentExecutions === 0;
}
