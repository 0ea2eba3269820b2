import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  dailySeries,
  type MetricQuery,
  sumOf,
} from '../../../functions/adapters/aws/daily-series.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const cloudwatch = mockClient(CloudWatchClient);
const read = dailySeries({
  cloudwatch: (region) => new CloudWatchClient({ region }),
  clock: () => new Date('2026-06-15T03:00:00.000Z'),
});

const invocationsOf = (name: string): MetricQuery => ({
  namespace: 'AWS/Lambda',
  metric: 'Invocations',
  dimensions: { FunctionName: name },
  statistic: 'Sum',
});
const region = 'eu-west-1';

beforeEach(() => {
  cloudwatch.reset();
  cloudwatch.on(GetMetricDataCommand).callsFake(({ MetricDataQueries = [] }) => ({
    MetricDataResults: MetricDataQueries.map(({ Id }: { Id: string }) => result(Id, {})),
  }));
});

describe('dailySeries', () => {
  it('asks for whole days of UTC that end with today', async () => {
    await read(region, [invocationsOf('orders')], 3);

    const [{ StartTime, EndTime, MetricDataQueries } = {}] = calls();
    expect(StartTime).toEqual(new Date('2026-06-12T00:00:00.000Z'));
    expect(EndTime).toEqual(new Date('2026-06-16T00:00:00.000Z'));
    expect(MetricDataQueries?.map(({ MetricStat }) => MetricStat)).toEqual([
      {
        Metric: {
          Namespace: 'AWS/Lambda',
          MetricName: 'Invocations',
          Dimensions: [{ Name: 'FunctionName', Value: 'orders' }],
        },
        // Beyond 63 days there are but hours, of which a period is to be made.
        Period: 86_400,
        Stat: 'Sum',
      },
    ]);
  });

  it('puts each value on its day, in whichever order they come', async () => {
    answerWith([result('m0', { '2026-06-15': 4, '2026-06-12': 1 })]);

    expect(await read(region, [invocationsOf('orders')], 3)).toEqual([
      { known: true, value: [1, undefined, undefined, 4] },
    ]);
  });

  it('joins what comes in several pages', async () => {
    cloudwatch
      .on(GetMetricDataCommand)
      .resolvesOnce({
        MetricDataResults: [result('m0', { '2026-06-13': 1 }, 'PartialData')],
        NextToken: 'more',
      })
      .resolvesOnce({ MetricDataResults: [result('m0', { '2026-06-14': 2 })] });

    expect(await read(region, [invocationsOf('orders')], 3)).toEqual([
      { known: true, value: [undefined, 1, 2, undefined] },
    ]);
    expect(calls()[1]).toMatchObject({ NextToken: 'more' });
  });

  it('asks for 500 metrics at once and no more, by ids that CloudWatch takes', async () => {
    const queries = Array.from({ length: 1_001 }, (_, index) => invocationsOf(`F.${index}`));

    expect(await read(region, queries, 1)).toHaveLength(1_001);

    expect(calls().map(({ MetricDataQueries }) => MetricDataQueries?.length)).toEqual([
      500, 500, 1,
    ]);
    for (const { MetricDataQueries = [] } of calls()) {
      const ids = MetricDataQueries.map(({ Id }) => Id ?? '');
      expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(ids.length);
      expect(ids.every((id) => /^[a-z][a-zA-Z0-9_]*$/.test(id))).toBe(true);
    }
  });

  it('asks nothing when nothing is wanted', async () => {
    expect(await read(region, [], 3)).toEqual([]);
    expect(calls()).toEqual([]);
  });
});

describe('what CloudWatch does not answer is not "nothing"', () => {
  const three = { '2026-06-14': 3 };
  const whole = { known: true, value: [undefined, undefined, 3, undefined] };

  it.each([
    ['Forbidden', [result('m0', {}, 'Forbidden')]],
    ['InternalError', [result('m0', {}, 'InternalError')]],
    ['InternalError', [result('m0', {}, 'InternalError'), result('m0', three)]],
    ['PartialData', [result('m0', three, 'PartialData')]],
    ['left it out', []],
    ['another time', [result('m0', { '2026-06-16': 1 })]],
    ['another time', [result('m0', { '2026-06-11': 1 })]],
    ['another time', [{ ...result('m0', three), Timestamps: [] }]],
  ])('of one metric: %s', async (reason, results) => {
    answerWith([...results, result('m1', three)]);

    const [orders, busy] = await read(region, [invocationsOf('orders'), invocationsOf('busy')], 3);

    expect(orders).toEqual({ known: false, reason: expect.stringContaining(reason) });
    expect(busy).toEqual(whole);
  });

  it('of a call that fails, which harms no other', async () => {
    const queries = Array.from({ length: 501 }, (_, index) => invocationsOf(`f${index}`));
    cloudwatch
      .on(GetMetricDataCommand)
      .rejectsOnce(accessDenied())
      .resolves({ MetricDataResults: [result('m0', three)] });

    const series = await read(region, queries, 3);

    expect(series[0]).toEqual({ known: false, reason: 'AccessDeniedException: not authorised' });
    expect(series[500]).toEqual(whole);
  });

  it('of an answer that is none', async () => {
    cloudwatch.on(GetMetricDataCommand).resolves({});

    expect(await read(region, [invocationsOf('orders')], 3)).toMatchObject([{ known: false }]);
  });
});

it('sums up what was measured', () => {
  expect(sumOf([undefined, 1, undefined, 2.5])).toBe(3.5);
  expect(sumOf([])).toBe(0);
});

function answerWith(MetricDataResults: ReturnType<typeof result>[]): void {
  cloudwatch.on(GetMetricDataCommand).resolves({ MetricDataResults });
}

function calls(): readonly GetMetricDataCommandInput[] {
  return cloudwatch.commandCalls(GetMetricDataCommand).map(({ args: [{ input }] }) => input);
}

function result(Id: string, values: Readonly<Record<string, number>>, StatusCode = 'Complete') {
  return {
    Id,
    Timestamps: Object.keys(values).map((day) => new Date(`${day}T00:00:00.000Z`)),
    Values: Object.values(values),
    StatusCode: StatusCode as 'Complete',
  };
}
