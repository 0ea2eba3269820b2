import cvss from 'ae-cvss-calculator';
import type { Severity } from '../../core/severity.ts';

/**
 * @param vector of CVSS 2, 3 or 4.
 * @returns undefined for a vector that is malformed or leaves a base metric out.
 */
export function cvssSeverity(vector: string): Severity | undefined {
  if (vector.length > 500) return undefined;
  const parsed = cvss.fromVector(vector);

  // The library gives 0, which is harmless, to a vector of CVSS 4 that lacks metrics.
  if (!parsed?.isBaseFullyDefined()) return undefined;
  const { base } = parsed.calculateScores();

  return typeof base === 'number' ? severityOf(base) : undefined;
}

/** Source: "Qualitative Severity Rating Scale" (CVSS v3.1, v4.0). */
function severityOf(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}
