import { describe, expect, it } from 'vitest';
import type { MetricQuery, SeriesReader } from '../../../functions/adapters/aws/daily-series.ts';
import { functionRuns } from '../../../functions/adapters/aws/function-runs.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { FunctionRuns } from '../../../functions/facts/function-runs.ts';
import { functionNamed } from '../../fakes/targets.ts';

const days = 3;
const insights = ['arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension-Arm64:20'];
const orders = functionNamed('orders');
const measured = functionNamed('measured', { layers: insights });
const denied = { known: false, reason: 'denied' } as const;

/** By `function metric statistic`; today is the last. */
const series: Readonly<Record<string, readonly (number | undefined)[]>> = {
  'orders Errors Sum': [undefined, 1, 2, 900],
  'orders Duration p99': [undefined, 120, 80, 9_000],
  'orders Duration Sum': [undefined, 400, 200, 9_000],
  'measured Errors Sum': [0, 0, 0, 0],
  'measured Duration p99': [5, 5, 5, 5],
  'measured Duration Sum': [50, 50, 50, 50],
  'measured used_memory_max Maximum': [undefined, 60, 90, 500],
};

/** The window is shorter than what is known of them. */
const counts: Readonly<Record<string, readonly (number | undefined)[]>> = {
  orders: [800, undefined, 4, 2, 900],
  measured: [0, 10, 10, 10, 10],
  idle: [7, 0, 0, 0, 3],
};

function nameOf({ dimensions, metric, statistic }: MetricQuery): string {
  return `${dimensions.FunctionName ?? dimensions.function_name} ${metric} ${statistic}`;
}

async function read(
  targets: readonly FunctionTarget[],
  { broken = '', asked = [] as string[][] } = {},
): Promise<Readonly<Record<string, FunctionRuns>>> {
  const reader: SeriesReader = async (_, queries) => {
    asked.push(queries.map(nameOf));
    return queries.map((query) =>
      nameOf(query) === broken
        ? denied
        : {
            known: true,
            value: series[nameOf(query)] ?? [undefined, undefined, undefined, undefined],
          },
    );
  };
  const invocations = async () =>
    new Map(
      targets.map(({ arn, name }) => {
        const value = counts[name];
        return [arn, value ? { known: true as const, value } : denied] as const;
      }),
    );

  const runs = await functionRuns({ read: reader, invocations, days })(targets);
  return Object.fromEntries(targets.map(({ arn, name }) => [name, runs.get(arn) as FunctionRuns]));
}

describe('functionRuns', () => {
  it('reads of whole days how runs ended and how long they took, and leaves today out', async () => {
    const { orders: runs } = await read([orders]);

    expect(runs?.errors).toEqual(known({ days, invocations: 6, errors: 3, activeDays: 2 }));
    expect(runs?.durations).toEqual(known({ days, invocations: 6, p99Ms: 120, meanMs: 100 }));
  });

  it('asks for memory where Lambda Insights may measure it, and reads what it has measured', async () => {
    const asked: string[][] = [];
    const image = functionNamed('image', { packageType: 'Image' });

    const { measured: runs, orders: other } = await read([orders, measured, image], { asked });

    expect(asked.flat().filter((query) => query.includes('memory'))).toEqual([
      'measured used_memory_max Maximum',
    ]);
    expect(runs?.memoryUse).toEqual(known({ days, invocations: 30, maxMb: 90, measuredDays: 2 }));
    expect(other?.memoryUse).toEqual(known(undefined));
  });

  it('asks nothing of a function that was not invoked on a whole day of the window', async () => {
    const asked: string[][] = [];

    const { idle } = await read([functionNamed('idle'), orders], { asked });

    expect(asked).toEqual([['orders Errors Sum', 'orders Duration p99', 'orders Duration Sum']]);
    expect(idle).toEqual({
      errors: known({ days, invocations: 0, errors: 0, activeDays: 0 }),
      durations: known(undefined),
      memoryUse: known(undefined),
    });
  });

  it('asks once for all functions of a region', async () => {
    const asked: string[][] = [];
    const west = { ...measured, arn: `${measured.arn}-west`, region: 'us-west-2' };

    await read([orders, measured, west], { asked });

    expect(asked.map((queries) => queries.length)).toEqual([7, 4]);
  });
});

describe('what CloudWatch does not answer', () => {
  it.each([
    ['measured Errors Sum', 'errors'],
    ['measured Duration p99', 'durations'],
    ['measured Duration Sum', 'durations'],
    ['measured used_memory_max Maximum', 'memoryUse'],
  ] as const)('makes unknown what rests on %s, and nothing else', async (broken, fact) => {
    const { measured: runs, orders: other } = await read([measured, orders], { broken });

    const unknown = Object.entries(runs ?? {}).filter(([, answer]) => !answer.known);
    expect(unknown).toEqual([[fact, denied]]);
    expect(Object.values(other ?? {}).every((answer) => answer.known)).toBe(true);
  });

  it('of its invocations makes all unknown', async () => {
    const { unread } = await read([functionNamed('unread')]);

    expect(unread).toEqual({ errors: denied, durations: denied, memoryUse: denied });
  });

  it('is no memory where none was measured', async () => {
    const silent = { ...measured, name: 'orders', arn: orders.arn };

    expect((await read([silent])).orders?.memoryUse).toEqual(known(undefined));
  });
});

function known<T>(value: T) {
  return { known: true, value };
}
