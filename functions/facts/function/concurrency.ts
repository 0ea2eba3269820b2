import type { ConcurrencyReader } from '../../app/account-readers.ts';
import { attempt, perTargetKnown } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { AccountConcurrency, Concurrency } from '../../domain/concurrency.ts';
import { defineFact, typed } from '../define-fact.ts';
import { onceEach } from '../once-each.ts';
import { isOpenTo, type OpenReaders } from '../open-to-anyone.ts';
import type { ReaderInTurn } from '../read-in-turn.ts';
import type { ReservedConcurrency } from '../reserved-concurrency.ts';
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

/**
 * How much may run at once of functions that anyone can make run; nothing is asked about any other.
 * The account is asked once a region and chunk. Where it has reserved some for functions, each is
 * asked every night. Where it has not, none can have any but 0, which switches it off and takes from
 * nothing: that is asked in turn.
 *
 * Source: "Configuring reserved concurrency for a function" (Lambda Developer Guide).
 */
export function openConcurrency(
  { waysIn, openTriggers }: OpenReaders,
  ofAccount: ConcurrencyReader['ofAccount'],
  reserved: ReaderInTurn<ReservedConcurrency>,
): Collector<FunctionTarget, Concurrency | undefined> {
  return async (targets) => {
    const ways = await waysIn(targets);
    const triggers = await openTriggers(targets);
    const accountIn = onceEach((region) => attempt(() => ofAccount(region)));
    const isOpen = ({ arn }: FunctionTarget) => isOpenTo(ways.get(arn), triggers.get(arn));

    const open = targets.filter(isOpen);
    const limits = await reserved(open, await reservedFrom(open, accountIn));

    return perTargetKnown<FunctionTarget, Concurrency | undefined>(async (target) => {
      const leading = ways.get(target.arn) ?? unread;
      if (!leading.known) return leading;
      if (!isOpen(target)) return { known: true, value: undefined };

      return concurrencyOf(limits.get(target.arn) ?? unread, await accountIn(target.region));
    })(targets);
  };
}

/** ARNs of those of whose account some is reserved, or it is not known. */
async function reservedFrom(
  open: readonly FunctionTarget[],
  accountIn: (region: string) => Promise<Known<AccountConcurrency>>,
): Promise<ReadonlySet<string>> {
  const urgent = new Set<string>();

  for (const { arn, region } of open) {
    const account = await accountIn(region);
    if (!account.known || account.value.unreserved < account.value.total) urgent.add(arn);
  }
  return urgent;
}

const unread: Known<never> = unknown('it has not been read');

function concurrencyOf(
  limit: Known<ReservedConcurrency>,
  account: Known<AccountConcurrency>,
): Known<Concurrency> {
  if (!limit.known) return limit;
  if (!account.known) return account;

  const { reserved } = limit.value;
  return {
    known: true,
    value: { ...(reserved !== undefined && { reserved }), account: account.value },
  };
}
