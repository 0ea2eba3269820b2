import type { Coverage, Finding } from '../domain/finding.ts';
import type { Standing } from '../domain/standing.ts';

/** What the stored items of a target, of every scanner, come to. */
export function standingOf(items: readonly (Finding | Coverage)[]): Standing {
  const open = items.filter((item) => 'subject' in item).filter(({ status }) => status === 'open');
  const coverage = items.filter((item) => 'gaps' in item);

  return {
    open: open.map(({ check, subject, severity, summary }) => ({
      check,
      subject,
      severity,
      summary,
    })),
    gaps: Object.fromEntries(coverage.map(({ scanner, gaps }) => [scanner, gaps])),
  };
}
