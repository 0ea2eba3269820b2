import { listPrice } from './list-price.ts';

const GB = 1024 ** 3;

/**
 * US dollars a month for what a log group holds, at the list price of its region or, where that is
 * not known, of us-east-1. It is the most: AWS bills logs as it has compressed them.
 *
 * @param bytes as CloudWatch Logs counts them.
 */
export function logStorageUsdPerMonth(bytes: number, region: string): number {
  return (bytes / GB) * listPrice(region, 'logs stored').usd;
}
