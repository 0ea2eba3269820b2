import { perTargetInPart } from '../app/collectors.ts';
import type { Collector, ConcurrencyReader } from '../app/ports.ts';
import { type Known, unknown } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import { type Activity, isIdle } from '../domain/activity.ts';
import { byAnyone, reachesOf } from '../domain/attack/reachability.ts';
import type { AccountConcurrency, Concurrency } from '../domain/concurrency.ts';
import type { Trigger } from '../domain/exposure/trigger.ts';
import type { WayIn } from '../domain/exposure/way-in.ts';
import type { Facts } from '../domain/facts.ts';
import { onceEach } from './once-each.ts';

interface OpenReaders {
  readonly waysIn: Collector<FunctionTarget, readonly WayIn[]>;
  readonly openTriggers: Collector<FunctionTarget, readonly Trigger[]>;
}

/**
 * How much may run at once of functions that anyone can make run; nothing is asked about any other.
 * The account is asked once a region and chunk.
 */
export function openConcurrency(
  { waysIn, openTriggers }: OpenReaders,
  read: ConcurrencyReader,
): Collector<FunctionTarget, Facts['function']['concurrency']> {
  return async (targets) => {
    const ways = await waysIn(targets);
    const triggers = await openTriggers(targets);
    const ofAccount = onceEach((region) => read.ofAccount(region));

    return perTargetInPart(async (target: FunctionTarget) => {
      const told = ways.get(target.arn) ?? untold;
      const written = triggers.get(target.arn);
      if (!told.known) return told;

      const isWritten = written?.known === true && written.value.length > 0;
      const isOpen = isWritten || byAnyone(reachesOf(told.value, [])).length > 0;
      if (!isOpen) return { known: true, value: undefined };

      return { known: true, value: await concurrencyOf(target, ofAccount, read) };
    })(targets);
  };
}

/** What is kept ready of functions that nobody uses; nothing is asked about any other. */
export function idleProvisionedConcurrency(
  activity: Collector<FunctionTarget, Activity>,
  read: ConcurrencyReader,
): Collector<FunctionTarget, Facts['function']['provisionedConcurrency']> {
  return async (targets) => {
    const activities = await activity(targets);

    return perTargetInPart(async (target: FunctionTarget) => {
      const told = activities.get(target.arn) ?? untold;
      if (!told.known) return told;
      if (!isIdle(told.value, target)) return { known: true, value: undefined };

      return { known: true, value: await read.provisioned(target) };
    })(targets);
  };
}

const untold: Known<never> = unknown('nobody has read it');

async function concurrencyOf(
  target: FunctionTarget,
  ofAccount: (region: string) => Promise<AccountConcurrency>,
  read: ConcurrencyReader,
): Promise<Concurrency> {
  const reserved = await read.reserved(target);

  return {
    ...(reserved !== undefined && { reserved }),
    account: await ofAccount(target.region),
  };
}
