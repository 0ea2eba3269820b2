// Rewrites functions/data/metered-list-prices.ts from AWS's public price lists, which ask for no credentials.
// It does not touch functions/data/metered-prices.ts, whose other figures are read by people: what a text message costs
// (by country), what a model of Amazon Bedrock costs (its list names no model ids), and all quotas.
// Usage: npm run metered-prices   (reads some 10 MB from pricing.us-east-1.amazonaws.com)
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meteredPriceFile, meteredPrices } from './prices/metered-price-file.ts';
import { type PriceList, pricesIn } from './prices/price-list.ts';

const PRICE_LISTS = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws';

const path = join(import.meta.dirname, '../functions/data/metered-list-prices.ts');
const lists = new Map<string, PriceList>();

for (const [service, wanted] of meteredPrices) {
  const url = `${PRICE_LISTS}/${service}/current/index.json`;
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);

  lists.set(service, pricesIn(await answer.json(), wanted));
}

writeFileSync(path, meteredPriceFile(lists, new Date().toISOString().slice(0, 10)));
console.log(
  `${path}: ${lists.size} price lists. Read the pages for the rest: functions/data/metered-prices.ts says which.`,
);
