import { rankOf, type Severity, worstOf } from '../../core/severity.ts';
import { type ApiRoute, isOpenRoute } from './api-route.ts';
import type { GivenPower } from './given-power.ts';

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

export interface OpenRoute {
  readonly route: ApiRoute;
  readonly severity: Severity;
  readonly writes: boolean;
}

/**
 * The APIs with an open route, each once, in the order of the routes.
 *
 * @param powerBy what the function gives by a route; undefined where it is not known: it is taken
 * for the worst.
 */
export function openApis(
  routes: readonly ApiRoute[],
  powerBy: (route: ApiRoute) => GivenPower | undefined,
): readonly OpenApi[] {
  const byApi = Map.groupBy(routes.filter(isOpenRoute), ({ apiId }) => apiId);

  return [...byApi.values()].flatMap((ofApi) => {
    const [first, ...others] = ofApi
      .map((route) => judged(route, powerBy(route)))
      .toSorted((a, b) => rankOf(b.severity) - rankOf(a.severity) || rankOfUse(b) - rankOfUse(a));
    if (!first) return [];

    const { kind, apiId, apiName, region } = first.route;
    const severity = worstOf([first, ...others].map((each) => each.severity));
    return [{ kind, apiId, apiName, region, severity, routes: [first, ...others] }];
  });
}

function judged(route: ApiRoute, power: GivenPower | undefined): OpenRoute {
  const writes = mayWrite(route);
  const [method = ''] = route.key.split(' ');
  const severity = severityOf(writes, power, changing.has(method));
  const isOpenByNature =
    severity === 'high' && power?.gives === 'something' && isBeforeSignIn(route.key);

  return { route, writes, severity: isOpenByNature ? 'medium' : severity };
}

/**
 * No one can be asked to sign in to sign in, to register, or for a password that is forgotten. Below a
 * parameter, or what is meant for few, callers might be asked all the same: `/admin/signup`.
 */
function isBeforeSignIn(key: string): boolean {
  if (/[{}]|admin|internal|private|staff|tenant/i.test(key)) return false;

  return beforeSignIn.test(key);
}

const beforeSignIn =
  /^POST \/(?:.{0,200}\/)?(?:(?:log|sign)[-_]?(?:in|up)|register|forgot[-_]?password|password[-_]forgot|confirm[-_]?sign[-_]?up|(?:confirm|verify)[-_]?email)\/?$/i;

/** Methods by which callers change what someone keeps; a login, a form and a webhook are a POST. */
export const changing: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

/**
 * How bad an open way in is, by what callers may do and what the function gives.
 *
 * @param changes whether it has such a method by name: then it is high wherever that is kept, but of
 * code that is seen to change nothing that outlives it.
 */
export function severityOf(
  writes: boolean,
  power: GivenPower | undefined,
  changes: boolean,
): Severity {
  if (!power || power.gives === 'much' || (changes && power.changes)) return 'high';
  if (power.gives === 'little') return writes ? 'medium' : 'low';

  return writes && power.writes ? 'high' : 'medium';
}

/**
 * Whether callers may change something by it, as far as an API shows: what takes every method says
 * nothing of what it does. To connect to a WebSocket, or to leave it, hands over nothing; the messages
 * are routes of their own.
 */
function mayWrite({ kind, key }: ApiRoute): boolean {
  if (kind === 'WebSocket') return key !== '$connect' && key !== '$disconnect';

  const [method = ''] = key.split(' ');
  return method !== 'GET' && method !== 'HEAD';
}

function rankOfUse({ writes }: OpenRoute): number {
  return Number(writes);
}
