import type { CheckId } from '../../core/check-id.ts';
import type { Evidence } from '../../core/evidence.ts';
import type { Gap } from '../../core/gap.ts';
import type { Opened } from '../../core/opened.ts';
import type { Severity } from '../../core/severity.ts';
import type { UnreachedBy } from '../../core/unreached-by.ts';
import type { Coverage, Finding } from '../finding.ts';

/** What scanners have stored about a target: what is open, and what they could not see. */
export interface TargetState {
  /** Not resolved. What is suppressed is there all the same. */
  readonly open: readonly OpenFinding[];
  /** By scanner. One that is absent has not seen the target lately. */
  readonly gaps: Readonly<Record<string, readonly Gap[]>>;
  /** Checks that are reported of it as a part of a finding about the account. @default none */
  readonly folded?: readonly CheckId[];
}

/** A finding, as far as it matters to those that join it with others. */
export interface OpenFinding {
  readonly target: string;
  readonly check: CheckId;
  readonly subject: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly evidence: readonly Evidence[];
  readonly remediation: string;
  readonly unreachedBy?: UnreachedBy | undefined;
  readonly opens?: Opened | undefined;
}

/**
 * The state of a target, from what every scanner has stored about it.
 *
 * @param since ISO 8601 in UTC. An observation that is older says nothing of today.
 */
export function targetStateOf(items: readonly (Finding | Coverage)[], since: string): TargetState {
  const open = items
    .filter((item) => 'subject' in item)
    .filter(({ status }) => status !== 'resolved');
  const coverage = items
    .filter((item) => 'gaps' in item)
    .filter(({ observedAt }) => observedAt >= since);

  const folded = coverage.flatMap((each) => each.folded ?? []);

  return {
    open: open.map((finding) => {
      const { target, check, subject, severity, summary, evidence, remediation } = finding;
      const { unreachedBy, opens } = finding;
      return {
        ...{ target, check, subject, severity, summary, evidence, remediation },
        ...(unreachedBy && { unreachedBy }),
        ...(opens && { opens }),
      };
    }),
    gaps: Object.fromEntries(coverage.map(({ scanner, gaps }) => [scanner, gaps])),
    ...(folded.length > 0 && { folded }),
  };
}
