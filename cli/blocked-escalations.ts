import { attemptKnown } from '../functions/app/collectors.ts';
import type { Clock } from '../functions/app/ports.ts';
import { roleTarget } from '../functions/core/target.ts';
import {
  administration,
  blockedEscalations,
  type OrganizationControls,
  permissionsOf,
} from '../functions/engines/iam/index.ts';
import type { SavedRoles } from './saved-roles.ts';

/** Of roles in a file, by ARN, what would be escalations without the policies of the organization. */
export async function blockedIn(
  { roles, managed }: SavedRoles,
  arns: readonly string[],
  controls: OrganizationControls,
  clock: Clock,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (controls.levels.length === 0) return new Map();
  const now = clock().toISOString();
  const found = new Map<string, readonly string[]>();

  for (const arn of arns) {
    const permissions = await attemptKnown(() => permissionsOf(roles.get(arn), managed));
    if (!permissions.known || administration(permissions.value)) continue;

    const blocked = blockedEscalations(permissions.value, controls, roleTarget(arn), now);
    found.set(
      arn,
      blocked.map(({ actions, by }) => `${actions.join(' + ')} is blocked by ${by}`),
    );
  }
  return found;
}
