// Rewrites functions/data/lambda-prices.ts from AWS's public price list, which asks for no credentials.
// Usage: npm run prices   (reads some 20 MB from pricing.us-east-1.amazonaws.com)
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lambdaPrices, logPrices, priceFile } from './prices/price-file.ts';
import { pricesIn, type WantedPrice } from './prices/price-list.ts';

const PRICE_LISTS = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws';

const path = join(import.meta.dirname, '../functions/data/lambda-prices.ts');
const lambda = await published('AWSLambda', lambdaPrices);
const logs = await published('AmazonCloudWatch', logPrices);

writeFileSync(path, priceFile(lambda, logs, new Date().toISOString().slice(0, 10)));
console.log(`${path}: ${lambda.prices.size} regions of Lambda, ${logs.prices.size} of logs`);

async function published(service: string, wanted: readonly WantedPrice[]) {
  const url = `${PRICE_LISTS}/${service}/current/index.json`;
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);

  return pricesIn(await answer.json(), wanted);
}
