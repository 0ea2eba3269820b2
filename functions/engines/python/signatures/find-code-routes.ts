import { type CodeRoute, keptRoutes } from '../../../core/code-route.ts';
import { Budget, onThisStack } from '../../flow/index.ts';
import { mostSteps } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { Places } from '../evidence.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { findHandlerName } from '../handler-name.ts';
import { calledName } from '../link.ts';
import { loadModules } from '../modules.ts';
import { nodesIn } from '../nodes-in.ts';
import { Resolver } from '../resolver.ts';
import { routesIn } from '../routes.ts';
import type { Expression, FunctionNode } from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { Applications, NotSeen } from './applications.ts';
import { actsBeside, isChange, isOnward } from './before-routes.ts';
import { disclosesNothing } from './discloses-nothing.ts';
import { dispatchedRoutes } from './dispatched-routes.ts';
import { isHandOver } from './inert-calls.ts';
import { Requested } from './requested.ts';
import { RouteChecks } from './route-checks.ts';
import { servedRoutes } from './served-routes.ts';
import { Verification } from './verification.ts';

/**
 * The routes of an application, and which of them verify who sent a request. Undefined where not all of them are
 * seen, and where none verifies.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findCodeRoutes(source: PythonSource): readonly CodeRoute[] | undefined {
  const routes = codeRoutesIn(source) ?? seenOf(source, dispatchedIn);

  return routes && keptRoutes(routes);
}

/** All of them, be there a check or none; undefined where not all are seen. */
export function codeRoutesIn(source: PythonSource): readonly CodeRoute[] | undefined {
  return seenOf(source, routesOf);
}

function seenOf(source: PythonSource, find: typeof routesOf): readonly CodeRoute[] | undefined {
  try {
    return onThisStack(source.handler, () => find(source));
  } catch (error) {
    if (error instanceof NotSeen) return error.isServed ? [unseen] : undefined;
    throw error;
  }
}

function routesOf({ files, handler, mostTokens }: PythonSource): readonly CodeRoute[] | undefined {
  const { path, name } = findHandlerName(handler, files);
  const modules = loadModules(files, path, mostTokens);
  // What could not be read may serve more.
  if (modules.unread.length > 0) return undefined;

  const all = [...modules.files.values()];
  const budget = new Budget(mostSteps);
  const values = new Resolver(modules, budget);
  const routes = all.flatMap((file) => routesIn(values, file));
  if (routes.length === 0) return undefined;
  const exported = values.exported({ kind: 'file', path }, name);
  for (const each of [...exported.flatMap(functionsIn), ...routes.map(({ of }) => of)]) {
    values.noteStarted(each);
  }

  const requested = new Requested();
  const verification = new Verification(values, requested, budget, { isChange });
  const onward = new Verification(values, requested, budget, { isChange, isOnward });
  if (exported.length === 0 || !exported.every((each) => handsOver(each, onward))) return undefined;

  const applications = new Applications(values);
  const checks = new RouteChecks(all, applications, verification, onward);
  const places = new Places(files);
  const served = servedRoutes(all, routes, applications, values).map((each) => {
    const { proof, isIdle } = checks.of(each);
    const check = proof && { kind: proof.kind, ...places.of(proof.node) };
    const { method, path: at } = each;
    return { method, path: at, ...(check && { check }), ...(isIdle && { isIdle }) };
  });

  return actsBeside(all, applications, onward) ? [...served, unseen] : served;
}

/** Of a handler without a framework. */
function dispatchedIn({
  files,
  handler,
  mostTokens,
}: PythonSource): readonly CodeRoute[] | undefined {
  const { path, name } = findHandlerName(handler, files);
  const modules = loadModules(files, path, mostTokens);
  const budget = new Budget(mostSteps);
  const values = new Resolver(modules, budget);
  const [only, ...others] = values.exported({ kind: 'file', path }, name);
  if (only?.kind !== 'function' || others.length > 0 || modules.unread.length > 0) return undefined;
  values.noteStarted(only.node);
  const verification = new Verification(values, new Requested(), budget, { isChange });
  const isPlain = only.node.decorators.every((each) => isWatching(each, verification));
  const isRouted = [...modules.files.values()].some((file) => routesIn(values, file).length > 0);

  return isPlain && !isRouted && !changesRoute(only.node, values)
    ? dispatchedRoutes(only.node, verification, new Places(files))
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
    !value.node.decorators.every((each) => isWatching(each, onward))
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

/** What writes logs, traces and metrics around a handler. */
function isWatching(decorator: Expression, { values }: Verification): boolean {
  const names = values.namesOf(decorator.type === 'Call' ? decorator.callee : decorator);

  return names.length > 0 && names.every((name) => watching.test(name));
}

const watching =
  /^(?:aws_lambda_powertools\.(?:\w{1,20}\.){0,3}(?:Logger|Tracer|Metrics)\(\)\.\w{1,40}|aws_xray_sdk\.[\w.]{1,80}|datadog_lambda\.wrapper\.datadog_lambda_wrapper)$/;

const applications =
  /^(?:mangum\.(?:adapter\.)?Mangum|apig_wsgi\.make_lambda_handler|chalice\.(?:app\.)?Chalice)\(\)$/;
