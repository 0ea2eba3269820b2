import { bindingOf, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  isCall,
  literalText,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/** Whether what a `use` is given runs before all of the program's routes: of an application that is no part of another, without a path. */
export function standsBeforeAll(use: CallNode, values: Values): boolean {
  if (isOfPlugin(use, values)) return false;

  return pathOf(use) === '' && mountedBy(use, values).size === 0 && !isRouter(use, values);
}

/** Whether it runs before this one: of the same router and above it, or of one that mounts that router behind it. */
export function standsBefore(use: CallNode, route: CallNode, values: Values): boolean {
  if (isOfPlugin(use, values)) return isPartOf(route, pluginAround(use), values);
  const made = makersOf(receiverOf(route), values);
  const mounted = mountedBy(use, values);
  if (mounted.size > 0) return made.some((each) => mounted.has(each));
  if (standsBeforeAll(use, values)) return !isBelow(use, route);
  const own = makersOf(receiverOf(use), values);
  const isSame = own.some((each) => made.includes(each)) || isOneName(use, route);

  return isSame && !isBelow(use, route) && isOfPath(pathOf(use), pathOf(route));
}

/**
 * Whether it is said within a plugin of Fastify, for that one alone, or registers one, which says nothing of what stands beside it:
 * `app.register(async (part) => { part.addHook('onRequest', check); part.get(…); })`. What `fastify-plugin` wraps is for all.
 */
function isOfPlugin(use: CallNode, values: Values): boolean {
  if (calledName(use) === 'register') return pluginsIn(use, values).length > 0;

  return calledName(use) === 'addHook' && registersOf(pluginAround(use), values).length > 0;
}

function pluginsIn({ arguments: [given] }: CallNode, values: Values): readonly FunctionNode[] {
  return given ? values.functionsOf(given).filter(isApart) : [];
}

function isApart(plugin: FunctionNode): boolean {
  const around = parentOf(plugin);

  return !isCall(around) || calledName(around) === 'register';
}

/** The function that is given what the call is of: `part` of `async (part) => …`. */
function pluginAround(call: CallNode): FunctionNode | undefined {
  const of = receiverOf(call);
  const [definition] = (of && bindingOf(of)?.definitions) ?? [];

  return definition?.kind === 'parameter' && definition.index === 0 ? definition.of : undefined;
}

function registersOf(plugin: FunctionNode | undefined, values: Values): readonly CallNode[] {
  if (!plugin) return [];

  return values
    .callsOf('register')
    .slice(0, MOST_PLUGINS)
    .filter((call) => pluginsIn(call, values).includes(plugin));
}

/** Whether a route is of a plugin, or of one that is registered in it. */
function isPartOf(
  route: CallNode,
  plugin: FunctionNode | undefined,
  values: Values,
  depth = 0,
): boolean {
  const own = pluginAround(route);
  if (!own || !plugin || depth > MOST_DEEP) return false;

  return (
    own === plugin ||
    registersOf(own, values).some((call) => isPartOf(call, plugin, values, depth + 1))
  );
}

const MOST_PLUGINS = 60;
const MOST_DEEP = 4;

/** `app.use('/orders', check, orders)`: the router, by what makes it. */
function mountedBy(use: CallNode, values: Values): ReadonlySet<AnyNode> {
  return new Set(use.arguments.flatMap((each) => makersOf(each, values).filter(isRouterCall)));
}

function makersOf(node: AnyNode | undefined, values: Values): readonly AnyNode[] {
  if (!node) return [];

  return values
    .valuesOf(node)
    .flatMap((value) => (value.kind === 'made' && value.by ? value.by : []));
}

function isRouter(use: CallNode, values: Values): boolean {
  return makersOf(receiverOf(use), values).some(isRouterCall);
}

function isRouterCall(node: AnyNode): boolean {
  return isCall(node) && calledName(node) === 'Router';
}

/** `router` of `router.route('/a').post(…)` */
function receiverOf(call: CallNode): AnyNode | undefined {
  let at: AnyNode = call;
  while (isCall(at) && at.callee.type === 'MemberExpression') at = at.callee.object;

  return at;
}

function isOneName(use: CallNode, route: CallNode): boolean {
  const [one, other] = [receiverOf(use), receiverOf(route)].map((each) => each && bindingOf(each));

  return one !== undefined && one === other;
}

function isBelow(use: CallNode, route: CallNode): boolean {
  return (
    isOneName(use, route) && scopeOf(use).file === scopeOf(route).file && use.start > route.start
  );
}

function isOfPath(guarded: string, path: string): boolean {
  const prefix = guarded.replace(/\/?\*?$/, '');

  return prefix === '' || path === prefix || path.startsWith(`${prefix}/`);
}

function pathOf({ arguments: [first] }: CallNode): string {
  const text = literalText(first) ?? '';

  return /^[/*]/.test(text) ? text : '';
}
