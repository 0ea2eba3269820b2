import type { Coverage, Finding } from '../finding.ts';
import type { TargetState } from './target-state.ts';

/**
 * What the stored items of a target, of every scanner, come to.
 *
 * @param since ISO 8601 in UTC. An observation that is older says nothing of today.
 */
export function standingOf(items: readonly (Finding | Coverage)[], since: string): TargetState {
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
