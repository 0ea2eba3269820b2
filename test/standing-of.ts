import type { Standing, StandingFinding } from '../functions/domain/attack/standing.ts';
import type { CheckId } from '../functions/domain/check.ts';

/** Every scanner has seen all of it, and nothing is open. */
export const clean: Standing = { open: [], gaps: { code: [], dependencies: [], permissions: [] } };

export function standingFinding(
  check: CheckId,
  some: Partial<StandingFinding> = {},
): StandingFinding {
  return {
    target: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
    check,
    subject: 'subject',
    severity: 'high',
    summary: `by ${check}`,
    evidence: [],
    remediation: `Mend ${check}.\n\nmore`,
    ...some,
  };
}

/** The same, but for these findings. */
export function standingWith(...open: readonly StandingFinding[]): Standing {
  return { ...clean, open };
}
