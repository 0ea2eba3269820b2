import type { Severity } from '../core/severity.ts';
import { type Practice, practices } from './check.ts';

/** How things stand after a night. */
export interface NightFigures {
  readonly openBySeverity: Readonly<Partial<Record<Severity, number>>>;
  readonly openByCheck: readonly { readonly check: string; readonly count: number }[];
  readonly targets: number;
  /** Those of them of which something could not be seen. */
  readonly incomplete: number;
  /** Scanners whose night is not over, or not whole. */
  readonly unfinished: number;
  /** Since the beginning of the oldest of the scanners' latest sweeps; undefined where that is not known. */
  readonly ageSeconds?: number | undefined;
}

/** One custom metric of CloudWatch: a name and its dimensions. Each is paid for by itself. */
export interface Metric {
  readonly name: MetricName;
  readonly unit: 'Count' | 'Percent' | 'Seconds';
  readonly value: number;
  readonly dimensions?: Readonly<Record<string, string>>;
}

export const METRIC_NAMESPACE = 'lambda-vigil';

/** The dimension that keeps deployments of an account apart. */
export const DEPLOYMENT = 'Deployment';

export type MetricName = 'OpenFindings' | 'CoveredTargets' | 'UnfinishedScanners' | 'NightAge';

/** What is low or info is no figure that anyone acts on at night. */
export const measuredSeverities = [
  'critical',
  'high',
  'medium',
] as const satisfies readonly Severity[];

/**
 * Eleven metrics, each with a value every night: what is open of a severity and of a practice, also
 * where that is nothing; the share of targets seen whole; and how the night went.
 *
 * @param practiceOf a check; undefined for one of another version.
 */
export function nightMetrics(
  { openBySeverity, openByCheck, targets, incomplete, unfinished, ageSeconds }: NightFigures,
  practiceOf: (check: string) => Practice | undefined,
): readonly Metric[] {
  const open = (value: number, dimensions: Metric['dimensions'] = {}): Metric => ({
    name: 'OpenFindings',
    unit: 'Count',
    value,
    dimensions,
  });
  const countOf = (practice: Practice) =>
    openByCheck
      .filter(({ check }) => practiceOf(check) === practice)
      .reduce((sum, { count }) => sum + count, 0);

  return [
    nightMetric(unfinished),
    ...measuredSeverities.map((severity) =>
      open(openBySeverity[severity] ?? 0, { Severity: severity }),
    ),
    ...practices.map((practice) => open(countOf(practice), { Practice: practice })),
    ...(targets > 0 ? [percent('CoveredTargets', (100 * (targets - incomplete)) / targets)] : []),
    ...(ageSeconds === undefined
      ? []
      : [{ name: 'NightAge', unit: 'Seconds', value: ageSeconds } as const]),
  ];
}

/** What the alarm for a night that did not end is on: zero after one that did. */
function nightMetric(unfinished: number): Metric {
  return { name: 'UnfinishedScanners', unit: 'Count', value: unfinished };
}

function percent(name: MetricName, value: number): Metric {
  return { name, unit: 'Percent', value: Math.round(value * 10) / 10 };
}
