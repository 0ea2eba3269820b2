import { attempt, perTargetKnown } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import { firstReasons } from '../../core/joined-reasons.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import {
  isSmsOfSns,
  type MeteredCall,
  mayBeMetered,
  mayBeSms,
  meteredCallsIn,
} from '../../domain/exposure/metered-call.ts';
import { defineFact, typed } from '../define-fact.ts';
import type { FunctionCallReader, FunctionCalls } from '../function-calls.ts';
import { onceEach } from '../once-each.ts';
import { isOpenTo, type OpenReaders } from '../open-to-anyone.ts';
import { openTriggersFact } from './open-triggers.ts';

/** What its code calls that AWS bills by the call; none where not just any caller gets in. */
export const meteredCallsFact = defineFact({
  key: 'meteredCalls',
  about: ['function'],
  value: typed<readonly MeteredCall[]>(),
  words: 'what its code calls that is billed by the call',
  grants: [...openTriggersFact.grants, { action: 'sns:GetSMSAttributes', on: 'everything' }],
});

/**
 * US dollars that text messages of a region may cost a month; undefined where no limit is set.
 * @throws when it does not know.
 */
export type SmsLimitReader = (region: string) => Promise<number | undefined>;

export interface MeteredCallReaders extends OpenReaders {
  readonly calls: FunctionCallReader;
  readonly smsLimit: SmsLimitReader;
}

/**
 * Of functions that anyone can make run. The spend limit is asked for once a region and chunk, where one
 * of them sends text messages.
 */
export function meteredCalls({
  waysIn,
  openTriggers,
  calls,
  smsLimit,
}: MeteredCallReaders): Collector<FunctionTarget, readonly MeteredCall[]> {
  return async (targets) => {
    const ways = await waysIn(targets);
    const triggers = await openTriggers(targets);
    const open = targets.filter(({ arn }) => isOpenTo(ways.get(arn), triggers.get(arn)));
    const called = await attempt(() => calls(open.map(({ arn }) => arn)));
    const limitIn = onceEach((region) => attempt(() => smsLimit(region)));

    return perTargetKnown<FunctionTarget, readonly MeteredCall[]>(async (target) => {
      const leading = ways.get(target.arn) ?? unread;
      if (!leading.known) return leading;
      if (!open.includes(target)) return { known: true, value: [] };
      if (!called.known) return called;

      const found = meteredIn(called.value.get(target.arn));
      return found.known ? withLimit(found, () => limitIn(target.region)) : found;
    })(targets);
  };
}

const unread: Known<never> = unknown('it has not been read');

/** Calls that could not be made out are missing only where they may be billed. */
function meteredIn(found: FunctionCalls | undefined): Known<readonly MeteredCall[]> {
  if (!found) return unread;
  const { sdkCalls, variables } = found;
  if (!sdkCalls.known) return sdkCalls;

  const unseen = [
    ...(sdkCalls.incomplete === undefined ? [] : [sdkCalls.incomplete]),
    ...sdkCalls.value.unresolved
      .filter(({ service }) => mayBeMetered(service))
      .map(({ reason, path, line }) => `${path}:${line}: ${reason}`),
    ...sdkCalls.value.calls
      .filter(mayBeSms)
      .map(({ path, line }) => `${path}:${line}: what it publishes to is made up as it runs`),
  ];
  const value = meteredCallsIn(sdkCalls.value, variables.known ? variables.value : {});
  return {
    known: true,
    value,
    ...(unseen.length > 0 && { incomplete: firstReasons(unseen, MOST_REASONS) }),
  };
}

const MOST_REASONS = 3;

async function withLimit(
  found: Known<readonly MeteredCall[]> & { readonly known: true },
  limitOf: () => Promise<Known<number | undefined>>,
): Promise<Known<readonly MeteredCall[]>> {
  if (!found.value.some(isSmsOfSns)) return found;

  const limit = await limitOf();
  if (!limit.known) return unknown(`the spend limit of text messages: ${limit.reason}`);

  const value = found.value.map((call) =>
    isSmsOfSns(call) && limit.value !== undefined
      ? { ...call, mostUsdPerMonth: limit.value }
      : call,
  );
  return { ...found, value };
}
