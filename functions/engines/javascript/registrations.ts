import {
  allMethods,
  anyFramework,
  type Framework,
  frameworkOf,
  type GivenParameter,
} from './frameworks.ts';
import { packageIn, roleOf } from './known-packages.ts';
import type { Route } from './route.ts';
import { bindingOf, parentOf } from './scope.ts';
import {
  type AnyNode,
  type CallNode,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  memberName,
} from './syntax.ts';
import type { Value, Values } from './value.ts';

/** `receiver.method(…)` that may give functions to an application. */
export interface Registration {
  readonly call: CallNode;
  readonly receiver: AnyNode;
  readonly method: string;
  /** Whether it says for which path: `app.get('/path', …)`, `app.route('/path').get(…)`. */
  readonly hasPath: boolean;
}

export function registrationIn(call: CallNode): Registration | undefined {
  const { callee } = call;
  const method = callee.type === 'MemberExpression' ? fieldRead(callee) : undefined;
  if (callee.type !== 'MemberExpression' || method === undefined || !allMethods.has(method)) {
    return undefined;
  }

  const [first] = call.arguments;
  const { object: receiver } = callee;
  const isOnRoute = isCall(receiver) && pathIn(receiver.arguments[0]);
  const hasPath = pathIn(first) || isOnRoute || call.arguments.some(isRouteObject);
  const mayGive = call.arguments.some((argument) => mayBeFunction(argument));
  // `map.get(key)` and its like are many.
  const isPlain = keyed.has(method) && call.arguments.length === 1 && !isOnRoute;
  if (!mayGive || (isPlain && !isFunction(first) && !isCall(receiver))) return undefined;

  return { call, receiver, method, hasPath };
}

/** Methods that much else has too, with a key as their only argument. */
const keyed: ReadonlySet<string> = new Set('get delete head options put post all'.split(' '));

function pathIn(node: AnyNode | undefined): boolean {
  if (node?.type === 'ArrayExpression')
    return node.elements.some((each) => pathIn(each ?? undefined));
  if (node?.type === 'TemplateLiteral') return /^[/*]/.test(node.quasis[0]?.value.cooked ?? '');

  return /^[/*]/.test(literalText(node) ?? '');
}

function mayBeFunction(node: AnyNode): boolean {
  return !['Literal', 'TemplateLiteral', 'UnaryExpression', 'BinaryExpression'].includes(node.type);
}

/** Functions that are given, be it in lists, in wrappers or as `{ handler }`. */
export function functionsGiven(values: Values, { call }: Registration): readonly FunctionNode[] {
  return [...new Set(call.arguments.flatMap((argument) => functionsIn(values, argument)))];
}

/** The same of one argument. */
export function functionsIn(values: Values, node: AnyNode, depth = 0): readonly FunctionNode[] {
  if (depth > deepest || !mayBeFunction(node)) return [];
  if (node.type === 'SpreadElement') return functionsIn(values, node.argument, depth + 1);
  if (node.type === 'ArrayExpression') {
    return node.elements.flatMap((each) => (each ? functionsIn(values, each, depth + 1) : []));
  }
  const functions = values.functionsOf(node);
  if (functions.length > 0) return functions;

  return values
    .valuesOf(node)
    .flatMap((value) =>
      value.kind === 'object' ? functionsOfRoute(values, value.node, depth) : [],
    );
}

const deepest = 3;

/** `{ method, url, handler, preHandler: [] }` of Fastify and hapi, `{ handle }` of Alexa's. */
function functionsOfRoute(
  values: Values,
  { properties }: Extract<AnyNode, { type: 'ObjectExpression' }>,
  depth: number,
): readonly FunctionNode[] {
  return properties.flatMap((property) => {
    const name = property.type === 'Property' ? memberName(property) : undefined;
    return property.type === 'Property' && answering.has(name ?? '')
      ? functionsIn(values, property.value, depth + 1)
      : [];
  });
}

const answering: ReadonlySet<string> = new Set(
  (
    'handler preHandler preValidation onRequest preParsing preSerialization method options config pre ' +
    'handle process resolve before after'
  ).split(' '),
);

function isRouteObject(node: AnyNode): boolean {
  return (
    node.type === 'ObjectExpression' &&
    node.properties.some(
      (property) =>
        property.type === 'Property' &&
        ['url', 'path'].includes(memberName(property) ?? '') &&
        pathIn(property.value),
    )
  );
}

/** What is given, may be a function, and is none that can be seen. */
export function unseenIn(values: Values, { call }: Registration): readonly AnyNode[] {
  return call.arguments.filter((argument) => {
    if (!mayBeFunction(argument) || notGiven.has(argument.type)) return false;
    if (functionsIn(values, argument).length > 0) return false;

    const seen = values.valuesOf(argument);
    return seen.length === 0 ? mayHold(argument) : seen.some(isUnknownPackage);
  });
}

const notGiven: ReadonlySet<AnyNode['type']> = new Set([
  'ArrayExpression',
  'ObjectExpression',
  'SpreadElement',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

/** Whether it is no constant. */
function mayHold(node: AnyNode): boolean {
  const [definition] = bindingOf(node)?.definitions ?? [];

  return definition?.kind !== 'value' || literalText(definition.node) === undefined;
}

function isUnknownPackage(value: Value): boolean {
  if (value.kind !== 'name' && value.kind !== 'made') return false;
  const name = packageIn(value.name);

  return name !== undefined && roleOf(name) === undefined && !frameworkOf(value.name);
}

/** What the function is given there. */
export function routeOf(of: FunctionNode, { method }: Registration, framework: Framework): Route {
  const { name, parameters } = framework;
  const takesError =
    errorMethods.has(method) ||
    (name === 'express' && of.params.length === 4 && method !== 'param');
  const shifted = takesError ? [undefined, ...parameters] : parameters;

  return {
    of,
    framework: name,
    parameters: method === 'param' ? [...shifted, parameterItself] : shifted,
  };
}

const errorMethods: ReadonlySet<string> = new Set(['setErrorHandler', 'onError']);

/** `app.param('id', (request, response, next, id) => …)`. */
const parameterItself: GivenParameter = { role: 'other', event: [[]] };

/** Whether a function reads of its first parameter what requests have. */
export function readsRequest({ params: [first] }: FunctionNode): boolean {
  if (first?.type === 'ObjectPattern') {
    return first.properties.some(
      (property) => property.type === 'Property' && telling.has(memberName(property) ?? ''),
    );
  }
  const reads = (first && bindingOf(first)?.reads) ?? [];

  return reads.some((read) => {
    const member = parentOf(read);
    return (
      member?.type === 'MemberExpression' &&
      member.object === read &&
      telling.has(fieldRead(member) ?? '')
    );
  });
}

/** Fields that hardly anything else has, and those of contexts. */
const telling: ReadonlySet<string> = new Set(
  anyFramework.parameters[0]?.event.flatMap(([field = '']) => field) ?? [],
);
