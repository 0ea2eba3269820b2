import { expect, it } from 'vitest';
import type { ApiRoute } from '../../../functions/domain/api-route.ts';
import { affordableThrottle, publicSpend } from '../../../functions/domain/bill/public-spend.ts';
import type { WayIn } from '../../../functions/domain/way-in.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders', { memoryMb: 1024, timeoutSeconds: 1 });
const account = { total: 100_000, unreserved: 90_000 };
const url: WayIn = { kind: 'url', url: 'https://x', authType: 'NONE', isOpen: true };

it.each<[string, readonly WayIn[], number, number | undefined]>([
  ['a URL is held back by concurrency alone', [url], 900_000, undefined],
  ['so is a throttled route beside it', [url, route({ callsPerSecond: 5 })], 900_000, undefined],
  ['throttles add up', [route({ callsPerSecond: 5 }), route({ callsPerSecond: 7 })], 12, 12],
  ['API Gateway has its own limit', [route({}), route({})], 10_000, undefined],
  ['in each region', [route({}), route({ region: 'us-east-1' })], 20_000, undefined],
  [
    'for throttles too',
    [route({ callsPerSecond: 9_000 }), route({ callsPerSecond: 9_000 })],
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
    { ways: [route({ callsPerSecond })], triggers: [] },
    { account },
  );
  expect(spend.usdPerHour).toBeCloseTo(10, 9);
});

function route(more: Partial<ApiRoute>): WayIn {
  return {
    kind: 'route',
    route: {
      kind: 'HTTP',
      apiId: 'a1',
      apiName: 'shop',
      region: 'eu-west-1',
      key: 'GET /',
      authorization: 'NONE',
      apiKeyRequired: false,
      isPrivate: false,
      isBarred: false,
      addresses: ['https://x'],
      ...more,
    },
  };
}
