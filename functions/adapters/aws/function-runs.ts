import { type Known, unknown } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import type { Durations, MemoryUse } from '../../domain/runs.ts';
import type { FunctionRuns, RunsReader } from '../../facts/function-runs.ts';
import { type DailySeries, type MetricQuery, type SeriesReader, sumOf } from './daily-series.ts';
import type { InvocationsReader } from './function-invocations.ts';

export interface FunctionRunsProps {
  readonly read: SeriesReader;
  /** Of at least so many days as the window has. */
  readonly invocations: InvocationsReader;
  /** Length of the window. */
  readonly days: number;
}

/**
 * Reads how the runs of functions went, in their own regions. Only functions that were invoked are
 * asked about, and all questions about a region go into the same calls.
 */
export function functionRuns({ read, invocations, days }: FunctionRunsProps): RunsReader {
  return async (targets) => {
    const counts = await invocations(targets);
    const countOf = ({ arn }: Target<'function'>): Known<DailySeries> => {
      const count = counts.get(arn) ?? unknown('CloudWatch was not asked about it');
      return count.known ? { known: true, value: wholeDays(count.value, days) } : count;
    };
    const invoked = targets.filter((target) => {
      const count = countOf(target);
      return count.known && sumOf(count.value) > 0;
    });

    const measured = await measurements(read, invoked, days);

    return new Map(
      targets.map((target) => [
        target.arn,
        runsOf(countOf(target), measured.get(target.arn), days),
      ]),
    );
  };
}

const metrics = {
  errors: { metric: 'Errors', statistic: 'Sum' },
  p99: { metric: 'Duration', statistic: 'p99' },
  duration: { metric: 'Duration', statistic: 'Sum' },
} as const;

type Measurement = keyof typeof metrics | 'memory';
type Measurements = ReadonlyMap<Measurement, Known<DailySeries>>;

/** By ARN, each of whole days. */
async function measurements(
  read: SeriesReader,
  targets: readonly Target<'function'>[],
  days: number,
): Promise<ReadonlyMap<string, Measurements>> {
  const measured = new Map<string, Map<Measurement, Known<DailySeries>>>();

  for (const [region, here] of Map.groupBy(targets, (target) => target.region)) {
    const asked = here.flatMap(queriesOf);
    const series = await read(
      region,
      asked.map(({ query }) => query),
      days,
    );

    asked.forEach(({ arn, measurement }, index) => {
      const answer = series[index];
      const ofOne = measured.get(arn) ?? new Map<Measurement, Known<DailySeries>>();
      if (answer)
        ofOne.set(measurement, answer.known ? known(wholeDays(answer.value, days)) : answer);
      measured.set(arn, ofOne);
    });
  }

  return measured;
}

interface Asked {
  readonly arn: string;
  readonly measurement: Measurement;
  readonly query: MetricQuery;
}

function queriesOf(target: Target<'function'>): readonly Asked[] {
  const { arn, name } = target;
  const own = Object.entries(metrics).map(([measurement, of]) => ({
    arn,
    measurement: measurement as keyof typeof metrics,
    query: { namespace: 'AWS/Lambda', dimensions: { FunctionName: name }, ...of },
  }));

  return mayHaveInsights(target)
    ? [...own, { arn, measurement: 'memory', query: memory(name) }]
    : own;
}

/** Source: "Metrics collected by Lambda Insights" (CloudWatch User Guide). */
function memory(name: string): MetricQuery {
  return {
    namespace: 'LambdaInsights',
    metric: 'used_memory_max',
    dimensions: { function_name: name },
    statistic: 'Maximum',
  };
}

/** Lambda Insights comes as a layer of AWS's, or inside an image, which is not analysed. */
function mayHaveInsights({ layers, packageType }: Target<'function'>): boolean {
  return packageType === 'Image' || layers.some((layer) => INSIGHTS_LAYER.test(layer));
}

const INSIGHTS_LAYER = /:layer:LambdaInsightsExtension(-Arm64)?:\d+$/;

function runsOf(
  counts: Known<DailySeries>,
  measured: Measurements | undefined,
  days: number,
): FunctionRuns {
  if (!counts.known) return { errors: counts, durations: counts, memoryUse: counts };

  const invocations = sumOf(counts.value);
  const activeDays = counts.value.filter((count = 0) => count > 0).length;
  if (!measured) {
    return {
      errors: known({ days, invocations, errors: 0, activeDays }),
      durations: known(undefined),
      memoryUse: known(undefined),
    };
  }

  return {
    errors: mapped(measured.get('errors'), (series) => ({
      days,
      invocations,
      errors: sumOf(series),
      activeDays,
    })),
    durations: durationsOf(measured, { days, invocations }),
    memoryUse: measured.has('memory')
      ? mapped(measured.get('memory'), (series) => memoryUseOf(series, { days, invocations }))
      : known(undefined),
  };
}

interface Window {
  readonly days: number;
  readonly invocations: number;
}

function durationsOf(measured: Measurements, window: Window): Known<Durations | undefined> {
  const total = mapped(measured.get('duration'), sumOf);
  if (!total.known) return total;

  return mapped(measured.get('p99'), (series) => {
    const worst = greatest(series);
    return worst === undefined
      ? undefined
      : { ...window, p99Ms: worst, meanMs: total.value / window.invocations };
  });
}

function memoryUseOf(series: DailySeries, window: Window): MemoryUse | undefined {
  const maxMb = greatest(series);

  return maxMb === undefined
    ? undefined
    : { ...window, maxMb, measuredDays: series.filter((value) => value !== undefined).length };
}

/** Undefined where nothing was measured. */
function greatest(series: DailySeries): number | undefined {
  const values = series.filter((value) => value !== undefined);

  return values.length > 0 ? Math.max(...values) : undefined;
}

/** The last so many, but for today. */
function wholeDays(series: DailySeries, days: number): DailySeries {
  return series.slice(-days - 1, -1);
}

function known<T>(value: T): Known<T> {
  return { known: true, value };
}

function mapped<V>(
  series: Known<DailySeries> | undefined,
  map: (series: DailySeries) => V,
): Known<V> {
  if (!series) return unknown('CloudWatch was not asked for it');

  return series.known ? known(map(series.value)) : series;
}
