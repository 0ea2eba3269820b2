import { bindingOf, scopeOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, isCall, literalText } from '../syntax.ts';
import type { Values } from '../value.ts';

/** Whether what a `use` is given runs before all of the program's routes: of an application that is no part of another, without a path. */
export function standsBeforeAll(use: CallNode, values: Values): boolean {
  return pathOf(use) === '' && mountedBy(use, values).size === 0 && !isRouter(use, values);
}

/** Whether it runs before this one: of the same router and above it, or of one that mounts that router behind it. */
export function standsBefore(use: CallNode, route: CallNode, values: Values): boolean {
  const made = makersOf(receiverOf(route), values);
  const mounted = mountedBy(use, values);
  if (mounted.size > 0) return made.some((each) => mounted.has(each));
  if (standsBeforeAll(use, values)) return !isBelow(use, route);
  const own = makersOf(receiverOf(use), values);
  const isSame = own.some((each) => made.includes(each)) || isOneName(use, route);

  return isSame && !isBelow(use, route) && isOfPath(pathOf(use), pathOf(route));
}

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
