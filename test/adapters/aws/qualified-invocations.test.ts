import { expect, it } from 'vitest';
import type { MetricQuery, SeriesReader } from '../../../functions/adapters/aws/daily-series.ts';
import { qualifiedInvocations } from '../../../functions/adapters/aws/qualified-invocations.ts';
import { functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');

it('counts a version by its own name, an alias by its own, and what ran behind an alias', async () => {
  const asked = [
    { target: orders, qualifier: '7' },
    { target: orders, qualifier: 'live' },
    { target: orders, qualifier: 'live', executedVersion: '8' },
  ];
  const queries: MetricQuery[] = [];
  const read: SeriesReader = async (_, some) => {
    queries.push(...some);
    return some.map((_query, index) => ({ known: true, value: [undefined, index, 1] }));
  };

  const sums = await qualifiedInvocations(read, 2)(asked);

  expect([...sums.values()]).toEqual([1, 2, 3].map((value) => ({ known: true, value })));
  expect(queries.map(({ dimensions }) => dimensions)).toEqual([
    { FunctionName: 'orders', Resource: 'orders:7' },
    { FunctionName: 'orders', Resource: 'orders:live' },
    { FunctionName: 'orders', Resource: 'orders:live', ExecutedVersion: '8' },
  ]);
});

it('asks each region for its own, and does not know what one does not answer', async () => {
  const west = { target: functionNamed('west', { region: 'us-west-2' }), qualifier: '1' };
  const here = { target: orders, qualifier: '1' };
  const denied = { known: false, reason: 'denied' } as const;
  const read: SeriesReader = async (region, some, days) =>
    some.map(() => (region === 'us-west-2' ? denied : { known: true, value: [days] }));

  const sums = await qualifiedInvocations(read, 90)([west, here]);

  expect(sums.get(west)).toEqual(denied);
  expect(sums.get(here)).toEqual({ known: true, value: 90 });
});
