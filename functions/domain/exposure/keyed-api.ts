import { roughly } from '../../core/amounts.ts';
import { firstOf, lines } from '../../core/evidence.ts';
import type { Detail } from '../check.ts';
import { apiKeyRemediation } from '../remediation/api-key-remediation.ts';
import { type ApiRoute, requiresKeyAlone } from './api-route.ts';
import { limits, plansOf, type UsagePlan } from './usage-plan.ts';

/** As many routes, and as many usage plans, as a reader wants. */
const MOST_NAMED = 20;

/**
 * What is found of routes that an API key alone protects, by API: low where a holder of a key is not limited, info
 * else. Without a usage plan for its stage, a route rejects every caller.
 */
export function keyedApis(
  routes: readonly ApiRoute[],
  usagePlans: readonly UsagePlan[],
): readonly Detail[] {
  const keyed = routes
    .filter(requiresKeyAlone)
    .map((route): KeyedRoute => ({ route, plans: plansOf(route, usagePlans) }))
    .filter(({ plans }) => plans.length > 0);

  return [...Map.groupBy(keyed, ({ route }) => route.apiId).values()].flatMap(detailOf);
}

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

function nameOf({ key, qualifier, through }: ApiRoute): string {
  const by = through === undefined ? '' : ` through ${through}`;

  return `${key} to ${qualifier ?? 'the function'}${by}`;
}

function markOf(planId: string): string {
  return `usage plan ${planId} without a limit`;
}

function lineOf({ route: { key, qualifier, callsPerSecond, through } }: KeyedRoute): string {
  const to = qualifier === undefined ? '' : `, leads to ${qualifier} of the function`;
  const rate =
    callsPerSecond === undefined
      ? ''
      : `, lets ${roughly(callsPerSecond)} requests a second through`;

  const by = through === undefined ? '' : `, hands requests on to ${through}`;

  return `${key} requires an API key and no authorization${rate}${to}${by}`;
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
