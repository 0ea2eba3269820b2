import { perTargetKnown } from '../../app/collectors.ts';
import type { Collector, ConcurrencyReader } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type Activity, isIdle } from '../../domain/activity.ts';
import type { ProvisionedConcurrency } from '../../domain/concurrency.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { activityFact } from './activity.ts';

/** Its provisioned concurrency, by alias and version; undefined while it is in use. */
export const provisionedConcurrencyFact = defineFact({
  key: 'provisionedConcurrency',
  about: ['function'],
  value: typed<readonly ProvisionedConcurrency[] | undefined>(),
  words: 'what is kept ready of it',
  grants: [
    ...activityFact.grants,
    { action: 'lambda:ListProvisionedConcurrencyConfigs', on: 'any function' },
  ],
});

/** The provisioned concurrency of idle functions; that of others is not read. */
export function idleProvisionedConcurrency(
  activity: Collector<FunctionTarget, Activity>,
  read: ConcurrencyReader,
): FactCollector<typeof provisionedConcurrencyFact> {
  return async (targets) => {
    const activities = await activity(targets);

    return perTargetKnown(async (target: FunctionTarget) => {
      const lately = activities.get(target.arn) ?? unread;
      if (!lately.known) return lately;
      if (!isIdle(lately.value, target)) return { known: true, value: undefined };

      return { known: true, value: await read.provisioned(target) };
    })(targets);
  };
}

const unread: Known<never> = unknown('it has not been read');
