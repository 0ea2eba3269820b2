import { perTargetKnown } from '../../app/collectors.ts';
import type { Collector, ConcurrencyReader } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type Activity, isIdle } from '../../domain/activity.ts';
import type { ProvisionedConcurrency } from '../../domain/concurrency.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { activityFact } from './activity.ts';

/** What is kept ready of it, by alias and version; undefined while it is in use. */
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

/** What is kept ready of functions that nobody uses; nothing is asked about any other. */
export function idleProvisionedConcurrency(
  activity: Collector<FunctionTarget, Activity>,
  read: ConcurrencyReader,
): FactCollector<typeof provisionedConcurrencyFact> {
  return async (targets) => {
    const activities = await activity(targets);

    return perTargetKnown(async (target: FunctionTarget) => {
      const told = activities.get(target.arn) ?? untold;
      if (!told.known) return told;
      if (!isIdle(told.value, target)) return { known: true, value: undefined };

      return { known: true, value: await read.provisioned(target) };
    })(targets);
  };
}

const untold: Known<never> = unknown('it has not been read');
