import { perTargetKnown } from '../../app/collectors.ts';
import type { Collector, ConcurrencyReader } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { byAnyone, reachesOf } from '../../domain/attack/reachability.ts';
import type { AccountConcurrency, Concurrency } from '../../domain/concurrency.ts';
import type { EntryPoint } from '../../domain/exposure/entry-point.ts';
import type { Trigger } from '../../domain/exposure/trigger.ts';
import { defineFact, typed } from '../define-fact.ts';
import { onceEach } from '../once-each.ts';
import { openTriggersFact } from './open-triggers.ts';

/** How much of it may run at once; undefined where not just any caller gets in. */
export const concurrencyFact = defineFact({
  key: 'concurrency',
  about: ['function'],
  value: typed<Concurrency | undefined>(),
  words: 'how much of it may run at once',
  grants: [
    ...openTriggersFact.grants,
    { action: 'lambda:GetFunctionConcurrency', on: 'any function' },
    { action: 'lambda:GetAccountSettings', on: 'everything' },
  ],
});

interface OpenReaders {
  readonly waysIn: Collector<FunctionTarget, readonly EntryPoint[]>;
  readonly openTriggers: Collector<FunctionTarget, readonly Trigger[]>;
}

/**
 * How much may run at once of functions that anyone can make run; nothing is asked about any other.
 * The account is asked once a region and chunk.
 */
export function openConcurrency(
  { waysIn, openTriggers }: OpenReaders,
  read: ConcurrencyReader,
): Collector<FunctionTarget, Concurrency | undefined> {
  return async (targets) => {
    const ways = await waysIn(targets);
    const triggers = await openTriggers(targets);
    const ofAccount = onceEach((region) => read.ofAccount(region));

    return perTargetKnown(async (target: FunctionTarget) => {
      const leading = ways.get(target.arn) ?? unread;
      const written = triggers.get(target.arn);
      if (!leading.known) return leading;

      const isWritten = written?.known === true && written.value.length > 0;
      const isOpen = isWritten || byAnyone(reachesOf(leading.value, [])).length > 0;
      if (!isOpen) return { known: true, value: undefined };

      return { known: true, value: await concurrencyOf(target, ofAccount, read) };
    })(targets);
  };
}

const unread: Known<never> = unknown('it has not been read');

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
