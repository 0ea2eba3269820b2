import { bindingOf, parentOf, scopeOf } from '../scope.ts';
import { type AnyNode, fieldRead, isCall, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { type ClientKind, clientMadeBy } from './products.ts';

/** Whether a method is given to a function, or bound, and not called. */
export function isGivenAway(node: NodeOf<'MemberExpression'>): boolean {
  const parent = parentOf(node);
  if (isCall(parent)) return parent.callee !== node;

  return (
    parent?.type === 'MemberExpression' &&
    parent.object === node &&
    ['bind', 'call', 'apply'].includes(fieldRead(parent) ?? '')
  );
}

export function isParameter(node: AnyNode): boolean {
  return bindingOf(node)?.definitions.some(({ kind }) => kind === 'parameter') ?? false;
}

/** Whether a function that is a class is given where it is made: `__extends(S3Command, _super)`. */
export function isOwnName(node: AnyNode): boolean {
  const binding = bindingOf(node);

  return (
    binding?.definitions[0]?.kind === 'function' &&
    binding.scope.function !== undefined &&
    binding.scope.function === scopeOf(node).function
  );
}

/** The clients that an argument is, or has among its fields. */
export function clientsIn(node: AnyNode, values: Values): readonly ClientKind[] {
  const found = values.valuesOf(node).flatMap((value) => {
    if (value.kind !== 'object') return value;
    return value.node.properties.flatMap((property) =>
      property.type === 'Property' ? values.valuesOf(property.value) : [],
    );
  });

  return found.flatMap((value) =>
    value.kind === 'product' ? (clientMadeBy(value.name) ?? []) : [],
  );
}
