import { packageIn } from '../known-packages.ts';
import { textOf } from '../options.ts';
import type { AnyNode, CallNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Application } from './application-of.ts';
import { anyPath, type CodePath, joinedPath, pathsIn } from './code-path.ts';
import { isKnownPackage } from './quiet-packages.ts';
import { registeredInFastify } from './registered-in-fastify.ts';
import type { Registered } from './registration.ts';
import { type ReadSteps, StepReader } from './step-reader.ts';
import { verbs, verbsIn } from './verbs.ts';

/**
 * What an application is given by a call.
 *
 * @returns undefined for what is registered in a way that is not known.
 */
export function registered(
  call: CallNode,
  method: string,
  of: Application,
  framework: string,
  given: ReadSteps,
): Registered | undefined {
  const reader = new StepReader(given);
  const common = { call, of, framework };
  if (framework === 'fastify') return registeredInFastify(common, method, reader, given.values);
  if (method === 'route' && framework !== 'hono') return undefined;

  const { paths, rest } = pathsOf(call, method, given.values);
  const steps = rest.flatMap((each) => reader.stepsIn(each));
  const below = paths.map((path) => joinedPath(of.below, path));
  if (method === 'on') {
    const [verb, path, ...handlers] = call.arguments;
    return {
      ...common,
      verbs: verbsIn(verb),
      paths: (path ? pathsIn(path) : [anyPath]).map((each) => joinedPath(of.below, each)),
      isExact: true,
      steps: handlers.flatMap((each) => reader.stepsIn(each)),
      mayGuard: false,
    };
  }
  const verb = verbs.get(method);
  if (verb !== undefined) {
    return {
      ...common,
      verbs: [verb],
      paths: below,
      isExact: true,
      steps,
      mayGuard: verb === 'ANY',
    };
  }
  const hasPath = rest.length < call.arguments.length;
  const isOfPathAlone = framework === 'hono' || isLambdaApi(call, given.values);
  const isUse = method === 'use' || (method === 'route' && framework === 'hono');
  if (!isUse && !beside.has(method)) return undefined;

  return {
    ...common,
    verbs: [],
    paths: isUse ? below : [[]],
    // Of Hono and lambda-api `use('/orders', …)` is of this path alone.
    isExact: method === 'use' && hasPath && isOfPathAlone,
    steps,
    mayGuard: method === 'use',
  };
}

/** They run where a route has failed, where there is none, or for a parameter. */
const beside: ReadonlySet<string> = new Set(['notFound', 'onError', 'param']);

function isLambdaApi({ callee }: CallNode, values: Values): boolean {
  return (
    callee.type === 'MemberExpression' &&
    values
      .valuesOf(callee.object)
      .some((value) => value.kind === 'made' && packageIn(value.name) === 'lambda-api')
  );
}

/** The paths that a call says first, if it says any, and what comes after. */
function pathsOf(
  { arguments: given }: CallNode,
  method: string,
  values: Values,
): { readonly paths: readonly CodePath[]; readonly rest: readonly AnyNode[] } {
  const [first, second, ...more] = given;
  const whole = { paths: [[]], rest: given };
  if (!first || beside.has(method)) return whole;
  // `router.get('name', '/path', …)` of Koa.
  if (second && isPath(first) && textOf(second)?.startsWith('/')) {
    return { paths: pathsIn(second), rest: more };
  }
  if (isPath(first)) return { paths: pathsIn(first), rest: given.slice(1) };
  const isSeen =
    first.type === 'SpreadElement' ||
    // What another file or a package exports may be a path as well.
    values.valuesOf(first).some((value) => value.kind !== 'name' || isKnownPackage(value)) ||
    values.functionsOf(first).length > 0 ||
    /Function|Call|Array/.test(first.type);

  return isSeen || given.length < 2 ? whole : { paths: [anyPath], rest: given.slice(1) };
}

function isPath(node: AnyNode): boolean {
  if (node.type === 'ArrayExpression') {
    return node.elements.length > 0 && node.elements.every((each) => each && isPath(each));
  }
  return textOf(node) !== undefined || node.type === 'TemplateLiteral' || node.type === 'Literal';
}
