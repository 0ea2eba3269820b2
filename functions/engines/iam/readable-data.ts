import type { Target } from '../../core/target.ts';
import { accountData } from './account-data.ts';
import { actionsMatching, type CatalogueAction } from './action-catalogue.ts';
import { grantedIn } from './escalation-steps.ts';
import { anyOfType } from './every-resource.ts';
import { namingOf } from './resource-types.ts';
import type { RolePermissions } from './role-permissions.ts';
import { type EvaluatedRole, evaluatedRole } from './wide-grants.ts';

/**
 * The kinds of data of its account of which a role may surely read any: secrets, parameters, objects,
 * and what keys encrypt.
 *
 * @param now ISO 8601 in UTC.
 */
export function readableData(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): readonly string[] {
  const isGranted = grantedIn(permissions);
  const granted = readingActions().map(({ name, actions }) => ({
    name,
    actions: actions.filter((action) => isGranted(action.name)),
  }));
  // Most roles have none of them, and no resource need be thought of.
  if (granted.every(({ actions }) => actions.length === 0)) return [];

  const evaluated = evaluatedRole(permissions, role, now);
  return granted
    .filter(({ actions }) => actions.some((action) => readsAny(action, evaluated)))
    .map(({ name }) => name);
}

/** What reads each kind of data, as the catalogue has it. */
function readingActions() {
  reading ??= accountData.map(({ name, actions }) => ({
    name,
    actions: actions.flatMap(actionsMatching),
  }));

  return reading;
}

let reading: readonly { name: string; actions: readonly CatalogueAction[] }[] | undefined;

function readsAny(
  action: CatalogueAction,
  { role, decide, context, regions }: EvaluatedRole,
): boolean {
  const arns = (namingOf(action)?.types ?? []).flatMap((type) => type.arns);
  const resources = arns.flatMap((arn) =>
    regions.map((region) => anyOfType(arn, { region, account: role.account }, role)),
  );

  return resources.some(
    (resource) => decide({ action: action.name, resource, context }).answer === 'allowed',
  );
}
