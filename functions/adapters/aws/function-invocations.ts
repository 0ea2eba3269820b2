import { attempt, each } from '../../app/collectors.ts';
import type { Clock } from '../../app/ports.ts';
import { daysBefore } from '../../core/days-before.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import { dayOf } from '../../domain/notification/day-and-minute.ts';
import type { EdgeCandidates } from '../../facts/edge-trust.ts';
import type { DailyInvocationReader } from '../../facts/function/daily-invocations.ts';
import { type DailySeries, type MetricQuery, type SeriesReader, sumOf } from './daily-series.ts';
import { EDGE_HOME, type EdgeReplicas, mayBeReplicated } from './edge-replicas.ts';

export interface FunctionInvocationsProps {
  readonly read: SeriesReader;
  /** Where CloudFront has replicas of functions. @throws when they are not known. */
  readonly replicas: () => Promise<EdgeReplicas>;
  /** Which CloudFront may run: of no others is it asked for replicas. */
  readonly edgeCandidates: EdgeCandidates;
  /** Whether functions are listed with their versions. */
  readonly withVersions: boolean;
  /** Whole days, besides today. */
  readonly days: number;
}

/** What is counted of a function, by its ARN. */
export type InvocationsReader = (
  targets: readonly Target<'function'>[],
) => Promise<ReadonlyMap<string, Known<DailySeries>>>;

/**
 * Counts how often functions were invoked, day by day. All functions of a region are asked of
 * together. One of us-east-1 that was not invoked there may run at the edge: it is counted in the
 * regions that have a replica of it. Where replicas could not be listed everywhere, none counted is not
 * known, and some are incomplete.
 */
export function functionInvocations(props: FunctionInvocationsProps): InvocationsReader {
  return async (targets) => {
    const atHome = await countsOf(props, targets.map(metricAtHome));
    const quiet = targets.filter(
      (target) => mayBeReplicated(target, props.withVersions) && isNever(atHome.get(target.arn)),
    );
    const candidates = quiet.length > 0 ? await props.edgeCandidates(quiet) : new Set();
    const atEdge = await countsAtEdge(
      props,
      quiet.filter(({ arn }) => candidates.has(arn)),
    );

    return new Map([...atHome, ...atEdge]);
  };
}

/** The same, as the checks see it: today is not over, and is left out. */
export function invocationsByDay(
  invocations: InvocationsReader,
  clock: Clock,
): DailyInvocationReader {
  return async (targets) => {
    const lastDay = dayOf(daysBefore(clock().toISOString(), 1));

    return each(await invocations(targets), (counts) =>
      counts.known
        ? {
            ...counts,
            value: { lastDay, counts: counts.value.slice(0, -1).map((count = 0) => count) },
          }
        : counts,
    );
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

/** Visitors near us-east-1 are served there, under the name that replicas have. */
function metricsAtEdge({ arn, name }: Target<'function'>, replicas: EdgeReplicas) {
  const regions = replicas.of.get(arn)?.regions;

  return regions
    ? [EDGE_HOME, ...regions].map((region) => ({
        arn,
        region,
        functionName: `${EDGE_HOME}.${name}`,
      }))
    : [];
}

/** Of functions that were not invoked at home, what their replicas did. */
async function countsAtEdge(
  props: FunctionInvocationsProps,
  quiet: readonly Target<'function'>[],
): Promise<ReadonlyMap<string, Known<DailySeries>>> {
  if (quiet.length === 0) return new Map();

  const replicas = await attempt(props.replicas);
  if (!replicas.known) return new Map(quiet.map(({ arn }) => [arn, replicas]));

  const counts = await countsOf(
    props,
    quiet.flatMap((target) => metricsAtEdge(target, replicas.value)),
  );
  const { unlisted } = replicas.value;
  if (unlisted === undefined) return counts;

  return new Map(quiet.map(({ arn }) => [arn, atLeast(counts.get(arn), unlisted)]));
}

function atLeast(counts: Known<DailySeries> | undefined, unlisted: string): Known<DailySeries> {
  if (counts === undefined || isNever(counts)) return unknown(unlisted);

  return counts.known ? { ...counts, incomplete: unlisted } : counts;
}

/** By ARN; one metric that cannot be read makes the counts of its function unknown. */
async function countsOf(
  { read, days }: FunctionInvocationsProps,
  metrics: readonly Metric[],
): Promise<ReadonlyMap<string, Known<DailySeries>>> {
  const counts = new Map<string, Known<DailySeries>>();

  for (const [region, here] of Map.groupBy(metrics, (metric) => metric.region)) {
    const series = await read(region, here.map(queryOf), days);
    here.forEach(({ arn }, index) => {
      const count = series[index];
      if (count) counts.set(arn, added(counts.get(arn), count));
    });
  }

  return counts;
}

function queryOf({ functionName }: Metric): MetricQuery {
  return {
    namespace: 'AWS/Lambda',
    metric: 'Invocations',
    dimensions: { FunctionName: functionName },
    statistic: 'Sum',
  };
}

function added(a: Known<DailySeries> | undefined, b: Known<DailySeries>): Known<DailySeries> {
  if (!a) return b;
  if (!a.known) return a;
  if (!b.known) return b;

  return { known: true, value: b.value.map((count, day) => (count ?? 0) + (a.value[day] ?? 0)) };
}

function isNever(counts: Known<DailySeries> | undefined): boolean {
  return counts?.known === true && sumOf(counts.value) === 0;
}
