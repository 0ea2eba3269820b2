import { RegionInfo } from 'aws-cdk-lib/region-info';
import { expect, it } from 'vitest';
import { priceRows } from '../../functions/data/lambda-prices.ts';
import { regions } from '../../functions/data/regions.ts';

it('has the regions that the installed CDK knows: if not, run npm run regions', () => {
  expect(regions).toEqual(RegionInfo.regions.map(({ name }) => name).toSorted());
});

it('has each region with a price, and those of the other partitions', () => {
  expect(regions).toEqual(expect.arrayContaining(priceRows.map(([region]) => region)));
  expect(regions).toEqual(
    expect.arrayContaining(['us-gov-east-1', 'cn-north-1', 'eusc-de-east-1', 'us-iso-east-1']),
  );
});
