import { lines } from '../../core/evidence.ts';
import { type Severity, severities } from '../../core/severity.ts';
import type { Detail } from '../check.ts';

/**
 * What a role may do weighs more where anyone can have a function do it: one step more, and the
 * functions are named.
 *
 * @param severity of the check, for details without one of their own.
 * @param openFunctions ARNs of the functions of the role that anyone can invoke.
 */
export function weighedByReach(
  details: readonly Detail[],
  severity: Severity,
  openFunctions: readonly string[],
): readonly Detail[] {
  const [first, ...others] = openFunctions;
  if (first === undefined) return details;

  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return details.map((detail) => ({
    ...detail,
    severity: raised(detail.severity ?? severity),
    evidence: [...detail.evidence, ...lines(`anyone can invoke a function of it: ${first}${more}`)],
  }));
}

function raised(severity: Severity): Severity {
  return severities[severities.indexOf(severity) + 1] ?? severity;
}
