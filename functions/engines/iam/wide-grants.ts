import type { Target } from '../../core/target.ts';
import { actionsMatching, type CatalogueAction } from './action-catalogue.ts';
import { evaluatorOf } from './evaluator.ts';
import { anyOfType, leavesNothingOut, type Place, placesIn } from './every-resource.ts';
import type { Selection } from './policy-document.ts';
import type { PolicyStatement } from './policy-statement.ts';
import { fillVariables } from './policy-variable.ts';
import { contextOf, type RequestContext } from './request-context.ts';
import { namingOf, type ResourceType } from './resource-types.ts';
import type { RolePermissions } from './role-permissions.ts';
import { regionsIn } from './unspelt-resource.ts';

/** An action that a statement allows on every resource of a type, of an account, in a region at least. */
export interface WideAction {
  readonly action: CatalogueAction;
  /** Those of which nothing is left out. */
  readonly types: readonly ResourceType[];
}

/** A role, and how its policies decide. */
export interface EvaluatedRole {
  readonly role: Target<'role'>;
  readonly decide: ReturnType<typeof evaluatorOf>;
  readonly context: RequestContext;
  /** The regions that its policies spell out, and one that they do not. */
  readonly regions: readonly string[];
}

/** @param now ISO 8601 in UTC. */
export function evaluatedRole(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): EvaluatedRole {
  return {
    role,
    decide: evaluatorOf(permissions),
    context: contextOf(role, now),
    regions: regionsIn(permissions),
  };
}

/**
 * The actions that a statement, among the policies of its role, allows on every resource of a type.
 * A request is about an ARN of the action's own types: a Deny on `arn:aws:sns:*:*:*` takes back
 * every topic, though not the sending of text messages, which are about none.
 *
 * @param patterns of actions to look at, of those that it names.
 * @param isOfInterest of an action: the others are left out.
 */
export function wideActions(
  origin: PolicyStatement,
  evaluated: EvaluatedRole,
  patterns: readonly string[],
  isOfInterest: (action: CatalogueAction) => boolean = () => true,
): readonly WideAction[] {
  const found = patterns.flatMap(actionsMatching).filter(isOfInterest);

  return [...new Set(found)].flatMap((action) => {
    const types = wideTypes(action, origin, evaluated);
    return types.length > 0 ? [{ action, types }] : [];
  });
}

/**
 * The types of which a statement leaves out nothing for an action.
 *
 * @param isThere of places that the statement names: the others are not looked at.
 */
export function wideTypes(
  action: CatalogueAction,
  origin: PolicyStatement,
  evaluated: EvaluatedRole,
  isThere: (place: Place) => boolean = () => true,
): readonly ResourceType[] {
  const naming = namingOf(action);
  const resources = knownResources(origin.statement.resources, evaluated.context);
  const types = (naming?.types ?? []).filter((type) => mayBeWide(type, resources, evaluated));
  if (!naming || types.length === 0) return [];

  const isWideAt = (place: Place, type: ResourceType, by?: PolicyStatement) =>
    type.arns.some((arn) => isOpen(action, anyOfType(arn, place, evaluated.role), evaluated, by));
  for (const place of placesIn(resources, evaluated.role, evaluated.regions).filter(isThere)) {
    const isWhole = naming.of === 'any' || naming.types.every((type) => isWideAt(place, type));
    const open = isWhole ? types.filter((type) => isWideAt(place, type, origin)) : [];
    if (open.length > 0) return open;
  }
  return [];
}

/** With the values of their variables: what may have any value is a name that one chose. */
function knownResources({ scope, patterns }: Selection, context: RequestContext): Selection {
  const filled = patterns
    .map((pattern) => fillVariables(pattern, context))
    .filter(({ variables }) => variables === 'filled');

  return { scope, patterns: filled.map(({ pattern }) => pattern) };
}

/** Most statements name what they are about, and need not be evaluated. */
function mayBeWide(
  { arns }: ResourceType,
  { scope, patterns }: Selection,
  { role }: EvaluatedRole,
) {
  return (
    scope === 'all but' ||
    patterns.some((pattern) => arns.some((arn) => leavesNothingOut(pattern, arn, role)))
  );
}

/** @param by the statement that has to be among those that allow it, if any. */
function isOpen(
  { name }: CatalogueAction,
  resource: string,
  { decide, context }: EvaluatedRole,
  by: PolicyStatement | undefined,
): boolean {
  const { answer, deciding } = decide({ action: name, resource, context });

  return (
    answer === 'allowed' && (!by || deciding.some(({ statement }) => statement === by.statement))
  );
}
