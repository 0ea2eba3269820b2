import type { PricedFunction } from './invocation-cost.ts';
import { listPrice, pricesOf } from './list-price.ts';

/** As AWS counts them in a month. */
const HOURS_IN_MONTH = 730;

const MB_IN_GB = 1024;

/** US dollars a month for what is kept ready of a function, whether it is called or not. */
export function provisionedUsdPerMonth(
  { region, architecture, memoryMb }: Omit<PricedFunction, 'storageMb'>,
  concurrency: number,
) {
  const price = listPrice(region, `provisioned concurrency ${architecture}`);
  const gbSeconds = concurrency * (memoryMb / MB_IN_GB) * HOURS_IN_MONTH * 3600;

  return { usd: gbSeconds * price.usd, pricesOf: pricesOf(region, [price]) };
}
