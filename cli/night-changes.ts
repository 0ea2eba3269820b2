import type { Coverage, Finding } from '../functions/domain/finding.ts';
import { findingId } from '../functions/domain/finding-id.ts';
import { enabledChecks } from '../functions/domain/registry.ts';
import type { ScanSettings } from '../functions/domain/settings/settings.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import type { CoverageReport } from './coverage-report.ts';
import { checksLike } from './known-checks.ts';
import { isAskedAbout } from './not-checked.ts';

/** How what is open differs from what was open at an earlier time. */
export interface NightChanges {
  readonly opened: readonly Finding[];
  readonly resolved: readonly Finding[];
  /** Not found again, where what they are about could not be seen this time. */
  readonly unknown: readonly Finding[];
}

/** What an in-process night looked at. */
export interface AuditedScope {
  readonly report: CoverageReport;
  readonly coverage: readonly Coverage[];
  readonly settings: Pick<ScanSettings, 'regions' | 'disabledChecks' | 'enabledChecks'>;
  /** To some functions: of the others it says nothing. */
  readonly isLimited: boolean;
}

/** @param isResolved of what is not open any more, whether that is known. */
export function changesBetween(
  before: readonly Finding[],
  after: readonly Finding[],
  isResolved: (finding: Finding) => boolean,
): NightChanges {
  const ids = (findings: readonly Finding[]) => new Set(findings.map(findingId));
  const [idsBefore, idsAfter] = [ids(before), ids(after)];
  const missing = before.filter((finding) => !idsAfter.has(findingId(finding)));
  const { resolved = [], unknown = [] } = Object.groupBy(missing, (finding) =>
    isResolved(finding) ? 'resolved' : 'unknown',
  );

  return {
    opened: after.filter((finding) => !idsBefore.has(findingId(finding))),
    resolved,
    unknown,
  };
}

/** Whether an audit that does not report a finding looked where it was: silence alone is no pass. */
export function wasLookedAt(
  { target, check }: Pick<Finding, 'target' | 'check'>,
  { report, coverage, settings, isLimited }: AuditedScope,
): boolean {
  const { kind, region } = identityOf(target);
  const known = checksLike(check).map((each) => each.check);
  const isAsked = enabledChecks(known, settings).some((each) => each.target === kind);
  const isHidden = report.unseen.some((gap) => isAskedAbout(gap, { names: [target], check }));
  const isInScope =
    !isLimited &&
    (region === 'global' || settings.regions.length === 0 || settings.regions.includes(region));

  return isAsked && !isHidden && (isInScope || coverage.some((each) => each.target === target));
}
