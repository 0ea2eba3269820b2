import type { Target } from '../../core/target.ts';
import type { Escalation, EscalationStep, RolePermissions } from '../../engines/iam/index.ts';
import { asItShouldBe, openingStatements, proposedFor } from './as-it-should-be.ts';
import { weakest } from './closed-step.ts';
import { statementRemediation } from './statement-remediation.ts';

/**
 * How to close every path, the worst first: without one of its steps there is none.
 *
 * @param now ISO 8601 in UTC.
 */
export function escalationRemediation(
  { steps }: Escalation,
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): string {
  const all = asItShouldBe(permissions, role, now);

  return statementRemediation(
    leadFor(weakest(steps)),
    role,
    openingStatements(permissions, role, now).map((origin) => ({
      origin,
      proposed: proposedFor(origin, all),
    })),
  );
}

function leadFor({ action, passedTo }: EscalationStep): string {
  if (action === 'iam:PassRole') {
    const service = passedTo === undefined ? 'the service' : passedTo;
    return `Name the roles that iam:PassRole may pass, and ${service} in iam:PassedToService.`;
  }
  if (action.startsWith('iam:')) {
    return `Remove ${action}: leave changes of IAM to a deployment role.`;
  }

  return `Remove ${action}, or name the resources on which it may be used.`;
}
