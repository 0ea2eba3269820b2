import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import { listsOf, pagesOf } from './pages.ts';

/** Source: "GetMetricData" (CloudWatch API Reference). */
const QUERIES_A_CALL = 500;

/** CloudWatch keeps hours for 455 days; what is finer is gone after 63. A day is of whole hours. */
const DAY_SECONDS = 24 * 60 * 60;
const DAY_MS = DAY_SECONDS * 1000;

/** One metric of one thing, and what is to be made of what it measured in a day. */
export interface MetricQuery {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Maximum`, `p99` and so on. */
  readonly statistic: string;
}

/**
 * By day of UTC, the oldest first; the last is today, which is not over. Undefined: nothing was
 * measured on that day.
 */
export type DailySeries = readonly (number | undefined)[];

/** In the order of the queries, each of so many whole days and today. */
export type SeriesReader = (
  region: string,
  queries: readonly MetricQuery[],
  days: number,
) => Promise<readonly Known<DailySeries>[]>;

export interface DailySeriesProps {
  readonly cloudwatch: (region: string) => CloudWatchClient;
  readonly clock: Clock;
}

/**
 * Reads metrics of a region together, whichever they are: 500 a call. One that cannot be read is
 * unknown, and so are those of a call that fails, and no others: no answer is not "nothing".
 */
export function dailySeries({ cloudwatch, clock }: DailySeriesProps): SeriesReader {
  return async (region, queries, days) => {
    const window = windowOf(days, clock);
    const series: Known<DailySeries>[] = [];

    for (let start = 0; start < queries.length; start += QUERIES_A_CALL) {
      const asked = queries.slice(start, start + QUERIES_A_CALL);
      const answer = await attempt(() => resultsOf(cloudwatch(region), asked, window));
      series.push(
        ...asked.map((_, index) =>
          answer.known ? seriesOf(answer.value.get(idOf(index)), window, region) : answer,
        ),
      );
    }

    return series;
  };
}

/** Whole days of UTC, to which CloudWatch aligns its periods; in milliseconds. */
interface Window {
  readonly start: number;
  readonly end: number;
}

function windowOf(days: number, clock: Clock): Window {
  const today = Math.floor(clock().getTime() / DAY_MS) * DAY_MS;

  return { start: today - days * DAY_MS, end: today + DAY_MS };
}

/** By id; those of one metric may be spread over pages. */
async function resultsOf(
  cloudwatch: CloudWatchClient,
  queries: readonly MetricQuery[],
  { start, end }: Window,
): Promise<ReadonlyMap<string, readonly MetricResult[]>> {
  const results: MetricResult[] = [];
  const pages = pagesOf('NextToken', (NextToken) =>
    cloudwatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: queries.map(queryOf),
        StartTime: new Date(start),
        EndTime: new Date(end),
        NextToken,
      }),
    ),
  );

  for await (const page of listsOf(pages, 'MetricDataResults', 'NextToken')) {
    results.push(...z.array(metricResult).parse(page));
  }
  return Map.groupBy(results, ({ Id }) => Id);
}

function queryOf({ namespace, metric, dimensions, statistic }: MetricQuery, index: number) {
  return {
    Id: idOf(index),
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: DAY_SECONDS,
      Stat: statistic,
    },
  };
}

/** Its place in the call: it begins in lower case, and names that differ only in case do not collide. */
function idOf(index: number): string {
  return `m${index}`;
}

/** Only the last page of a metric says that it is whole; a broken one spoils the others. */
function seriesOf(
  results: readonly MetricResult[] | undefined,
  window: Window,
  region: string,
): Known<DailySeries> {
  const last = results?.at(-1);
  if (!results || !last) return unknown('CloudWatch left it out of its answer');

  const { StatusCode = 'Complete' } = results.find(isBroken) ?? last;
  if (StatusCode !== 'Complete') {
    return unknown(`CloudWatch could not answer in ${region}: ${StatusCode}`);
  }

  return placed(results, window, region);
}

function isBroken({ StatusCode = 'Complete' }: MetricResult): boolean {
  return StatusCode !== 'Complete' && StatusCode !== 'PartialData';
}

/** Each value on its day. What lies outside, or has no time, is no answer to what was asked. */
function placed(
  results: readonly MetricResult[],
  { start, end }: Window,
  region: string,
): Known<DailySeries> {
  const series = new Array<number | undefined>((end - start) / DAY_MS).fill(undefined);

  for (const { Timestamps, Values } of results) {
    for (const [index, value] of Values.entries()) {
      const day = Math.floor(((Timestamps[index]?.getTime() ?? Number.NaN) - start) / DAY_MS);
      if (!(day in series)) return unknown(`CloudWatch answered for another time in ${region}`);

      series[day] = value;
    }
  }

  return { known: true, value: series };
}

const metricResult = z.object({
  Id: z.string(),
  Timestamps: z.array(z.date()),
  Values: z.array(z.number()),
  StatusCode: z.optional(z.string()),
});
type MetricResult = z.infer<typeof metricResult>;

/** Of nothing measured it is 0. */
export function sumOf(series: DailySeries): number {
  return series.reduce((total: number, value = 0) => total + value, 0);
}
