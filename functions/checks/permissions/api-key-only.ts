import { roughly } from '../../core/amounts.ts';
import { firstOf, lines } from '../../core/evidence.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { type ApiRoute, requiresKeyAlone } from '../../domain/exposure/api-route.ts';
import { limits, plansOf, type UsagePlan } from '../../domain/exposure/usage-plan.ts';
import { apiKeyRemediation } from '../../domain/remediation/api-key-remediation.ts';
import { defineCheck } from '../define-check.ts';

/** As many routes, and as many usage plans, as a reader wants. */
const MOST_NAMED = 20;

export const apiKeyOnly = defineCheck({
  id: 'permissions/api-key-only',
  target: 'function',
  title: 'API key as the only authentication of an API route',
  severity: 'low',
  practice: 'permissions',
  rationale:
    'An API key identifies a client for metering. AWS advises against API keys for ' +
    'authentication or authorization: a key does not expire, lies in the code of each client, ' +
    'and is accepted by every API of its usage plan. Anyone who has one invokes the function with ' +
    'the permissions of its role. It is low where a usage plan of the route has neither a ' +
    'throttle nor a quota, and a stage of it no throttle: a leaked key then costs as much as an ' +
    'open route. It is info otherwise: what a usage plan limits, AWS applies on a best-effort basis. ' +
    'All such routes of an API are one finding. Without a usage plan for its stage, a route ' +
    'rejects every caller, and is no finding. Keys, and how many there are, are not read.',
  remediation:
    'Give the route an authorizer (IAM, Cognito or a Lambda function), and keep the API key for ' +
    'metering alone.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
  ],
  suppression: { covers: 'its routes, and the usage plans without a throttle or quota' },
  cwe: 'CWE-1390',
  frameworks: { owasp: ['S2:2017'], csa: ['SAS-2'] },
  needs: ['apiRoutes', 'usagePlans'],

  evaluate({ apiRoutes, usagePlans }) {
    const keyed = apiRoutes
      .filter(requiresKeyAlone)
      .map((route): KeyedRoute => ({ route, plans: plansOf(route, usagePlans) }))
      .filter(({ plans }) => plans.length > 0);

    return failIfAny(
      [...Map.groupBy(keyed, ({ route }) => route.apiId).values()].flatMap(detailOf),
    );
  },
});

interface KeyedRoute {
  readonly route: ApiRoute;
  readonly plans: readonly UsagePlan[];
}

/** Of the routes of one API. */
function detailOf(routes: readonly KeyedRoute[]): readonly Detail[] {
  const [first] = routes;
  if (!first) return [];

  const { kind, apiId, apiName, region, key, addresses } = first.route;
  const plans = distinct(routes.flatMap((each) => each.plans));
  const unlimited = distinct(routes.flatMap(unlimitedPlansOf));
  const others = routes.length - 1;
  const more = others === 0 ? '' : ` and ${others} more route${others > 1 ? 's' : ''}`;

  return [
    {
      subject: apiId,
      mark: [...routes.map(({ route }) => nameOf(route)), ...unlimited.map(({ id }) => markOf(id))],
      severity: unlimited.length > 0 ? 'low' : 'info',
      summary: `An API key is all that ${key}${more} of the ${kind} API ${apiName} requires`,
      evidence: lines(
        ...addresses.slice(0, 5),
        ...firstOf(routes.map(lineOf), MOST_NAMED),
        ...firstOf(plans.map(planInWords), MOST_NAMED),
      ),
      remediation: apiKeyRemediation({ kind, apiId, region, routes }, unlimited),
    },
  ];
}

/** Where the stages throttle the route, no key gets more of it through. */
function unlimitedPlansOf({ route, plans }: KeyedRoute): readonly UsagePlan[] {
  return route.callsPerSecond === undefined ? plans.filter((plan) => !limits(plan, route)) : [];
}

function distinct(plans: readonly UsagePlan[]): readonly UsagePlan[] {
  return [...new Map(plans.map((plan) => [plan.id, plan])).values()];
}

function nameOf({ key, qualifier }: ApiRoute): string {
  return `${key} to ${qualifier ?? 'the function'}`;
}

function markOf(planId: string): string {
  return `usage plan ${planId} without a limit`;
}

function lineOf({ route: { key, qualifier, callsPerSecond } }: KeyedRoute): string {
  const to = qualifier === undefined ? '' : `, leads to ${qualifier} of the function`;
  const rate =
    callsPerSecond === undefined
      ? ''
      : `, lets ${roughly(callsPerSecond)} requests a second through`;

  return `${key} requires an API key and no authorization${rate}${to}`;
}

function planInWords({ id, name, requestsPerSecond, quota, stages }: UsagePlan): string {
  const ofRoutes = stages.some(({ throttles }) => Object.keys(throttles).length > 0);
  const limitsOfKey = [
    requestsPerSecond === undefined ? [] : `${roughly(requestsPerSecond)} requests a second`,
    quota === undefined ? [] : `${roughly(quota.limit)} requests a ${quota.period.toLowerCase()}`,
    ofRoutes ? 'throttles of single routes' : [],
  ].flat();

  return limitsOfKey.length > 0
    ? `usage plan ${name} (${id}): for each key ${limitsOfKey.join(', ')}`
    : `usage plan ${name} (${id}): no throttle and no quota`;
}
