import { holderOf, returnsOf } from './members.ts';
import { scopeOf } from './scope.ts';
import type { AnyNode, FunctionNode } from './syntax.ts';
import type { Value, Values } from './value.ts';

type FunctionValue = Value & { readonly kind: 'function' };

/** What a decorator is given: by `@of`, or by `@factory(…)` where the factory returns it. */
export function decoratedBy(of: FunctionNode): readonly FunctionValue[] {
  const direct = holderOf(of)?.reads ?? [];
  const factory = scopeOf(of).function;
  const made = factory ? (holderOf(factory)?.reads ?? []) : [];
  const uses: readonly AnyNode[] = [
    ...direct,
    ...made.flatMap(({ parent }) => (parent?.type === 'Call' ? parent : [])),
  ];

  return uses.flatMap((use): readonly FunctionValue[] => {
    const { parent } = use;
    const isDecorator =
      parent?.type === 'Function' && parent.decorators.some((each) => each === use);
    return isDecorator ? [{ kind: 'function', node: parent, taken: 0 }] : [];
  });
}

/** What stands in the place of a function that is decorated by functions of the archive. */
export function wrappersOf(values: Values, { decorators }: FunctionNode): readonly FunctionValue[] {
  const [outermost] = decorators;
  const decorating = outermost ? values.functionsOf(outermost) : [];

  return decorating.flatMap(({ node }) =>
    returnsOf(node).flatMap((result) => values.functionsOf(result)),
  );
}
