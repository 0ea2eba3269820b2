import type { FunctionTarget } from '../../core/target.ts';
import { listPrice, pricesOf } from './list-price.ts';

/** What of a function its price depends on. */
export type PricedFunction = Pick<
  FunctionTarget,
  'region' | 'architecture' | 'memoryMb' | 'storageMb'
>;

export interface Invocations {
  readonly count: number;
  /** Of all of them together. */
  readonly seconds: number;
}

/** Megabytes of `/tmp` that cost nothing. */
const FREE_STORAGE_MB = 512;

const MB_IN_GB = 1024;

/**
 * US dollars for invocations, at list prices: duration, requests and `/tmp`. It leaves out the free
 * tier, discounts, logs, data transfer and whatever the function calls.
 */
export function invocationsUsd(of: PricedFunction, { count, seconds }: Invocations): number {
  const { duration, requests, storage } = pricesFor(of);
  const storageMb = Math.max(0, of.storageMb - FREE_STORAGE_MB);

  return (
    seconds * (of.memoryMb / MB_IN_GB) * duration.usd +
    seconds * (storageMb / MB_IN_GB) * storage.usd +
    count * requests.usd
  );
}

/** In words: whose prices these are. */
export function invocationPricesOf(of: PricedFunction): string {
  return pricesOf(of.region, Object.values(pricesFor(of)));
}

function pricesFor({ region, architecture }: PricedFunction) {
  return {
    duration: listPrice(region, `duration ${architecture}`),
    requests: listPrice(region, 'requests'),
    storage: listPrice(region, 'ephemeral storage'),
  };
}
