import type { CodeRoute } from '../../core/code-route.ts';
import type { ApiRoute } from './api-route.ts';

/**
 * The routes of the code that a request by a route of API Gateway may come to. The code may see the path with a
 * stage or a base path before it, or an adapter has taken a part from its beginning: in doubt it is each of them, but such as
 * are asked for by the route of API Gateway, and where none is called so, all.
 */
export function reachedBy(
  route: Pick<ApiRoute, 'kind' | 'key'>,
  routes: readonly CodeRoute[],
): readonly CodeRoute[] {
  const named = namedBy(route, routes);

  return named.length > 0 ? named : routes;
}

/** Those of them that are called so; none where the code has no such route, as far as is seen. */
export function namedBy(
  { kind, key }: Pick<ApiRoute, 'kind' | 'key'>,
  routes: readonly CodeRoute[],
): readonly CodeRoute[] {
  const [method = '', path] = key.split(' ');
  if (kind === 'WebSocket' || path === undefined) return routes;
  const asked = partsOf(path);

  return routes.filter(
    (route) =>
      isSameMethod(method, route.method) &&
      (route.isOfGateway ? mayMeet : mayMeetWithin)(asked, partsOf(route.path)),
  );
}

/**
 * Whether one route of the code is called so, where its others are not known: what stands before either path is then left out only where
 * the rest is written alike, for `/delete/{id}` is not `/list` behind `/delete`. A path that ends in a slash may be what others begin with.
 */
export function isCalledSo(
  { key }: Pick<ApiRoute, 'key'>,
  route: Pick<CodeRoute, 'method' | 'path'>,
): boolean {
  const [method = '', path] = key.split(' ');
  if (path === undefined) return true;
  const isBeginning = route.path.length > 1 && route.path.endsWith('/');
  const [asked, taken] = [partsOf(path), partsOf(`${route.path}${isBeginning ? '{rest+}' : ''}`)];

  return (
    isSameMethod(method, route.method) &&
    (mayMeet(asked, taken) ||
      // A base path is no parameter.
      isBehindBasePath(asked, taken) ||
      isBehindBasePath(taken, asked))
  );
}

function isSameMethod(asked: string, taken: string): boolean {
  return (
    asked === 'ANY' || taken === 'ANY' || asked === taken || (asked === 'HEAD' && taken === 'GET')
  );
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

/** Whether a path may be both, or either of them with more before it. */
function mayMeetWithin(asked: readonly string[], taken: readonly string[]): boolean {
  return (
    beginningsOf(asked).some((from) => mayMeet(asked.slice(from), taken)) ||
    beginningsOf(taken).some((from) => mayMeet(asked, taken.slice(from)))
  );
}

/** How many parts may be left out. */
function beginningsOf(parts: readonly string[]): readonly number[] {
  return [...parts.keys(), parts.length];
}

function mayMeet(one: readonly string[], other: readonly string[], isSame = isSamePart): boolean {
  const [first, ...rest] = one;
  const [second, ...more] = other;
  // A greedy part takes all that is left, or nothing of it.
  if (isGreedy(first) || isGreedy(second)) return true;
  if (first === undefined || second === undefined) return first === second;

  return isSame(first, second) && mayMeet(rest, more, isSame);
}

function isGreedy(part: string | undefined): boolean {
  return part !== undefined && /^\{.*\+\}$/.test(part);
}

function isSamePart(one: string, other: string): boolean {
  return one.startsWith('{') || other.startsWith('{') || one.toLowerCase() === other.toLowerCase();
}

function isBehindBasePath(longer: readonly string[], other: readonly string[]): boolean {
  return beginningsOf(longer)
    .filter((from) => longer.slice(0, from).every((part) => !part.startsWith('{')))
    .some((from) => mayMeet(longer.slice(from), other, isWrittenAlike));
}

function isWrittenAlike(one: string, other: string): boolean {
  return one.startsWith('{') ? other.startsWith('{') : one.toLowerCase() === other.toLowerCase();
}
