import type { HandedOut } from '../../core/handed-out.ts';
import { rankOf, type Severity, worstOf } from '../../core/severity.ts';
import { type ApiRoute, isOpenRoute } from './api-route.ts';
import { judgedWay, mayWrite, type OfWay, type OpenWay } from './open-way.ts';

/** An API that anyone may call a function by. */
export interface OpenApi {
  readonly kind: ApiRoute['kind'];
  readonly apiId: string;
  readonly apiName: string;
  readonly region: string;
  readonly severity: Severity;
  /** The worst first. */
  readonly routes: readonly [OpenRoute, ...OpenRoute[]];
}

export interface OpenRoute extends OpenWay {
  readonly route: ApiRoute;
}

/**
 * The APIs with an open route, each once, in the order of the routes; but none of which the function has no more than
 * the end of connections.
 */
export function openApis(
  routes: readonly ApiRoute[],
  ofRoute: (route: ApiRoute) => OfWay,
): readonly OpenApi[] {
  const guarded = routes.filter(
    (route) => !isOpenRoute(route) && !route.key.startsWith('OPTIONS '),
  );
  const byApi = Map.groupBy(routes.filter(isOpenRoute), ({ apiId }) => apiId);

  return [...byApi.values()].flatMap((ofApi) => {
    if (ofApi.every(isEndOfConnection)) return [];
    const [first, ...others] = ofApi
      .map((route) => {
        const { handsOut = [], ...of } = ofRoute(route);
        const mayBeStrangers = handsOut.filter((each) => !mayBeOf(each, route, guarded));
        const othersWrite = routes.some((other) => other !== route && mayWrite(other));
        return { route, ...judgedWay(route, { ...of, handsOut: mayBeStrangers, othersWrite }) };
      })
      .toSorted((a, b) => rankOf(b.severity) - rankOf(a.severity) || rankOfUse(b) - rankOfUse(a));
    if (!first) return [];

    const { kind, apiId, apiName, region } = first.route;
    const severity = worstOf([first, ...others].map((each) => each.severity));
    return [{ kind, apiId, apiName, region, severity, routes: [first, ...others] }];
  });
}

/** Whether what the code signs may be for those who come by a route that asks; a token is asked for by a method that may write. */
function mayBeOf({ kind }: HandedOut, route: ApiRoute, guarded: readonly ApiRoute[]): boolean {
  return kind === 'token' && mayWrite(route)
    ? guarded.some((each) => mayWrite(each))
    : guarded.length > 0;
}

/**
 * What runs when callers leave hands over nothing of theirs, and what lets them in is reported of another function:
 * a $connect that asks for nothing.
 */
function isEndOfConnection({ kind, key, connectedBy }: ApiRoute): boolean {
  return kind === 'WebSocket' && key === '$disconnect' && connectedBy !== undefined;
}

function rankOfUse({ writes }: OpenRoute): number {
  return Number(writes);
}
