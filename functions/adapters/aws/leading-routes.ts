import {
  ACCOUNT_CALLS_PER_SECOND,
  type ApiRoute,
  functionIn,
  isOpenRoute,
  requiresKeyAlone,
  withStageVariables,
} from '../../domain/exposure/api-route.ts';
import type { Delivery } from '../../domain/exposure/delivery.ts';
import { receiverOf, type ServiceIntegration } from '../../domain/exposure/service-integration.ts';
import { eachOnce, keepOut, type WebAcl } from '../../domain/exposure/web-acl.ts';
import type { ApiDomains } from './api-domains.ts';

/** What of an API runs functions, and what of it could not be made out, in words. */
export interface RoutesOfApi {
  readonly routes: readonly LeadingRoute[];
  /** Of its routes that are open, or ask for a key alone, those that hand requests on to something else. */
  readonly deliveries: readonly Delivery[];
  readonly unseen: readonly string[];
}

/** Of an API that runs nothing. */
export const noRoutes: RoutesOfApi = { routes: [], deliveries: [], unseen: [] };

/** A route by which an API calls a service of AWS other than Lambda. */
export interface CallingRoute {
  readonly call: ServiceIntegration;
  readonly route: ApiRoute;
}

export interface LeadingRoute {
  /** ARN of the function, without a qualifier. */
  readonly leadsTo: string;
  readonly route: ApiRoute;
}

/** What the routes of an API have in common. */
export type Api = Pick<
  ApiRoute,
  'kind' | 'apiId' | 'apiName' | 'region' | 'isPrivate' | 'addresses'
>;

/** What matters here of a stage. */
export interface ApiStage {
  readonly variables: Readonly<Record<string, string>>;
  /** Undefined where it has none. */
  readonly webAcl?: WebAcl | undefined;
  /** Calls a second, by the key of a route; undefined where the stage sets no limit. */
  limitOf(routeKey: string): number | undefined;
}

/** Pairs routes with what their integrations name, in any stage: a function, or what runs one. */
export function leadingTo(
  integrated: readonly { readonly uri: string; readonly route: ApiRoute }[],
  calling: readonly CallingRoute[],
  stages: readonly ApiStage[],
): RoutesOfApi {
  const routes: LeadingRoute[] = [];
  const { deliveries, unseen } = delivering(calling, stages);

  for (const { uri, route } of integrated) {
    const byUri = Map.groupBy(stages, ({ variables }) => withStageVariables(uri, variables));

    for (const [filled, through] of byUri) {
      const named = functionIn(filled);
      if (named) {
        const { arn: leadsTo, qualifier } = named;
        routes.push({
          leadsTo,
          route: {
            ...route,
            ...(qualifier !== undefined && { qualifier }),
            ...heldBackBy(through, route.key),
          },
        });
      } else {
        unseen.push(`which function ${route.key} of API ${route.apiName} (${route.apiId}) runs`);
      }
    }
  }
  return { routes, deliveries, unseen };
}

/** What its own callers are authenticated for, other than by a key alone, is no way in. */
function delivering(calling: readonly CallingRoute[], stages: readonly ApiStage[]) {
  const deliveries: Delivery[] = [];
  const unseen: string[] = [];

  for (const { call, route: asked } of calling) {
    const route = { ...asked, ...heldBackBy(stages, asked.key) };
    const isWayIn = isOpenRoute(route) || requiresKeyAlone(route);
    const receiver = isWayIn ? receiverOf(call) : undefined;
    const of = `${route.key} of API ${route.apiName} (${route.apiId})`;
    if (receiver?.kind === 'unnamed') unseen.push(`${receiver.what} ${of} writes to`);
    if (receiver?.kind !== 'named') continue;

    deliveries.push({ to: receiver.arn, route });
  }
  return { deliveries, unseen };
}

function heldBackBy(
  stages: readonly ApiStage[],
  routeKey: string,
): Partial<Pick<ApiRoute, 'callsPerSecond' | 'webAcls' | 'isBarred'>> {
  const webAcls = beforeAll(stages);

  return {
    ...throttleOf(stages.map(({ limitOf }) => limitOf(routeKey))),
    ...(webAcls && { webAcls }),
    ...(keepOut(webAcls) && { isBarred: true }),
  };
}

/** Undefined where a stage has none: callers come by that one. */
function beforeAll(stages: readonly ApiStage[]): WebAcl[] | undefined {
  const acls = stages.flatMap(({ webAcl }) => webAcl ?? []);
  if (acls.length === 0 || acls.length < stages.length) return undefined;

  return eachOnce(acls);
}

/** A caller may use all stages at once: one without a limit is enough. */
function throttleOf(limits: readonly (number | undefined)[]): Pick<ApiRoute, 'callsPerSecond'> {
  let callsPerSecond = 0;

  for (const limit of limits) {
    if (!isThrottle(limit)) return {};
    callsPerSecond += limit;
  }
  return { callsPerSecond };
}

/** API Gateway says -1, or what the account has anyway, where there is none. */
export function isThrottle(limit: number | undefined): limit is number {
  return limit !== undefined && limit >= 0 && limit < ACCOUNT_CALLS_PER_SECOND;
}

/** Where an API is reached: at its own address in each stage, unless that is off, and by domains. */
export async function addressesOf(
  apiId: string,
  own: readonly string[],
  {
    disableExecuteApiEndpoint,
    domains,
  }: { readonly disableExecuteApiEndpoint: boolean; readonly domains: ApiDomains },
): Promise<string[]> {
  if (!disableExecuteApiEndpoint || own.length === 0) return [...own];

  return [...((await domains()).get(apiId) ?? [])].map((name) => `https://${name}`);
}
