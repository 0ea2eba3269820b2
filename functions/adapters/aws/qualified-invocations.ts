import type { Known } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import { type MetricQuery, type SeriesReader, sumOf } from './daily-series.ts';

/** A function as it may be invoked: by one of its versions or aliases. */
export interface Qualified {
  readonly target: Target<'function'>;
  /** Number of a version, or name of an alias. */
  readonly qualifier: string;
  /** Of an alias, which version ran. @default whichever */
  readonly executedVersion?: string;
}

/**
 * Sums up how often versions and aliases were invoked, as far as CloudWatch has counted them by that
 * name: within so many days and today. Who invokes an alias does not invoke its version by name.
 * `executedVersion` distinguishes the versions of an alias.
 */
export function qualifiedInvocations(read: SeriesReader, days: number) {
  return async <Q extends Qualified>(
    asked: readonly Q[],
  ): Promise<ReadonlyMap<Q, Known<number>>> => {
    const sums = new Map<Q, Known<number>>();

    for (const [region, here] of Map.groupBy(asked, ({ target }) => target.region)) {
      const series = await read(region, here.map(queryOf), days);
      here.forEach((one, index) => {
        const known = series[index];
        if (known) sums.set(one, known.known ? { known: true, value: sumOf(known.value) } : known);
      });
    }

    return sums;
  };
}

/** Source: "Viewing metrics for Lambda functions" (Lambda Developer Guide). */
function queryOf({ target: { name }, qualifier, executedVersion }: Qualified): MetricQuery {
  return {
    namespace: 'AWS/Lambda',
    metric: 'Invocations',
    dimensions: {
      FunctionName: name,
      Resource: `${name}:${qualifier}`,
      ...(executedVersion !== undefined && { ExecutedVersion: executedVersion }),
    },
    statistic: 'Sum',
  };
}
