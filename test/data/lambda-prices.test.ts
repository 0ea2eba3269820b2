import { expect, it } from 'vitest';
import { priceRows, pricesAsOf } from '../../functions/data/lambda-prices.ts';

const DAYS = 180;
const of = (name: string) => priceRows.find(([region]) => region === name);

it(`is at most ${DAYS} days old: if not, run npm run prices`, () => {
  const age = (Date.now() - Date.parse(pricesAsOf)) / (24 * 60 * 60 * 1000);

  expect(age).toBeLessThan(DAYS);
});

it('names each region once, in order', () => {
  const regions = priceRows.map(([region]) => region);

  expect(regions).toEqual([...new Set(regions)].toSorted());
});

it('lacks nothing of us-east-1, which stands in for what others lack', () => {
  expect(of('us-east-1')).toHaveLength(9);
  expect(of('us-east-1')).not.toContain(undefined);
});

it('holds prices: none is free, none is out of all proportion, and arm64 costs less', () => {
  for (const [region, x86, arm, requests, storage, provisioned, , stored, ingested] of priceRows) {
    const between = (figure: number | undefined, least: number, most: number) =>
      expect(figure ?? least, region).toSatisfy((usd: number) => usd >= least && usd <= most);

    between(x86, 10, 40);
    between(arm, 8, (x86 ?? 50) * 0.85);
    between(requests, 0.1, 0.5);
    between(storage, 0.02, 0.1);
    between(provisioned, 3, 10);
    between(stored, 0.01, 0.1);
    between(ingested, 0.3, 1.5);
  }
});

it.each([
  ['us-east-1', 16.6667, 13.3334],
  ['eu-west-1', 16.6667, 13.3334],
  ['ap-east-1', 22.92, 18.3],
  ['eu-south-1', 19.5172, 15.6138],
])('has what AWS publishes of %s', (region, x86, arm) => {
  expect(of(region)?.slice(1, 3)).toEqual([x86, arm]);
});
