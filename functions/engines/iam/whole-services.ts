import { actionsMatching, changesThings } from './action-catalogue.ts';
import { type Harm, harmOf } from './action-harm.ts';
import { isWideByDesign, type PolicyStatement, serviceOf } from './policy-statement.ts';
import type { ResourceType } from './resource-types.ts';
import { unlimitedActions } from './unlimited-actions.ts';
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
      (governing.has(service) && isHarmfulInPart(service, wide, origin, evaluated)),
  };
}

/**
 * What governs the account's data, principals, money or monitoring. In others nearly every service has
 * an action that changes who may use its own resources: there that alone says nothing.
 */
const governing: ReadonlySet<string> = new Set([
  'access-analyzer',
  'account',
  'acm-pca',
  'aws-marketplace',
  'billing',
  'cloudtrail',
  'config',
  'guardduty',
  'inspector2',
  'iot',
  'lakeformation',
  'macie2',
  'organizations',
  'payments',
  'ram',
  'route53domains',
  'savingsplans',
  'securityhub',
  'sso-directory',
]);

/** As bad as one of its actions by itself: a finding of the whole is no milder than one of a part. */
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
