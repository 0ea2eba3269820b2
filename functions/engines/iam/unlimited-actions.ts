import { actionsMatching, type CatalogueAction } from './action-catalogue.ts';
import { harmOf } from './action-harm.ts';
import { anyOfType, placesIn } from './every-resource.ts';
import { isOfAws, type PolicyStatement } from './policy-statement.ts';
import { isAboutAccount, resourceTypesOf } from './resource-types.ts';
import type { EvaluatedRole } from './wide-grants.ts';

/**
 * The actions of a statement that can do harm and are about the account: no resource limits them.
 *
 * @param patterns of actions to look at, of those that it names.
 */
export function unlimitedActions(
  origin: PolicyStatement,
  evaluated: EvaluatedRole,
  patterns: readonly string[],
): readonly CatalogueAction[] {
  if (!isOurs(origin)) return [];

  const found = patterns
    .flatMap(actionsMatching)
    .filter((action) => harmOf(action) !== undefined && isAboutAccount(action))
    .filter((action) => isAllowedBy(origin, action, evaluated));
  return [...new Set(found)];
}

/** Excluded are statements of AWS, which cannot be changed here, and those that allow all but what they name. */
export function isOurs({
  statement: { effect, actions, resources },
  policy,
}: PolicyStatement): boolean {
  return (
    effect === 'Allow' && actions.scope === 'only' && resources.scope === 'only' && !isOfAws(policy)
  );
}

function isAllowedBy(
  { statement }: PolicyStatement,
  { name }: CatalogueAction,
  { decide, context, role, regions }: EvaluatedRole,
): boolean {
  const places = placesIn(statement.resources, role, regions);
  const single = resourceTypesOf(name).flatMap(({ arns }) =>
    arns.flatMap((arn) => places.map((place) => anyOfType(arn, place, role))),
  );

  return ['*', ...single].some((resource) => {
    const { answer, deciding } = decide({ action: name, resource, context });
    return answer === 'allowed' && deciding.some((each) => each.statement === statement);
  });
}
