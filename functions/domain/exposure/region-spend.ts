import * as z from 'zod/mini';
import { compareTexts } from '../../core/compare-texts.ts';
import type { AccountPart } from '../account-parts.ts';

/** What public callers can make a function cost, as it is noted for the finding about its region. */
export type SpendPart = z.infer<typeof spendPart>;

export const spendPart = z.object({
  /** By itself, while no other function runs. */
  usdPerHour: z.number(),
  /** How many of it run at the same time then. */
  atOnce: z.number(),
  /** Whether it has a concurrency of its own, and takes none of what the others share. */
  isReserved: z.boolean(),
  /** What functions of its region share that have nothing reserved. */
  unreserved: z.number(),
  /** US dollars an hour that it may cost, by the settings or a rule. */
  limit: z.number(),
  /** So many IP addresses that it is milder for it, which callers need to make it cost its limit. */
  addresses: z.optional(z.number()),
  /** Who can call it: each name is one way. */
  callers: z.readonly(z.array(z.string())),
  /** The first of these in words. */
  who: z.string(),
  memoryMb: z.number(),
  timeoutSeconds: z.number(),
  /** How to limit it at its entry points. */
  remediation: z.string(),
});

export type Spender = AccountPart<SpendPart>;

/** What public callers can make the functions of a region cost at most, all at once. */
export interface RegionSpend {
  readonly usdPerHour: number;
  /** How often what each of them may cost, added up; of those that a web ACL holds back, none. */
  readonly timesLimit: number;
  /** The dearest first. */
  readonly spenders: readonly Spender[];
}

/**
 * The dearest mix: each function with a reserved concurrency fills that, and the others share what is
 * unreserved, the dearest for each execution first.
 *
 * @param spenders of one region.
 */
export function regionSpend(spenders: readonly Spender[]): RegionSpend {
  const shared = Math.max(0, ...spenders.map(({ value }) => value.unreserved));
  const densest = spenders.toSorted(
    (a, b) => usdOfOne(b.value) - usdOfOne(a.value) || compareTexts(a.arn, b.arn),
  );
  let left = shared;
  let usdPerHour = 0;
  let timesLimit = 0;

  for (const { value } of densest) {
    const { atOnce, isReserved, limit, addresses } = value;
    const share = isReserved || atOnce === 0 ? 1 : Math.min(atOnce, left) / atOnce;
    if (!isReserved) left -= share * atOnce;
    usdPerHour += share * value.usdPerHour;
    if (addresses === undefined) timesLimit += (share * value.usdPerHour) / limit;
  }

  return {
    usdPerHour,
    timesLimit,
    spenders: spenders.toSorted(
      (a, b) => b.value.usdPerHour - a.value.usdPerHour || compareTexts(a.arn, b.arn),
    ),
  };
}

function usdOfOne({ usdPerHour, atOnce }: SpendPart): number {
  return atOnce === 0 ? Number.POSITIVE_INFINITY : usdPerHour / atOnce;
}
