import { actionsMatching, changesThings } from './action-catalogue.ts';
import { type Harm, harmOf } from './action-harm.ts';
import { isWideByDesign, type PolicyStatement, serviceOf } from './policy-statement.ts';
import type { ResourceType } from './resource-types.ts';
import { isOurs, unlimitedActions } from './unlimited-actions.ts';
import { type EvaluatedRole, type WideAction, wideActions } from './wide-grants.ts';
import { fillWildcards, unspelt } from './wildcard.ts';

/** A service of which a statement allows every action. */
export interface WholeService {
  /** Its prefix, in lower case. */
  readonly service: string;
  /** The types of its resources of which the statement leaves nothing out. */
  readonly types: readonly ResourceType[];
  /** Whether it can do harm to any of those, or to the account. */
  readonly isHarmful: boolean;
}

/** The services of which a statement allows every action, where nothing takes them back. */
export function wholeServices(
  origin: PolicyStatement,
  evaluated: EvaluatedRole,
): readonly WholeService[] {
  const { effect, actions, resources } = origin.statement;
  if (effect !== 'Allow' || actions.scope === 'all but' || isWideByDesign(origin.policy)) return [];

  const isOfFunctions = resources.scope === 'only' && resources.patterns.every(isOwnLogGroup);
  const services = actions.patterns
    .map(serviceOf)
    .filter((service) => service !== undefined)
    .filter((service) => !(service === 'logs' && isOfFunctions) && !isHarmless(service))
    .filter((service) => isInForce(service, origin, evaluated));

  return [...new Set(services)]
    .toSorted()
    .map((service) => wholeService(service, origin, evaluated));
}

function wholeService(
  service: string,
  origin: PolicyStatement,
  evaluated: EvaluatedRole,
): WholeService {
  const wide = wideActions(origin, evaluated, [`${service}:*`]);

  return {
    service,
    types: [...new Set(wide.flatMap(({ types }) => types))],
    isHarmful:
      wide.some(({ action }) => gravest.has(harmOf(action))) ||
      (isOurs(origin) && isHarmfulInPart(service, wide, origin, evaluated)),
  };
}

/** Whether a single one of its actions would be as bad: all of them together are no milder. */
function isHarmfulInPart(
  service: string,
  wide: readonly WideAction[],
  origin: PolicyStatement,
  evaluated: EvaluatedRole,
): boolean {
  return (
    wide.some(({ action }) => harmOf(action) !== undefined) ||
    unlimitedActions(origin, evaluated, [`${service}:*`]).length > 0
  );
}

/**
 * Of a policy of AWS's own, of which no single action is reported. Nearly every service has one that
 * changes permissions: there that says nothing.
 */
const gravest: ReadonlySet<Harm | undefined> = new Set([
  'can destroy data',
  'can run code of a caller',
  'can take over credentials',
]);

function isInForce(
  service: string,
  { statement }: PolicyStatement,
  evaluated: EvaluatedRole,
): boolean {
  const { scope, patterns } = statement.resources;

  return patterns
    .map((pattern) => (scope === 'only' ? fillWildcards(pattern, unspelt) : unspelt))
    .some((resource) => {
      const request = { action: `${service}:${unspelt}`, resource, context: evaluated.context };
      return evaluated.decide(request).answer !== 'denied';
    });
}

/** Such as that of prices: it has nothing that could be changed. An unknown service may. */
function isHarmless(service: string): boolean {
  const actions = actionsMatching(`${service}:*`);

  return actions.length > 0 && !actions.some(changesThings);
}

/** There is little in a function's own logs that it could not write there anyway. */
function isOwnLogGroup(resource: string): boolean {
  return /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:\/aws\/lambda\/[^*?]/.test(resource);
}
