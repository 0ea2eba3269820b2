import { expect, it } from 'vitest';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import {
  affordableThrottle,
  publicSpend,
} from '../../../functions/domain/exposure/public-spend.ts';
import { wayByRoute } from '../../builders/way-of.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders', { memoryMb: 1024, timeoutSeconds: 1 });
const account = { total: 100_000, unreserved: 90_000 };
const url: EntryPoint = { kind: 'url', url: 'https://x', authType: 'NONE', isOpen: true };

it.each<[string, readonly EntryPoint[], number, number | undefined]>([
  ['a URL is held back by concurrency alone', [url], 900_000, undefined],
  [
    'so is a throttled route beside it',
    [url, wayByRoute({ callsPerSecond: 5 })],
    900_000,
    undefined,
  ],
  [
    'throttles add up',
    [wayByRoute({ callsPerSecond: 5 }), wayByRoute({ callsPerSecond: 7 })],
    12,
    12,
  ],
  ['API Gateway has its own limit', [wayByRoute({}), wayByRoute({})], 10_000, undefined],
  ['in each region', [wayByRoute({}), wayByRoute({ region: 'us-east-1' })], 20_000, undefined],
  [
    'for throttles too',
    [wayByRoute({ callsPerSecond: 9_000 }), wayByRoute({ callsPerSecond: 9_000 })],
    10_000,
    10_000,
  ],
])('%s', (_, ways, callsPerSecond, throttle) => {
  expect(publicSpend(orders, { ways, triggers: [] }, { account })).toMatchObject({
    callsPerSecond,
    throttle,
  });
});

it.each([
  [{ account }, 90_000],
  [{ account, reserved: 7 }, 7],
])('runs as many at once as are left to it', (concurrency, atOnce) => {
  expect(publicSpend(orders, { ways: [url], triggers: [] }, concurrency).atOnce).toBe(atOnce);
});

it('knows the throttle that costs no more than so much', () => {
  const callsPerSecond = affordableThrottle(orders, 10);

  const spend = publicSpend(
    orders,
    { ways: [wayByRoute({ callsPerSecond })], triggers: [] },
    { account },
  );
  expect(spend.usdPerHour).toBeCloseTo(10, 9);
});
