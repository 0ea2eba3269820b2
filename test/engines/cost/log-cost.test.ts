import { expect, it } from 'vitest';
import { logStorageUsdPerMonth } from '../../../functions/engines/cost/log-cost.ts';

const GB = 1024 ** 3;

it.each([
  ['nothing', 0, 'eu-west-1', 0],
  ['100 GB in Ireland, at $0.03', 100 * GB, 'eu-west-1', 3],
  ['100 GB in Frankfurt, at $0.0324', 100 * GB, 'eu-central-1', 3.24],
  ['half a GB', GB / 2, 'us-east-1', 0.015],
  ['a region that the table lacks, as us-east-1', GB, 'xx-nowhere-9', 0.03],
])('knows what logs cost a month: %s', (_, bytes, region, usd) => {
  expect(logStorageUsdPerMonth(bytes, region)).toBeCloseTo(usd, 10);
});
