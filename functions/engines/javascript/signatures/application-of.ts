import { type Framework, frameworkOf } from '../frameworks.ts';
import { textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, isCall, lastOf, memberName } from '../syntax.ts';
import type { Values } from '../value.ts';
import { anyPath, type CodePath, joinedPath, pathOf } from './code-path.ts';

/** An application or a router, of which an expression may be a part: `app.route('/orders')`. */
export interface Application {
  /** What made it, or the function of a plugin that is handed one of its own: one of each. */
  readonly made: AnyNode;
  /** Of what is registered by the expression. */
  readonly below: CodePath;
}

/** The application that an expression stands for; undefined where that is not one, or not seen. */
export function applicationOf(node: AnyNode, values: Values, depth = 0): Application | undefined {
  if (depth > MOST_STEPS) return undefined;
  const at = lastOf(node);
  if (at.type === 'AwaitExpression') return applicationOf(at.argument, values, depth + 1);
  if (isCall(at)) return ofCall(at, values, depth);
  if (at.type === 'AssignmentExpression') return applicationOf(at.right, values, depth + 1);

  return at.type === 'Identifier'
    ? (ofName(at, values, depth) ?? madeAs(at, values))
    : madeAs(at, values);
}

/** The framework of what it is, where that is known by its name. */
export function frameworkOfValue(node: AnyNode, values: Values): Framework | undefined {
  for (const value of values.valuesOf(node)) {
    const framework = value.kind === 'made' ? frameworkOf(value.name) : undefined;
    if (framework) return framework;
  }
  return undefined;
}

/** `express.Router()`, and `app.get(…)` and `app.route('/orders')`, which give the application itself. */
function ofCall(call: CallNode, values: Values, depth: number): Application | undefined {
  const { callee, arguments: given } = call;
  const name = calledName(call) ?? '';
  if (call.type === 'CallExpression' && callee.type === 'MemberExpression' && chained.test(name)) {
    const of = applicationOf(callee.object, values, depth + 1);
    const isPath = /^(?:route|basePath)$/.test(name) && given.length === 1;
    return of && isPath ? { ...of, below: joinedPath(of.below, pathIn(given[0])) } : of;
  }
  const maker = makerOf(call, values);

  return maker && maker !== call
    ? applicationOf(maker, values, depth + 1)
    : { made: call, below: prefixOf(call) };
}

/** Methods whose result is what they are called on, or a part of it. */
const chained =
  /^(?:get|post|put|patch|delete|del|head|options|all|use|route|basePath|on|param|addHook|register)$/;

/** `new Router({ prefix: '/orders' })` */
function prefixOf({ arguments: [settings] }: CallNode): CodePath {
  if (settings?.type !== 'ObjectExpression') return [];
  for (const property of settings.properties) {
    if (property.type !== 'Property') return anyPath;
    if (memberName(property) === 'prefix') return pathIn(property.value);
  }
  return [];
}

function pathIn(node: AnyNode | undefined): CodePath {
  const text = textOf(node);

  return text === undefined ? anyPath : pathOf(text);
}

function ofName(node: AnyNode, values: Values, depth: number): Application | undefined {
  const [definition, ...others] = bindingOf(node)?.definitions ?? [];
  if (!definition || others.length > 0) return undefined;
  if (definition.kind === 'value' && definition.path.length === 0) {
    return applicationOf(definition.node, values, depth + 1);
  }
  if (definition.kind !== 'parameter' || definition.path.length > 0) return undefined;
  const { of, index } = definition;
  const sites = values.sitesOf(of);
  const [site, ...more] = sites;
  if (!site || more.length > 0) return undefined;
  // A plugin gets an application of its own.
  if (site.call.arguments.some((each) => values.functionsOf(each).includes(of))) {
    return index === 0 ? { made: of, below: [] } : undefined;
  }
  const given = site.call.arguments[index - site.shift] ?? undefined;

  return given && applicationOf(given, values, depth + 1);
}

/** `this.router`, `routes.orders` */
function madeAs(node: AnyNode, values: Values): Application | undefined {
  const maker = makerOf(node, values);

  return maker && applicationOf(maker, values, 1);
}

/** The call of a framework by which an expression was made, as that of a router behind `require('./routes')`. */
function makerOf(node: AnyNode, values: Values): CallNode | undefined {
  const makers = values
    .valuesOf(node)
    .flatMap((value) => (value.kind === 'made' && frameworkOf(value.name) ? [value.by] : []));
  const [maker, ...others] = new Set(makers);

  return others.length === 0 && isCall(maker) ? maker : undefined;
}

const MOST_STEPS = 12;
