import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListFunctionsCommand,
  type ListFunctionsCommandInput,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { type DailySeries, dailySeries } from '../../../functions/adapters/aws/daily-series.ts';
import { edgeReplicas } from '../../../functions/adapters/aws/edge-replicas.ts';
import { enabledRegions } from '../../../functions/adapters/aws/enabled-regions.ts';
import { functionActivity } from '../../../functions/adapters/aws/function-activity.ts';
import {
  functionInvocations,
  invocationsByDay,
} from '../../../functions/adapters/aws/function-invocations.ts';
import { lambdaConcurrency } from '../../../functions/adapters/aws/lambda-concurrency.ts';
import { smallRegions } from '../../../functions/adapters/aws/small-regions.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import { isIdle } from '../../../functions/domain/activity.ts';
import { reservedConcurrency } from '../../../functions/facts/reserved-concurrency.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { type RecordedFacts, recordedFacts } from '../../fakes/fact-store.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const ec2 = mockClient(EC2Client);
const cloudwatch = mockClient(CloudWatchClient);
const lambda = mockClient(LambdaClient);
const days = 90;
const clock = () => new Date('2026-06-15T03:00:00.000Z');
const lambdaOf = (region: string) => new LambdaClient({ region });

/** Another fact may want more of them. */
let readDays: number;
let withVersions: boolean;
let mayRunAtEdge: (arn: string) => boolean;
let regions: () => Promise<readonly string[]>;

/** Invocations of a day of the window, by region and the name that CloudWatch has for the function. */
let invocations: Readonly<Record<string, number>>;
let day = '2026-06-01';

/** Replicas of `edge`, by region. */
let replicated: readonly string[];

const orders = functionNamed('orders');
const counted = () =>
  functionInvocations({
    read: dailySeries({ cloudwatch: (region) => new CloudWatchClient({ region }), clock }),
    replicas: edgeReplicas({
      lambda: lambdaOf,
      regions: async () => regions(),
    }),
    edgeCandidates: async (targets) =>
      new Set(targets.filter(({ arn }) => mayRunAtEdge(arn)).map(({ arn }) => arn)),
    withVersions,
    days: readDays,
  });
const byDay = (...targets: readonly FunctionTarget[]) =>
  invocationsByDay(counted(), clock)(targets);
const read = async (...targets: readonly FunctionTarget[]) =>
  Object.fromEntries(
    [
      ...(await functionActivity({
        invocations: counted(),
        reserved: reservedConcurrency({
          isReadWhole: smallRegions(lambdaOf, clock),
          facts,
          clock,
          read: lambdaConcurrency(lambdaOf).reserved,
        }),
        days: windows,
        clock,
      })(targets)),
    ].map(([arn, activity]) => [arn.split(':').at(-1), activity]),
  );

/** Of each function, unless a rule gives it another. */
const windows = async (targets: readonly { readonly arn: string }[]) =>
  new Map(
    targets.map(({ arn }) => [arn, windowOf[arn] ?? ({ known: true, value: days } as const)]),
  );
let windowOf: Readonly<Record<string, Known<number>>>;

let facts: RecordedFacts;

beforeEach(() => {
  facts = recordedFacts();
  regions = async () => ['eu-west-1', 'us-east-1', 'us-west-2'];
  invocations = {};
  day = '2026-06-01';
  readDays = days;
  windowOf = {};
  withVersions = false;
  mayRunAtEdge = () => true;
  replicated = ['eu-west-1', 'us-west-2'];
  lambda.reset();
  lambda.on(GetFunctionConcurrencyCommand).resolves({});
  lambda.on(ListFunctionsCommand).callsFake(listReplicas);
  cloudwatch.reset();
  cloudwatch.on(GetMetricDataCommand).callsFake(answer);
});

describe('functionActivity', () => {
  it('sums up a window of whole days that ends with today', async () => {
    invocations = { 'eu-west-1 orders': 12 };

    expect(await read(orders)).toEqual({ orders: known({ invocations: 12 }) });
    const [{ StartTime, EndTime } = {}] = calls();
    expect(StartTime).toEqual(new Date('2026-03-17T00:00:00.000Z'));
    expect(EndTime).toEqual(new Date('2026-06-16T00:00:00.000Z'));
  });

  it('has the window that a rule gives one of them, and does not know where that is not known', async () => {
    const mails = functionNamed('mails');
    const archive = functionNamed('archive');
    readDays = days + 30;
    windowOf = { [orders.arn]: { known: true, value: 120 }, [archive.arn]: unknown('no tags') };
    invocations = { 'eu-west-1 orders': 12, 'eu-west-1 mails': 12, 'eu-west-1 archive': 12 };
    day = '2026-03-01';

    expect(await read(orders, mails, archive)).toMatchObject({
      orders: { value: { days: 120, invocations: 12, since: '2026-02-15T03:00:00.000Z' } },
      mails: { value: { days, invocations: 0 } },
      archive: { known: false, reason: 'no tags' },
    });
  });

  it('leaves out what is before the window, though another fact has a use for it', async () => {
    readDays = days + 30;
    invocations = { 'eu-west-1 orders': 12 };
    day = '2026-03-16';

    expect(await read(orders)).toEqual({ orders: known({}) });

    day = '2026-03-17';
    expect(await read(orders)).toEqual({ orders: known({ invocations: 12 }) });
  });

  it('distinguishes names that differ only in case', async () => {
    invocations = { 'eu-west-1 Orders': 3 };

    expect(await read(orders, functionNamed('Orders'))).toEqual({
      orders: known({}),
      Orders: known({ invocations: 3 }),
    });
  });

  it('calls exactly what the fact declares', async () => {
    ec2.on(DescribeRegionsCommand).resolves({ Regions: [{ RegionName: 'eu-west-1' }] });
    regions = enabledRegions(new EC2Client({}));
    await read(functionNamed('edge', { region: 'us-east-1' }));

    const called = [
      ...calledActions('ec2', ec2),
      ...calledActions('cloudwatch', cloudwatch),
      ...calledActions('lambda', lambda),
      ...facts.called(),
    ];
    const declared = factSources.function.activity.map(({ action }) => action);
    expect(called.toSorted()).toEqual(declared.toSorted());
  });

  it('says of an idle function whether it is switched off', async () => {
    invocations = { 'eu-west-1 busy': 1 };
    lambda
      .on(GetFunctionConcurrencyCommand, { FunctionName: orders.arn })
      .resolves({ ReservedConcurrentExecutions: 0 });
    lambda
      .on(GetFunctionConcurrencyCommand, { FunctionName: functionNamed('throttled').arn })
      .resolves({ ReservedConcurrentExecutions: 5 });

    expect(await read(orders, functionNamed('throttled'), functionNamed('busy'))).toEqual({
      orders: known({ parked: true }),
      throttled: known({}),
      busy: known({ invocations: 1 }),
    });
    expect(lambda.commandCalls(GetFunctionConcurrencyCommand)).toHaveLength(2);
  });
});

it('reads invocations by day, as far as the days are over', async () => {
  const invoked = async () =>
    new Map<string, Known<DailySeries>>([
      [orders.arn, { known: true, value: [undefined, 5, 0, 900] }],
      ['broken', denied],
    ]);

  expect(await invocationsByDay(invoked, clock)([orders])).toEqual(
    new Map<string, unknown>([
      [orders.arn, { known: true, value: { lastDay: '2026-06-14', counts: [0, 5, 0] } }],
      ['broken', denied],
    ]),
  );
});

describe('a function at the edge', () => {
  const edge = functionNamed('edge', { region: 'us-east-1' });

  it('is not looked for where no role lets CloudFront run it', async () => {
    invocations = { 'eu-west-1 us-east-1.edge': 5 };
    mayRunAtEdge = () => false;

    expect(await read(edge)).toEqual({ edge: known({}) });
    expect(lambda.commandCalls(ListFunctionsCommand)).toEqual([]);
  });

  it('is counted beside one that CloudFront cannot run', async () => {
    const other = functionNamed('edge-2', { region: 'us-east-1' });
    invocations = { 'eu-west-1 us-east-1.edge': 5, 'us-west-2 us-east-1.edge': 2 };
    mayRunAtEdge = (arn) => arn === edge.arn;

    expect(await read(edge, other)).toMatchObject({
      edge: known({ invocations: 7 }),
      'edge-2': known({}),
    });
  });

  it('is counted wherever it runs', async () => {
    invocations = { 'eu-west-1 us-east-1.edge': 5, 'us-west-2 us-east-1.edge': 2 };

    expect(await read(edge)).toEqual({ edge: known({ invocations: 7 }) });
  });

  it('is counted for visitors near its home, under the name that its replicas have', async () => {
    replicated = ['eu-west-1'];
    invocations = { 'us-east-1 us-east-1.edge': 3 };

    expect(await read(edge)).toEqual({ edge: known({ invocations: 3 }) });
  });

  it('is counted where it has replicas, and nowhere else', async () => {
    replicated = ['us-west-2'];
    invocations = { 'eu-west-1 us-east-1.edge': 5, 'us-west-2 us-east-1.edge': 2 };

    expect(await read(edge)).toEqual({ edge: known({ invocations: 2 }) });
    // At home under either name, and in one region.
    expect(calls()).toHaveLength(3);
  });

  it('is not looked for while nothing of us-east-1 is idle there', async () => {
    invocations = { 'us-east-1 edge': 1 };

    await read(edge, orders);

    expect(calls()).toHaveLength(2);
    expect(lambda.commandCalls(ListFunctionsCommand)).toHaveLength(0);
  });

  it('is looked for once in each region, however many there are', async () => {
    const others = ['edge-2', 'edge-3'].map((name) => functionNamed(name, { region: 'us-east-1' }));

    expect(await read(edge, ...others)).toMatchObject({ 'edge-2': known({}) });

    expect(lambda.commandCalls(ListFunctionsCommand).map(({ args: [{ input }] }) => input)).toEqual(
      [1, 2].map(() => ({ MasterRegion: 'us-east-1', FunctionVersion: 'ALL', Marker: undefined })),
    );
  });

  it('is not looked for among images, and what has no version', async () => {
    withVersions = true;
    const image = { ...edge, packageType: 'Image', versions: ['1'] } as const;

    expect(await read(edge, image)).toMatchObject({ edge: known({}) });

    expect(lambda.commandCalls(ListFunctionsCommand)).toHaveLength(0);
  });

  it('is looked for where it has a version', async () => {
    withVersions = true;
    invocations = { 'eu-west-1 us-east-1.edge': 5 };

    expect(await read({ ...edge, versions: ['3'] })).toEqual({ edge: known({ invocations: 5 }) });
  });

  it('is unknown while a region does not list its replicas, as it may run there alone', async () => {
    lambda
      .on(ListFunctionsCommand)
      .callsFake((input, getClient) => listReplicas(input, getClient, 'us-west-2'));

    expect(await read(edge, orders)).toEqual({ edge: denied, orders: known({}) });
  });

  it('is unknown while it may run in a region that the organization closes, unless it runs elsewhere', async () => {
    const closed = Object.assign(
      new Error('not authorized: with an explicit deny in a service control policy'),
      { name: 'AccessDeniedException' },
    );
    lambda
      .on(ListFunctionsCommand)
      .callsFake((input, getClient) => listReplicas(input, getClient, 'us-west-2', closed));

    expect(await read(edge, orders)).toEqual({
      edge: { known: false, reason: expect.stringContaining('us-west-2') },
      orders: known({}),
    });

    invocations = { 'eu-west-1 us-east-1.edge': 5 };
    expect(await read(edge)).toEqual({ edge: known({ invocations: 5 }) });
    expect((await byDay(edge)).get(edge.arn)).toMatchObject({
      known: true,
      incomplete: expect.stringContaining('us-west-2'),
    });
  });

  it('is unknown while a listing is none', async () => {
    lambda.on(ListFunctionsCommand).resolves({});

    expect(await read(edge, orders)).toEqual({
      edge: { known: false, reason: expect.any(String) },
      orders: known({}),
    });
  });

  it('is unknown while a region that it may run in cannot be read', async () => {
    cloudwatch
      .on(GetMetricDataCommand)
      .callsFake((input, getClient) => answer(input, getClient, 'us-west-2'));

    expect(await read(edge, orders)).toEqual({ edge: denied, orders: known({}) });
  });

  it('is unknown while the regions are not known', async () => {
    regions = () => Promise.reject(accessDenied());

    expect(await read(edge, orders)).toEqual({ edge: denied, orders: known({}) });
  });
});

describe('what CloudWatch does not answer is not "never"', () => {
  it.each([
    ['Forbidden', [result('m0', [], 'Forbidden'), result('m1', [4])]],
    ['InternalError', [result('m0', [], 'InternalError'), result('m1', [4])]],
    ['PartialData', [result('m0', [], 'PartialData'), result('m1', [4])]],
    ['left it out', [result('m1', [4])]],
  ])('of one function: %s', async (reason, MetricDataResults) => {
    cloudwatch.on(GetMetricDataCommand).resolves({ MetricDataResults });

    const { orders: unknown, busy } = await read(orders, functionNamed('busy'));

    expect(unknown).toEqual({ known: false, reason: expect.stringContaining(reason) });
    expect(busy).toEqual(known({ invocations: 4 }));
  });

  it('of one region, which harms no other', async () => {
    cloudwatch
      .on(GetMetricDataCommand)
      .callsFake((input, getClient) => answer(input, getClient, 'us-west-2'));

    expect(await read(orders, functionNamed('west', { region: 'us-west-2' }))).toEqual({
      orders: known({}),
      west: denied,
    });
  });

  it('of a whole answer that is none', async () => {
    cloudwatch.on(GetMetricDataCommand).resolves({});

    expect(await read(orders)).toMatchObject({ orders: { known: false } });
  });

  it('and neither is what Lambda does not answer "not parked"', async () => {
    lambda.on(GetFunctionConcurrencyCommand, { FunctionName: orders.arn }).rejects(accessDenied());

    expect(await read(orders, functionNamed('idle'))).toEqual({ orders: denied, idle: known({}) });
  });
});

describe('isIdle', () => {
  const activity = { days, since: '2026-03-17T03:00:00.000Z', invocations: 0, parked: false };

  it.each([
    ['is not used', activity, '2026-03-17T02:59:59.999Z', true],
    ['was deployed within the window', activity, '2026-03-17T03:00:00.000Z', false],
    ['was used', { ...activity, invocations: 1 }, '2025-01-01T00:00:00.000Z', false],
  ])('knows a function that %s', (_, of, lastModified, idle) => {
    expect(isIdle(of, { ...orders, lastModified })).toBe(idle);
  });
});

const denied = { known: false, reason: 'AccessDeniedException: not authorised' } as const;

function known(more: object) {
  const since = '2026-03-17T03:00:00.000Z';

  return { known: true, value: { days, since, invocations: 0, parked: false, ...more } };
}

function calls(): readonly GetMetricDataCommandInput[] {
  return cloudwatch.commandCalls(GetMetricDataCommand).map(({ args: [{ input }] }) => input);
}

function result(Id: string, Values: number[], StatusCode = 'Complete') {
  const Timestamps = Values.map(() => new Date(`${day}T00:00:00.000Z`));

  return { Id, Timestamps, Values, StatusCode: StatusCode as 'Complete' };
}

/** As Lambda lists a replica: by the name that it has there, with the ARN of what it is one of. */
async function listReplicas(
  { MasterRegion }: ListFunctionsCommandInput,
  getClient: () => { config: { region: () => Promise<string> } },
  deniedRegion = '',
  error = accessDenied(),
) {
  const region = await getClient().config.region();
  if (region === deniedRegion) throw error;

  const master = functionNamed('edge', { region: MasterRegion ?? '' }).arn;
  const FunctionArn = `${functionNamed('us-east-1.edge', { region }).arn}:3`;
  return {
    Functions: replicated.includes(region)
      ? [{ FunctionName: 'us-east-1.edge', FunctionArn, MasterArn: `${master}:3` }]
      : [],
  };
}

async function answer(
  { MetricDataQueries = [] }: GetMetricDataCommandInput,
  getClient: () => { config: { region: () => Promise<string> } },
  deniedRegion = '',
) {
  const region = await getClient().config.region();
  if (region === deniedRegion) throw accessDenied();

  return {
    MetricDataResults: MetricDataQueries.map(({ Id = '', MetricStat }) => {
      const sum = invocations[`${region} ${MetricStat?.Metric?.Dimensions?.[0]?.Value}`];
      return result(Id, sum === undefined ? [] : [sum]);
    }),
  };
}
