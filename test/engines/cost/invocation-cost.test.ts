import { expect, it } from 'vitest';
import {
  invocationPricesOf,
  invocationsUsd,
} from '../../../functions/engines/cost/invocation-cost.ts';

const gigabyte = {
  region: 'us-east-1',
  architecture: 'x86_64',
  memoryMb: 1024,
  storageMb: 512,
} as const;

it.each([
  // 3 million calls of 120 ms with 1,536 MB: the first example of AWS's page of prices, less what is free.
  ['AWS’s own example', { memoryMb: 1536 }, 3_000_000, 360_000, 9.000018 + 0.6],
  ['arm64', { architecture: 'arm64' }, 0, 1_000_000, 13.3334],
  ['calls that take no time', {}, 1_000_000, 0, 0.2],
  ['/tmp above what is free', { storageMb: 512 + 2048 }, 0, 1_000_000, 16.6667 + 2 * 0.0309],
  ['another region', { region: 'af-south-1' }, 1_000_000, 1_000_000, 22.1 + 0.27],
] as const)('knows what invocations cost: %s', (_, more, count, seconds, usd) => {
  expect(invocationsUsd({ ...gigabyte, ...more }, { count, seconds })).toBeCloseTo(usd, 6);
});

it('says whose prices it takes', () => {
  expect(invocationPricesOf(gigabyte)).toBe('list prices of us-east-1');
  expect(invocationPricesOf({ ...gigabyte, region: 'xx-nowhere-9' })).toContain('not known');
});
