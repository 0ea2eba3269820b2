import type { Target } from '../../core/target.ts';
import { actionsMatching } from './action-catalogue.ts';
import { evaluatorOf } from './evaluator.ts';
import type { Statement } from './policy-document.ts';
import {
  isWideByDesign,
  type PolicyStatement,
  spellsNoResource,
  statementsOf,
} from './policy-statement.ts';
import { contextOf } from './request-context.ts';
import type { RolePermissions } from './role-permissions.ts';
import { fillWildcards, hasWildcard, unspelt } from './wildcard.ts';

/** What a role is allowed of one service. */
export interface GrantedService {
  /** In lower case. */
  readonly service: string;
  /** Names, each once. */
  readonly actions: readonly string[];
  /** The statements that allow them. */
  readonly origins: readonly PolicyStatement[];
}

/**
 * What a role is allowed by statements that name the service, after every Deny and its boundary, by
 * service. What AWS has made wide on purpose was chosen whole, and is left out.
 *
 * @param now ISO 8601 in UTC.
 */
export function grantedServices(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): readonly GrantedService[] {
  const decide = evaluatorOf(permissions);
  const context = contextOf(role, now);
  const isInForce = (action: string, statement: Statement) =>
    resourcesOf(statement).some(
      (resource) => decide({ action, resource, context }).answer !== 'denied',
    );

  const granted = grantingStatements(permissions).flatMap((origin) =>
    namedPatterns(origin.statement)
      .flatMap(actionsMatching)
      .filter(({ name }) => isInForce(name, origin.statement))
      .map(({ name }) => ({ name, origin })),
  );
  const byService = Map.groupBy(granted, ({ name }) => serviceIn(name));

  return [...byService].map(([service, some]) => ({
    service,
    actions: [...new Set(some.map(({ name }) => name))],
    origins: [...new Set(some.map(({ origin }) => origin))],
  }));
}

/** The services that its policies name; `*` where one names all, or all but a few. In lower case. */
export function namedServices(permissions: RolePermissions): ReadonlySet<string> {
  return new Set(
    grantingStatements(permissions).flatMap(({ statement }) =>
      namesAll(statement) ? ['*'] : statement.actions.patterns.map(serviceIn),
    ),
  );
}

/** Statements that allow actions on everything of services which they do not name. */
export function boundlessStatements(permissions: RolePermissions): readonly PolicyStatement[] {
  return grantingStatements(permissions).filter(
    ({ statement }) =>
      namesAll(statement) &&
      (statement.resources.scope === 'all but' ||
        statement.resources.patterns.some(spellsNoResource)),
  );
}

function grantingStatements({ policies }: RolePermissions): readonly PolicyStatement[] {
  return policies
    .filter((policy) => !isWideByDesign(policy))
    .flatMap(statementsOf)
    .filter(({ statement }) => statement.effect === 'Allow');
}

function namedPatterns({ actions }: Statement): readonly string[] {
  return actions.scope === 'only'
    ? actions.patterns.filter((pattern) => !hasWildcard(serviceIn(pattern)))
    : [];
}

function namesAll({ actions }: Statement): boolean {
  return (
    actions.scope === 'all but' || actions.patterns.some((name) => hasWildcard(serviceIn(name)))
  );
}

function serviceIn(action: string): string {
  return action.toLowerCase().split(':')[0] ?? '';
}

/** One that each pattern stands for; of all but a few, one that no policy spells out. */
function resourcesOf({ resources: { scope, patterns } }: Statement): readonly string[] {
  return scope === 'only'
    ? patterns.map((pattern) => fillWildcards(pattern, unspelt))
    : [`arn:aws:${unspelt}:::${unspelt}`];
}
