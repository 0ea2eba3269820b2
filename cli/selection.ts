import { compareTexts } from '../functions/core/compare-texts.ts';
import { rankOf, type Severity, severities } from '../functions/core/severity.ts';
import { compareScores } from '../functions/domain/figures.ts';
import type { Finding, Status } from '../functions/domain/finding.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import { matches } from '../functions/engines/iam/index.ts';

/** Which findings to show. */
export interface Selection {
  readonly status: Status | 'all';
  /** And whatever is worse. */
  readonly severity?: Severity | undefined;
  /** Of a name: `*` is any run of characters, `?` any one. */
  readonly function?: string | undefined;
  /** An id, or several by the same wildcards. */
  readonly check?: string | undefined;
  /** Changed then or later. ISO 8601 in UTC. */
  readonly since?: string | undefined;
}

export function isSelected(finding: Finding, selection: Selection): boolean {
  const { status, severity = 'info', function: glob, check, since = '' } = selection;

  return (
    (status === 'all' || finding.status === status) &&
    isAtLeast(finding.severity, severity) &&
    (check === undefined || matches(check, finding.check)) &&
    finding.changedAt >= since &&
    (glob === undefined || isNamed(finding.target, glob))
  );
}

export function isAtLeast(severity: Severity, floor: Severity): boolean {
  return rankOf(severity) >= rankOf(floor);
}

/** The worst first, of equals by score what joins others, and then the newest. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      rankOf(b.severity) - rankOf(a.severity) ||
      compareScores(a, b) ||
      compareTexts(b.firstSeenAt, a.firstSeenAt) ||
      compareTexts(a.target, b.target) ||
      compareTexts(a.check, b.check) ||
      compareTexts(a.subject, b.subject),
  );
}

/** From the worst down to a floor. */
export function severitiesFrom(floor: Severity): readonly Severity[] {
  return severities.slice(rankOf(floor)).toReversed();
}

function isNamed(target: string, glob: string): boolean {
  const { kind, name } = identityOf(target);

  return kind === 'function' && matches(glob, name);
}
