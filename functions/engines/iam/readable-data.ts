import type { Target } from '../../core/target.ts';
import { accountData } from './account-data.ts';
import { actionsMatching, type CatalogueAction } from './action-catalogue.ts';
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
  const evaluated = evaluatedRole(permissions, role, now);

  return accountData
    .filter(({ actions }) =>
      actions.flatMap(actionsMatching).some((action) => readsAny(action, evaluated)),
    )
    .map(({ name }) => name);
}

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
