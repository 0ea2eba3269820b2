import type { HandedOut } from '../../core/handed-out.ts';
import { designWords, type OpenDesign } from '../../core/open-design.ts';
import { milder, rankOf, type Severity, worstOf } from '../../core/severity.ts';
import { type ApiRoute, isOpenRoute } from './api-route.ts';
import { type AskedByCode, asksAllItCan, keyOf } from './asked-by-code.ts';
import type { GivenPower } from './given-power.ts';
import { handedToAnyone, worsened } from './handed-to-anyone.ts';
import { isBeforeSignIn, isVisitorsForm } from './open-by-nature.ts';

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
  /** What the code asks of those who come in by it. */
  readonly asked: AskedByCode;
  /** Why it is milder than by its role, a line each. */
  readonly milderBy: readonly string[];
  /** What a stranger is handed by it, a line each. */
  readonly handed: readonly string[];
}

/** What is asked about a route. */
interface OfRoute {
  /** What the function gives by it; undefined where that is not known: it is taken for the worst. */
  readonly power: GivenPower | undefined;
  readonly asked: AskedByCode;
  /** What its code signs for anyone who asks. @default nothing */
  readonly handsOut?: readonly HandedOut[] | undefined;
}

/**
 * The APIs with an open route, each once, in the order of the routes; but none of which the function has no more than
 * the end of connections.
 */
export function openApis(
  routes: readonly ApiRoute[],
  ofRoute: (route: ApiRoute) => OfRoute,
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
        return judged(route, {
          ...of,
          handsOut: handsOut.filter((each) => !mayBeOf(each, route, guarded)),
        });
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

function judged(route: ApiRoute, { power, asked, handsOut = [] }: OfRoute): OpenRoute {
  const handed = handedToAnyone(handsOut, route.key, asked, power);
  const writes = mayWrite(route, asked);
  const judge = (given: GivenPower | undefined) =>
    severityBehind(asked, severityByName(route, given, writes), given);
  const { severity, milderBy } = weighed(power, judge);
  const reading = !writes && mayWrite(route) ? [READING] : [];
  const { design } = asked;
  const isDesigned = design !== undefined && isMeant(severity, power);
  const way = {
    severity: isDesigned ? 'medium' : severity,
    milderBy: [...milderBy, ...reading, ...(isDesigned ? [designLine(design)] : [])],
  } as const;

  return {
    route,
    writes: writes || handed?.writes === true,
    asked,
    ...worsened(way, handed),
    handed: handed?.because ?? [],
  };
}

/** What gives much gives it to who finds a fault in it, whatever it is meant for. */
function isMeant(severity: Severity, power: GivenPower | undefined): boolean {
  return severity === 'high' && power?.gives === 'something';
}

const READING = 'its code has no routes but those that read (GET, HEAD)';

/** Why code that asks no one is milder. */
function designLine({ kind, path, line }: OpenDesign): string {
  return `open by design: its code changes nothing but ${designWords[kind]} (${path}, line ${line})`;
}

/**
 * How bad a way in is: by what the role may do, where no more is proved; by one step less where what the code is
 * seen to do is less.
 */
export function weighed(
  power: GivenPower | undefined,
  judge: (power: GivenPower | undefined) => Severity,
): Pick<OpenRoute, 'severity' | 'milderBy'> {
  const severity = judge(power);
  const { seen } = power ?? {};
  if (!seen || rankOf(judge(seen)) >= rankOf(severity)) return { severity, milderBy: [] };

  return { severity: milder(severity), milderBy: seen.because };
}

/**
 * How bad an open way in is whose callers the code asks: one step milder where it asks each. Routes that have to be
 * open are as bad as one of that name is.
 */
export function severityBehind(
  asked: AskedByCode,
  severity: Severity,
  power: GivenPower | undefined,
): Severity {
  if (!asksAllItCan(asked)) return severity;
  const open = asked.open.map((route) =>
    severityByName({ kind: 'HTTP', key: keyOf(route) }, power),
  );

  // By none of its names it is worse than all of it.
  return least(severity, worstOf([milder(severity), ...open]));
}

function least(one: Severity, other: Severity): Severity {
  return rankOf(one) < rankOf(other) ? one : other;
}

function severityByName(
  route: Pick<ApiRoute, 'kind' | 'key'>,
  power: GivenPower | undefined,
  writes = mayWrite(route),
): Severity {
  const [method = ''] = route.key.split(' ');
  const severity = severityOf(writes, power, changing.has(method));
  const isBefore =
    (power?.gives === 'something' && (isBeforeSignIn(route.key) || isVisitorsForm(route.key))) ||
    (power?.isOfUsers === true && isBeforeSignIn(route.key));

  return severity === 'high' && isBefore ? 'medium' : severity;
}

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
 * nothing of what it does, but where the code has nothing but routes that read. To connect to a WebSocket, or to leave it, hands over nothing; the messages
 * are routes of their own.
 */
function mayWrite({ kind, key }: Pick<ApiRoute, 'kind' | 'key'>, asked?: AskedByCode): boolean {
  if (kind === 'WebSocket') return key !== '$connect' && key !== '$disconnect';

  const [method = ''] = key.split(' ');
  const isAny = method === 'ANY' || key === '$default';
  return method !== 'GET' && method !== 'HEAD' && !(isAny && asked?.isRead === true);
}

function rankOfUse({ writes }: OpenRoute): number {
  return Number(writes);
}
