import type { Architecture } from '../../core/target.ts';
import { priceRows } from '../../data/lambda-prices.ts';

/** What has a price. */
export type Priced =
  | `duration ${Architecture}`
  | 'requests'
  | 'ephemeral storage'
  | `provisioned concurrency ${Architecture}`
  | 'logs stored'
  | 'logs ingested';

export interface ListPrice {
  /**
   * US dollars: a GB-second; a request; of logs a GB that is ingested, or stored for a month. Of the
   * first tier, which no single hour leaves, and before any discount.
   */
  readonly usd: number;
  /** The region whose price it is. */
  readonly of: string;
}

/** Most regions share its price of a GB-second, and it has one for everything. */
const STAND_IN = 'us-east-1';

/**
 * The price of a region, or, where the table lacks it, that of us-east-1. A text that uses it says so:
 * {@link pricesOf}.
 */
export function listPrice(region: string, priced: Priced): ListPrice {
  const own = tabled(region, priced);

  return own === undefined ? standIn(priced) : { usd: own, of: region };
}

/** In words: whose prices these are, for something in this region. */
export function pricesOf(region: string, prices: readonly ListPrice[]): string {
  if (prices.every(({ of }) => of === region)) return `list prices of ${region}`;

  return prices.some(({ of }) => of === region)
    ? `list prices of ${region}, where they are known, otherwise of ${STAND_IN}`
    : `list prices of ${STAND_IN}, for those of ${region} are not known`;
}

function standIn(priced: Priced): ListPrice {
  const usd = tabled(STAND_IN, priced);
  if (usd === undefined) throw new Error(`the table of prices lacks ${priced} of ${STAND_IN}`);

  return { usd, of: STAND_IN };
}

function tabled(region: string, priced: Priced): number | undefined {
  const figure = byRegion.get(region)?.[columns.indexOf(priced)];
  if (figure === undefined) return undefined;

  return priced.startsWith('logs') ? figure : figure / 1_000_000;
}

const columns: readonly Priced[] = [
  'duration x86_64',
  'duration arm64',
  'requests',
  'ephemeral storage',
  'provisioned concurrency x86_64',
  'provisioned concurrency arm64',
  'logs stored',
  'logs ingested',
];

const byRegion = new Map(priceRows.map(([region, ...figures]) => [region, figures]));
