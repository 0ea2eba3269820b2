import {
  CloudWatchClient,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Measured, SampleFunction } from './sample-function.ts';
import type { SeedContext } from './seed-context.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Longer than the window, and than any past that is looked at. */
const DAYS = 200;

/** Where functions at the edge are replicated to. */
export const EDGE_REGION = 'eu-central-1';

/** Of a function that says no more than that it is in use. */
const someDays = Array.from({ length: 10 }, (_, index) => ({ ago: index + 1, count: 12 }));

/** What CloudWatch has counted of a function: at the edge, in another region and by another name. */
export async function seedMetrics(
  { client, region }: SeedContext,
  sample: SampleFunction,
): Promise<void> {
  const { name, invocations, invokedVersion } = sample;
  if (invocations === 'never') return;

  const atEdge = invocations === 'at the edge';
  const cloudwatch = new CloudWatchClient({ ...client, region: atEdge ? EDGE_REGION : region });
  const functionName = atEdge ? `us-east-1.${name}` : name;
  const put = (Namespace: string, MetricData: MetricDatum[]) =>
    cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData }));

  const measured = typeof invocations === 'object' ? invocations : undefined;
  await put('AWS/Lambda', lambdaMetrics(functionName, measured));
  if (invokedVersion !== undefined) {
    await put('AWS/Lambda', ofVersion(functionName, invokedVersion));
  }
  if (measured?.usedMb !== undefined) {
    await put('LambdaInsights', insights(functionName, measured, measured.usedMb));
  }
}

interface Day {
  /** Days since. */
  readonly ago: number;
  /** Invocations on it. */
  readonly count: number;
}

/** Today has its count too, so that midnight may come between seeding and the night. */
function daysOf({ daily, lately = daily, quietFor = 0 }: Measured): readonly Day[] {
  return Array.from({ length: DAYS }, (_, ago) => ({
    ago,
    count: ago < 2 ? lately : daily,
  })).filter(({ ago }) => ago >= quietFor);
}

function lambdaMetrics(functionName: string, measured: Measured | undefined): MetricDatum[] {
  const days = measured ? daysOf(measured) : someDays;
  const dimensions = [{ Name: 'FunctionName', Value: functionName }];
  const sums = (MetricName: string) =>
    days.map(({ ago, count }) => ({
      MetricName,
      Dimensions: dimensions,
      Timestamp: before(ago),
      Value: count,
    }));
  const runMs = measured?.runMs;
  const durations =
    runMs === undefined
      ? []
      : days.map(({ ago, count }) => ({
          MetricName: 'Duration',
          Dimensions: dimensions,
          Timestamp: before(ago),
          Values: [runMs],
          Counts: [count],
        }));

  return [...sums('Invocations'), ...(measured?.isErring ? sums('Errors') : []), ...durations];
}

/** As CloudWatch counts who invokes a version by its number, besides counting the function. */
function ofVersion(functionName: string, version: string): MetricDatum[] {
  return someDays.map(({ ago, count }) => ({
    MetricName: 'Invocations',
    Dimensions: [
      { Name: 'FunctionName', Value: functionName },
      { Name: 'Resource', Value: `${functionName}:${version}` },
    ],
    Timestamp: before(ago),
    Value: count,
  }));
}

function insights(functionName: string, measured: Measured, usedMb: number): MetricDatum[] {
  return daysOf(measured).map(({ ago }) => ({
    MetricName: 'used_memory_max',
    Dimensions: [{ Name: 'function_name', Value: functionName }],
    Timestamp: before(ago),
    Value: usedMb,
  }));
}

function before(days: number): Date {
  return new Date(Date.now() - days * DAY_MS);
}
