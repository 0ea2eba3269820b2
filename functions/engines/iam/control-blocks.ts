import type { Target } from '../../core/target.ts';
import { escalationsOf } from './escalation.ts';
import type { NamedPolicy } from './named-policy.ts';
import type { ControlLevel, OrganizationControls } from './organization-controls.ts';
import { selectsAction } from './policy-document.ts';
import { placeOf, statementsOf } from './policy-statement.ts';
import { withControls } from './principal-controls.ts';
import type { RolePermissions } from './role-permissions.ts';

/** A way to more permissions that a role has by its own policies, and that its organization blocks. */
export interface BlockedEscalation {
  readonly actions: readonly string[];
  /** For the reader: the policies that block it. */
  readonly by: string;
}

/**
 * The escalations of a role that are none because of its organization's policies, worst first.
 *
 * @param now ISO 8601 in UTC.
 */
export function blockedEscalations(
  permissions: RolePermissions,
  controls: OrganizationControls,
  role: Target<'role'>,
  now: string,
): readonly BlockedEscalation[] {
  const limited = withControls(permissions, controls, role);
  if (!limited.controls) return [];
  const within = limited.controls;
  const left = new Set(escalationsOf(limited, role, now).map(({ steps }) => nameOf(steps)));

  return escalationsOf(permissions, role, now)
    .filter(({ steps }) => !left.has(nameOf(steps)))
    .map(({ steps }) => {
      const actions = steps.map(({ action }) => action);

      return { actions, by: blockOf(actions, within) };
    });
}

function nameOf(steps: readonly { readonly action: string }[]): string {
  return steps.map(({ action }) => action).join(' + ');
}

/** The first policy against the first action that one is against. */
function blockOf(actions: readonly string[], { levels, resources }: OrganizationControls): string {
  const policies = [...levels.flatMap((level) => level.policies), ...resources];
  const reasons = actions.flatMap((action) => [
    ...policies.flatMap((policy) => denialIn(policy, action)),
    ...levels.filter((level) => isClosed(level, action)).map((level) => closedBy(level, action)),
  ]);

  return reasons[0] ?? 'the service control policies of its organization together';
}

function denialIn(policy: NamedPolicy, action: string): readonly string[] {
  return statementsOf(policy)
    .filter(
      ({ statement: { effect, actions } }) => effect === 'Deny' && selectsAction(actions, action),
    )
    .map((origin) => `${placeOf(origin)}, which denies ${action}`);
}

function isClosed({ policies, isIncomplete = false }: ControlLevel, action: string): boolean {
  const allowing = policies.flatMap(({ statements }) =>
    statements.filter(
      ({ effect, actions }) => effect === 'Allow' && selectsAction(actions, action),
    ),
  );

  return !isIncomplete && allowing.length === 0;
}

function closedBy({ id, policies }: ControlLevel, action: string): string {
  const names = policies.map(({ name }) => name).join(', ');

  return `the service control policies of ${id} (${names}), of which none allows ${action}`;
}
