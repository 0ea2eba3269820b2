import { graphqlPackages } from './frameworks.ts';
import { packageIn } from './known-packages.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  memberName,
  type NodeOf,
} from './syntax.ts';
import type { Values } from './value.ts';

/** Functions in `{ resolvers: { Query: { field(parent, args) {…} } } }` that is given to a server of GraphQL. */
export function resolversIn(values: Values, call: CallNode): readonly FunctionNode[] {
  if (!call.arguments.some(mayHoldResolvers)) return [];
  const given = call.arguments.flatMap((argument) => resolversOf(argument) ?? []);
  if (given.length === 0 || !isServer(values, call)) return [];

  return given.flatMap((resolvers) => functionsWithin(values, resolvers));
}

function mayHoldResolvers({ type }: AnyNode): boolean {
  return type === 'ObjectExpression' || type === 'ArrayExpression';
}

function resolversOf(options: AnyNode): AnyNode | undefined {
  const all = options.type === 'ArrayExpression' ? options.elements : [options];
  for (const each of all) {
    if (each?.type !== 'ObjectExpression') continue;
    for (const property of each.properties) {
      if (property.type === 'Property' && memberName(property) === 'resolvers') {
        return property.value;
      }
    }
  }
  return undefined;
}

function isServer(values: Values, call: CallNode): boolean {
  const names = values.namesOf(call.callee);
  if (names.length === 0) return servers.has(calledName(call) ?? '');

  return names.some((name) => graphqlPackages.has(packageIn(name) ?? ''));
}

/** By name, where their package came in the same bundle. */
const servers: ReadonlySet<string> = new Set(
  'ApolloServer makeExecutableSchema createSchema buildSubgraphSchema'.split(' '),
);

/** Types, their fields, and `{ resolve }` of a field. */
function functionsWithin(values: Values, node: AnyNode, depth = 0): readonly FunctionNode[] {
  if (depth > deepest) return [];
  if (node.type === 'ArrayExpression') {
    return node.elements.flatMap((each) => (each ? functionsWithin(values, each, depth) : []));
  }

  return values.valuesOf(node).flatMap((value) => {
    if (value.kind === 'function') return depth > 0 ? value.node : [];
    return value.kind === 'object' ? functionsOf(values, value.node, depth) : [];
  });
}

function functionsOf(
  values: Values,
  { properties }: NodeOf<'ObjectExpression'>,
  depth: number,
): readonly FunctionNode[] {
  return properties.flatMap((property) =>
    property.type === 'SpreadElement'
      ? functionsWithin(values, property.argument, depth)
      : functionsWithin(values, property.value, depth + 1),
  );
}

const deepest = 3;
