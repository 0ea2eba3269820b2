import * as z from 'zod/mini';
import type { ConcurrencyReader } from '../../app/account-readers.ts';
import type { Collector } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type Activity, isIdle } from '../../domain/activity.ts';
import type { ProvisionedConcurrency } from '../../domain/concurrency.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { type ReadInTurnProps, readInTurn } from '../read-in-turn.ts';
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

export interface IdleConcurrencyProps
  extends Pick<
    ReadInTurnProps<readonly ProvisionedConcurrency[]>,
    'isReadWhole' | 'facts' | 'clock'
  > {
  readonly activity: Collector<FunctionTarget, Activity>;
  readonly read: ConcurrencyReader['provisioned'];
  /** Whether a target shows all of its published versions. */
  readonly withVersions: boolean;
}

/**
 * The provisioned concurrency of idle functions; that of others is not read. A function that has never
 * published a version has none, for it is of versions, and of aliases that lead to one. Of others it
 * is read at once, and then in turn while there is none.
 *
 * Source: "Configuring provisioned concurrency for a function" (Lambda Developer Guide).
 */
export function idleProvisionedConcurrency({
  activity,
  withVersions,
  ...props
}: IdleConcurrencyProps): FactCollector<typeof provisionedConcurrencyFact> {
  const inTurn = readInTurn({
    ...props,
    kind: 'provisioned concurrency',
    value: z.array(provisioned),
    isWatched: (found) => found.length > 0,
    first: 'at once',
  });
  const mayHaveSome = ({ versions, cut }: FunctionTarget) =>
    !withVersions || versions.length > 0 || cut !== undefined;

  return async (targets) => {
    const activities = await activity(targets);
    const idle = targets.filter((target) => {
      const lately = activities.get(target.arn);
      return lately?.known && isIdle(lately.value, target);
    });
    const found = await inTurn(idle.filter(mayHaveSome));
    const ofIdle = new Map(idle.map(({ arn }) => [arn, found.get(arn) ?? none]));

    return new Map(
      targets.map(({ arn }) => {
        const lately = activities.get(arn) ?? unread;
        return [arn, lately.known ? (ofIdle.get(arn) ?? inUse) : lately];
      }),
    );
  };
}

const none: Known<readonly ProvisionedConcurrency[]> = { known: true, value: [] };
const inUse: Known<undefined> = { known: true, value: undefined };
const provisioned: z.ZodMiniType<ProvisionedConcurrency> = z.object({
  qualifier: z.string(),
  requested: z.number(),
});

const unread: Known<never> = unknown('it has not been read');
