import { type CodeRoute, keptRoutes } from '../../../core/code-route.ts';
import { CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import { constantText } from '../constant-text.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import type { Expression, FunctionNode } from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { Applications, NotSeen } from './applications.ts';
import { actsBeside } from './before-routes.ts';
import { withDesigns } from './designed-routes.ts';
import { disclosesNothing } from './discloses-nothing.ts';
import { dispatchedRoutes } from './dispatched-routes.ts';
import { isChange, isHandOver } from './inert-calls.ts';
import { checkOf, type Program, programOf, readingsOf } from './program.ts';
import { RouteChecks } from './route-checks.ts';
import { servedRoutes } from './served-routes.ts';
import type { Verification } from './verification.ts';
import { isWatching } from './watching.ts';

/**
 * The routes of an application, and which of them verify who sent a request, or refuse it by a credential. Undefined where not all of
 * them are seen, and where none asks.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findCodeRoutes(source: PythonSource): readonly CodeRoute[] | undefined {
  const known = found.get(source);
  if (known) return known.routes;

  const routes = foundIn(source);
  found.set(source, { routes });
  return routes;
}

/** Whether a check of all is looked for depends on them, too. */
const found = new WeakMap<PythonSource, { readonly routes: readonly CodeRoute[] | undefined }>();

function foundIn(source: PythonSource): readonly CodeRoute[] | undefined {
  const program = programOf(source);
  const strict = codeRoutesOf(program, false) ?? seenOf(program, dispatchedIn, false);
  const wider = isOpen(strict) && program.mayRefuse ? widerRoutesOf(program) : undefined;

  const kept = keptRoutes(withDesigns(source, merged(strict ?? [], wider ?? [])));
  // Routes that read by their methods, in code that changes something, say nothing.
  const isTelling = kept?.some(({ check, design }) => check ?? design) || !changesAny(program);

  return isTelling ? kept : undefined;
}

function changesAny({ all }: Program): boolean {
  return all.some(({ calls }) => [...calls.values()].flat().some(isChange));
}

/** All of them, be there a proved check or none; undefined where not all are seen. */
export function codeRoutesIn(source: PythonSource): readonly CodeRoute[] | undefined {
  return codeRoutesOf(programOf(source), false);
}

/** What is too much for the wider reading is none. */
function widerRoutesOf(program: Program): readonly CodeRoute[] | undefined {
  try {
    return codeRoutesOf(program, true) ?? seenOf(program, dispatchedIn, true);
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return undefined;
    throw error;
  }
}

function isOpen(routes: readonly CodeRoute[] | undefined): boolean {
  return routes === undefined || routes.some(({ check, isIdle }) => !check && !isIdle);
}

/** What is proved wins; and what is only served, where the other reading sees all of it. */
function merged(strict: readonly CodeRoute[], wider: readonly CodeRoute[]): readonly CodeRoute[] {
  if (strict.every((each) => each === unseen)) return wider.length > 0 ? wider : strict;
  const checks = new Map<string, CodeRoute['check']>();
  for (const { method, path, check } of wider) {
    const key = `${method} ${path}`;
    checks.set(key, checks.has(key) ? checks.get(key) && check : check);
  }

  return strict.map((each) => {
    const check =
      each.check ?? (each.isIdle ? undefined : checks.get(`${each.method} ${each.path}`));
    return check ? { ...each, check } : each;
  });
}

function codeRoutesOf(program: Program, isWide: boolean): readonly CodeRoute[] | undefined {
  return seenOf(program, routesOf, isWide);
}

function seenOf(
  program: Program,
  find: typeof routesOf,
  isWide: boolean,
): readonly CodeRoute[] | undefined {
  try {
    return onThisStack(program.handler, () => find(program, isWide));
  } catch (error) {
    if (error instanceof NotSeen) return error.isServed ? [unseen] : undefined;
    throw error;
  }
}

function routesOf(program: Program, isWide: boolean): readonly CodeRoute[] | undefined {
  const { modules, all, routes, exported, values, places } = program;
  // What could not be read may serve more.
  if (modules.unread.length > 0 || routes.length === 0) return undefined;
  for (const each of [...exported.flatMap(functionsIn), ...routes.map(({ of }) => of)]) {
    values.noteStarted(each);
  }

  const { verification, onward } = readingsOf(program, isWide);
  if (exported.length === 0 || !exported.every((each) => handsOver(each, onward))) return undefined;

  const applications = new Applications(values);
  const checks = new RouteChecks(all, applications, verification, onward);
  const served = servedRoutes(all, routes, applications, values).map((each) => {
    const { proof, isIdle } = checks.of(each);
    const check = checkOf(proof, places, isWide);
    const { method, path: at, isOfGateway } = each;
    return {
      method,
      path: at,
      ...(isOfGateway && { isOfGateway }),
      ...(check && { check }),
      ...(isIdle && { isIdle }),
    };
  });

  return actsBeside(all, applications, onward) ? [...served, unseen] : served;
}

/** Of a handler without a framework. */
function dispatchedIn(program: Program, isWide: boolean): readonly CodeRoute[] | undefined {
  const { modules, routes, exported, values, places } = program;
  const [only, ...others] = exported;
  if (only?.kind !== 'function' || others.length > 0 || modules.unread.length > 0) return undefined;
  values.noteStarted(only.node);
  const { verification } = readingsOf(program, isWide);
  const isPlain = only.node.decorators.every((each) => isWatching(each, verification.values));

  return isPlain && routes.length === 0 && !changesRoute(only.node, values)
    ? dispatchedRoutes(only.node, verification, (proof) => checkOf(proof, places, isWide))
    : undefined;
}

function functionsIn(value: Value): readonly FunctionNode[] {
  return value.kind === 'function' ? [value.node] : [];
}

const unseen: CodeRoute = { method: 'ANY', path: '/{rest+}' };

/** Whether what Lambda calls only hands its events to an application. */
function handsOver(value: Value, onward: Verification): boolean {
  if (value.kind === 'name') return applications.test(value.name);
  if (
    value.kind !== 'function' ||
    !value.node.decorators.every((each) => isWatching(each, onward.values))
  ) {
    return false;
  }
  const { acts } = onward.of(value.node);
  const { values } = onward;
  const returns = onward.returnsOf(value.node) ?? [];
  const isKnown = (call: Parameters<typeof isHandOver>[0]) => isHandOver(call, values);

  return (
    !acts &&
    !changesRoute(value.node, values) &&
    nodesIn(value.node.body).some((node) => node.type === 'Call' && isKnown(node)) &&
    returns.every(({ value: answer }) => !answer || disclosesNothing(answer, values, isKnown))
  );
}

/** Whether it may send a request to another route than it came for: `event['path'] = event['headers']['to']`. */
function changesRoute({ body }: FunctionNode, values: Values, depth = 0): boolean {
  return nodesIn(body).some((node) => {
    const own = node.type === 'Call' && depth < MOST_CALLERS ? values.functionsOf(node.callee) : [];
    if (own.some((each) => changesRoute(each.node, values, depth + 1))) return true;
    if (node.type === 'Assign') {
      const isPath = node.targets.some(
        (each) => each.type === 'Subscript' && isRouteKey(constantText(each.index)),
      );
      return isPath && node.value !== undefined && takesMore(node.value);
    }
    if (node.type === 'DictEntry') {
      return isRouteKey(constantText(node.key)) && takesMore(node.value);
    }
    // `event.update(path=…)`, `event.update(other)`
    return (
      node.type === 'Call' && /^(?:update|setdefault|__setitem__)$/.test(calledName(node) ?? '')
    );
  });
}

function isRouteKey(key: string | undefined): boolean {
  return key !== undefined && routeKeys.test(key);
}

/** A path of more than the path that came: `event['path'].replace('/prod', '')` is no more. */
function takesMore(value: Expression): boolean {
  return nodesIn(value).some((node) => {
    const key =
      node.type === 'Subscript'
        ? constantText(node.index)
        : node.type === 'Call' && calledName(node) === 'get'
          ? constantText(node.arguments[0]?.value)
          : undefined;
    const isTaken =
      node.type === 'Subscript' || (node.type === 'Call' && calledName(node) === 'get');
    return isTaken && !(isRouteKey(key) || key === 'stage');
  });
}

/** Functions that call functions. */
const MOST_CALLERS = 3;

const routeKeys =
  /^(?:path|rawPath|rawQueryString|httpMethod|method|routeKey|resource|requestContext|http)$/;

const applications =
  /^(?:mangum\.(?:adapter\.)?Mangum|apig_wsgi\.make_lambda_handler|chalice\.(?:app\.)?Chalice)\(\)$/;
