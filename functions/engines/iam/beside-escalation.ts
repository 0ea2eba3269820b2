import type { Target } from '../../core/target.ts';
import type { CatalogueAction } from './action-catalogue.ts';
import { escalationsOf } from './escalation.ts';
import type { OrganizationControls } from './organization-controls.ts';
import type { Statement } from './policy-document.ts';
import { withControls } from './principal-controls.ts';
import type { RolePermissions } from './role-permissions.ts';
import type { StatementFaults } from './statement-faults.ts';

/** By the statements that open a way to more permissions, the actions of these ways. */
export type EscalatingActions = ReadonlyMap<Statement, ReadonlySet<string>>;

/**
 * What a finding of privilege escalation reports of each statement: the actions of every way that it
 * counts as high or worse. What the organization blocks is none of them.
 *
 * @param now ISO 8601 in UTC.
 */
export function escalatingActions(
  permissions: RolePermissions,
  controls: OrganizationControls,
  role: Target<'role'>,
  now: string,
): EscalatingActions {
  const before = answers.get(permissions);
  if (before?.controls === controls && before.role === role.arn && before.now === now) {
    return before.actions;
  }

  const actions = readActions(withControls(permissions, controls, role), role, now);
  answers.set(permissions, { controls, role: role.arn, now, actions });
  return actions;
}

/**
 * What is wrong with a statement beside the escalation that it opens. The escalation reports its own
 * actions, and whatever else the statement allows of IAM and STS: that gives no more than it does.
 */
export function besideEscalation(
  found: StatementFaults,
  escalating: EscalatingActions,
): StatementFaults {
  const actions = escalating.get(found.origin.statement);
  if (!actions) return found;

  const isOther = ({ name }: CatalogueAction) => !actions.has(name) && !isOfIdentity(name);
  const services = found.services.filter(({ service }) => !isOfIdentity(`${service}:`));
  const unlimited = found.unlimited.filter(isOther);
  const wide = found.wide.filter(({ action }) => isOther(action));
  const isSame =
    services.length === found.services.length &&
    unlimited.length === found.unlimited.length &&
    wide.length === found.wide.length;

  return isSame ? found : { ...found, services, unlimited, wide };
}

interface Answer {
  readonly controls: OrganizationControls;
  readonly role: string;
  readonly now: string;
  readonly actions: EscalatingActions;
}

/** Several checks of a role ask. */
const answers = new WeakMap<RolePermissions, Answer>();

function readActions(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): EscalatingActions {
  const actions = new Map<Statement, Set<string>>();

  for (const { steps, closedService } of escalationsOf(permissions, role, now)) {
    if (closedService !== undefined) continue;
    for (const { action, decision } of steps) {
      for (const { statement } of decision.deciding) {
        if (statement.effect !== 'Allow') continue;
        actions.set(statement, (actions.get(statement) ?? new Set()).add(action));
      }
    }
  }
  return actions;
}

function isOfIdentity(name: string): boolean {
  return name.startsWith('iam:') || name.startsWith('sts:');
}
