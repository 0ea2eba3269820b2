import type { Evidence } from '../../core/evidence.ts';
import type { Severity } from '../../core/severity.ts';
import type { UnreachedBy } from '../../core/unreached-by.ts';
import type { CheckId } from '../check.ts';
import type { Coverage, Finding, Gap } from '../finding.ts';

/** What scanners have stored about a target: what is open, and what they could not see. */
export interface Standing {
  /** Not resolved. What somebody lets stand is there all the same. */
  readonly open: readonly StandingFinding[];
  /** By scanner. One that is absent has not seen the target lately. */
  readonly gaps: Readonly<Record<string, readonly Gap[]>>;
}

/** A finding, as far as it matters to whoever joins it with others. */
export interface StandingFinding {
  readonly target: string;
  readonly check: CheckId;
  readonly subject: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly evidence: readonly Evidence[];
  readonly remediation: string;
  readonly unreachedBy?: UnreachedBy | undefined;
}

/**
 * What the stored items of a target, of every scanner, come to.
 *
 * @param since ISO 8601 in UTC. A look that is older than that tells nothing of today.
 */
export function standingOf(items: readonly (Finding | Coverage)[], since: string): Standing {
  const open = items
    .filter((item) => 'subject' in item)
    .filter(({ status }) => status !== 'resolved');
  const coverage = items
    .filter((item) => 'gaps' in item)
    .filter(({ observedAt }) => observedAt >= since);

  return {
    open: open.map((finding) => {
      const { target, check, subject, severity, summary, evidence, remediation } = finding;
      const { unreachedBy } = finding;
      return {
        ...{ target, check, subject, severity, summary, evidence, remediation },
        ...(unreachedBy && { unreachedBy }),
      };
    }),
    gaps: Object.fromEntries(coverage.map(({ scanner, gaps }) => [scanner, gaps])),
  };
}
