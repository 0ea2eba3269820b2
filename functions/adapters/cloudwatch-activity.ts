import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { GetFunctionConcurrencyCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import pMap from 'p-map';
import * as z from 'zod/mini';
import { settle } from '../app/collectors.ts';
import type { Clock } from '../app/ports.ts';
import type { Activity } from '../domain/activity.ts';
import { type Known, unknown } from '../domain/facts.ts';
import type { Target } from '../domain/target.ts';
import type { LambdaClients } from './lambda-clients.ts';

/** Source: "GetMetricData" (CloudWatch API Reference). */
const QUERIES_A_CALL = 500;

/** Reads in flight at once. */
const CONCURRENCY = 5;

const DAY_SECONDS = 24 * 60 * 60;

/** Functions that CloudFront replicates are counted where they run, under this region's name. */
const EDGE_HOME = 'us-east-1';

export interface CloudwatchActivityProps {
  readonly cloudwatch: (region: string) => CloudWatchClient;
  readonly lambda: LambdaClients;
  /** Where an edge function may run. @throws when it cannot be told. */
  readonly regions: () => Promise<readonly string[]>;
  /** Length of the window. */
  readonly days: number;
  readonly clock: Clock;
}

/**
 * Sums up how often functions were invoked. All functions of a region are asked of together; only
 * of those that may be idle is it asked whether they run at the edge or are switched off.
 *
 * A metric that cannot be read makes its function unknown, and no other: no answer is not "never".
 */
export function cloudwatchActivity(props: CloudwatchActivityProps) {
  const { days, lambda, clock } = props;

  return async (targets: readonly Target<'function'>[]) => {
    const since = new Date(clock().getTime() - days * DAY_SECONDS * 1000).toISOString();
    const atHome = await sumsOf(props, targets.map(metricAtHome));
    const idle = targets.filter(
      ({ arn, lastModified }) => isZero(atHome.get(arn)) && lastModified < since,
    );
    const atEdge = await edgeSums(props, idle);
    const candidates = new Set(idle.map(({ arn }) => arn));

    const activities = await pMap(
      targets,
      async ({ arn, region }): Promise<readonly [string, Known<Activity>]> => {
        const invocations = add(atHome.get(arn) ?? none, atEdge.get(arn) ?? none);
        if (!invocations.known) return [arn, invocations];

        const parked = await settle(
          () => invocations.value === 0 && candidates.has(arn) && isParked(lambda(region), arn),
        );
        if (!parked.known) return [arn, parked];

        const activity = { days, since, invocations: invocations.value, parked: parked.value };
        return [arn, { known: true, value: activity }];
      },
      { concurrency: CONCURRENCY },
    );

    return new Map(activities);
  };
}

/** Invocations of `functionName` in `region`, which count for the function `arn`. */
interface Metric {
  readonly arn: string;
  readonly region: string;
  readonly functionName: string;
}

function metricAtHome({ arn, region, name }: Target<'function'>): Metric {
  return { arn, region, functionName: name };
}

function metricsAtEdge({ arn, name }: Target<'function'>, regions: readonly string[]) {
  return regions.map((region) => ({ arn, region, functionName: `${EDGE_HOME}.${name}` }));
}

/** Of functions that are idle at home, what they did elsewhere. */
async function edgeSums(
  props: CloudwatchActivityProps,
  idle: readonly Target<'function'>[],
): Promise<ReadonlyMap<string, Known<number>>> {
  const candidates = idle.filter(({ region }) => region === EDGE_HOME);
  if (candidates.length === 0) return new Map();

  const regions = await settle(props.regions);
  if (!regions.known) return new Map(candidates.map(({ arn }) => [arn, regions]));

  const away = regions.value.filter((region) => region !== EDGE_HOME);
  return sumsOf(
    props,
    candidates.flatMap((target) => metricsAtEdge(target, away)),
  );
}

/** By ARN; one metric that cannot be read makes its function's sum unknown. */
async function sumsOf(
  props: CloudwatchActivityProps,
  metrics: readonly Metric[],
): Promise<ReadonlyMap<string, Known<number>>> {
  const sums = new Map<string, Known<number>>();

  for (const [region, inRegion] of Map.groupBy(metrics, (metric) => metric.region)) {
    for (let start = 0; start < inRegion.length; start += QUERIES_A_CALL) {
      const asked = inRegion.slice(start, start + QUERIES_A_CALL);
      const values = await settle(() => invocationsOf(props, region, asked));
      asked.forEach(({ arn }, index) => {
        const value = values.known ? (values.value[index] ?? leftOut) : values;
        sums.set(arn, add(sums.get(arn) ?? none, value));
      });
    }
  }

  return sums;
}

/** In the order in which they were asked for. An id names a query by its place in the call. */
async function invocationsOf(
  { cloudwatch, days, clock }: CloudwatchActivityProps,
  region: string,
  metrics: readonly Metric[],
): Promise<readonly Known<number>[]> {
  const end = new Date(Math.ceil(clock().getTime() / 1000 / DAY_SECONDS) * DAY_SECONDS * 1000);
  const window = {
    StartTime: new Date(end.getTime() - (days + 1) * DAY_SECONDS * 1000),
    EndTime: end,
  };
  const results: MetricResult[] = [];
  let NextToken: string | undefined;

  do {
    const answer = await cloudwatch(region).send(
      new GetMetricDataCommand({ ...window, MetricDataQueries: metrics.map(queryOf), NextToken }),
    );
    results.push(...z.array(result).parse(answer.MetricDataResults));
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);

  const byId = Map.groupBy(results, ({ Id }) => Id);
  return metrics.map((_, index) => sumOf(byId.get(idOf(index)) ?? [], region));
}

/** Of one metric, whose results may be spread over pages: only the last says that it is whole. */
function sumOf(results: readonly MetricResult[], region: string): Known<number> {
  const last = results.at(-1);
  if (!last) return leftOut;

  const { StatusCode = 'Complete' } = results.find(isBroken) ?? last;
  if (StatusCode !== 'Complete') {
    return unknown(`CloudWatch could not sum up its invocations in ${region}: ${StatusCode}`);
  }

  const values = results.flatMap(({ Values }) => Values);
  return { known: true, value: values.reduce((total, value) => total + value, 0) };
}

function isBroken({ StatusCode = 'Complete' }: MetricResult): boolean {
  return StatusCode !== 'Complete' && StatusCode !== 'PartialData';
}

function queryOf({ functionName }: Metric, index: number) {
  return {
    Id: idOf(index),
    MetricStat: {
      Metric: {
        Namespace: 'AWS/Lambda',
        MetricName: 'Invocations',
        Dimensions: [{ Name: 'FunctionName', Value: functionName }],
      },
      Period: DAY_SECONDS,
      Stat: 'Sum',
    },
  };
}

/** It begins in lower case, and names that differ only in case do not collide. */
function idOf(index: number): string {
  return `m${index}`;
}

/** Reserved concurrency 0 switches a function off; none reserved is none said. */
async function isParked(lambda: LambdaClient, FunctionName: string): Promise<boolean> {
  const { ReservedConcurrentExecutions } = await lambda.send(
    new GetFunctionConcurrencyCommand({ FunctionName }),
  );

  return ReservedConcurrentExecutions === 0;
}

const none: Known<number> = { known: true, value: 0 };
const leftOut = unknown('CloudWatch left it out of its answer');

function add(a: Known<number>, b: Known<number>): Known<number> {
  if (!a.known) return a;

  return b.known ? { known: true, value: a.value + b.value } : b;
}

function isZero(sum: Known<number> | undefined): boolean {
  return sum?.known === true && sum.value === 0;
}

const result = z.object({
  Id: z.string(),
  Values: z.array(z.number()),
  StatusCode: z.optional(z.string()),
});
type MetricResult = z.infer<typeof result>;
