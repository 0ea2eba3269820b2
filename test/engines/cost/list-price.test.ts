import { expect, it } from 'vitest';
import { listPrice, pricesOf } from '../../../functions/engines/cost/list-price.ts';

it('is that of the region, a GB-second or a GB', () => {
  expect(listPrice('eu-south-1', 'duration x86_64')).toEqual({
    usd: expect.closeTo(0.0000195172, 12),
    of: 'eu-south-1',
  });
  expect(listPrice('sa-east-1', 'logs ingested')).toEqual({ usd: 0.9, of: 'sa-east-1' });
});

it.each(['xx-nowhere-9', 'mx-central-1', 'constructor'])(
  'is that of us-east-1 where the table lacks that of %s',
  (region) => {
    expect(listPrice(region, 'duration arm64')).toEqual({
      usd: expect.closeTo(0.0000133334, 12),
      of: 'us-east-1',
    });
  },
);

it.each([
  ['eu-west-1', ['eu-west-1', 'eu-west-1'], 'list prices of eu-west-1'],
  [
    'xx-nowhere-9',
    ['us-east-1'],
    'list prices of us-east-1, for those of xx-nowhere-9 are not known',
  ],
  [
    'ca-west-1',
    ['us-east-1', 'ca-west-1'],
    'list prices of ca-west-1, where they are known, otherwise of us-east-1',
  ],
])('says whose they are: %s', (region, regions, words) => {
  expect(
    pricesOf(
      region,
      regions.map((of) => ({ usd: 1, of })),
    ),
  ).toBe(words);
});
