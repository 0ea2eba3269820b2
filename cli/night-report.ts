import { compareTexts } from '../functions/core/compare-texts.ts';
import type { Coverage, Finding } from '../functions/domain/finding.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import type { CoverageReport } from './coverage-report.ts';
import { listedFinding } from './listed-finding.ts';
import type { NightChanges } from './night-changes.ts';

/** What a night comes to, deployed or not. */
export interface NightReport {
  /** Twelve digits. */
  readonly account: string;
  /** All that were looked at, where there are several. */
  readonly accounts?: readonly string[];
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Open ones, the worst first. */
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
  readonly report: CoverageReport;
  /** Since an earlier night; undefined where none is known. */
  readonly changes?: NightChanges | undefined;
  /** Requests to AWS that the command itself made, by operation. */
  readonly calls: Readonly<Record<string, number>>;
}

/**
 * As docs/finding.schema.json says.
 *
 * @param leftOut what was not looked for on purpose, a sentence each.
 */
export function nightJson(
  { findings, coverage, report, ...night }: NightReport,
  leftOut: readonly string[] = [],
) {
  const { account, startedAt, finishedAt, calls } = night;

  return {
    account,
    startedAt,
    finishedAt,
    targets: report.targets,
    findings: findings.map(listedFinding),
    coverage: coverageJson(coverage, report),
    leftOut,
    calls,
  };
}

/** Of each target and scanner, what is unknown; what was never seen or left out is among it. */
export function coverageJson(coverage: readonly Coverage[], { unseen }: CoverageReport) {
  const seen = coverage.map(({ target, scanner }) => [keyOf(target, scanner), { target, scanner }]);
  const notSeen = unseen.map(({ target, scanner }) => [
    keyOf(target, scanner),
    { target, scanner },
  ]);
  const entries = new Map([...seen, ...notSeen] as [string, { target: string; scanner: string }][]);
  const gaps = Map.groupBy(unseen, ({ target, scanner }) => keyOf(target, scanner));

  return [...entries]
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([key, { target, scanner }]) => {
      const unknown = (gaps.get(key) ?? []).map(({ fact, reason }) => ({ fact, reason }));

      return { target: identityOf(target), scanner, complete: unknown.length === 0, unknown };
    });
}

function keyOf(target: string, scanner: string): string {
  return `${target} ${scanner}`;
}
