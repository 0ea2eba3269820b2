import type { CheckId } from '../../functions/core/check-id.ts';
import type { OpenFinding, TargetState } from '../../functions/domain/attack/target-state.ts';

/** Every scanner has seen all of it, and nothing is open. */
export const clean: TargetState = {
  open: [],
  gaps: { code: [], dependencies: [], permissions: [] },
};

export function openFinding(check: CheckId, some: Partial<OpenFinding> = {}): OpenFinding {
  return {
    target: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
    check,
    subject: 'subject',
    severity: 'high',
    summary: `by ${check}`,
    evidence: [],
    remediation: `Fix ${check}.\n\nmore`,
    ...some,
  };
}

/** The same, but for these findings. */
export function stateWith(...open: readonly OpenFinding[]): TargetState {
  return { ...clean, open };
}
