import { holderOf, returnsOf } from './members.ts';
import { scopeOf } from './scope.ts';
import type { AnyNode, Expression, FunctionNode } from './syntax.ts';
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

/**
 * What a decorator puts in the place of a function, where that is of the archive: none where it is of a package,
 * undefined where it is not seen.
 */
export function functionsReturned(
  values: Values,
  decorator: Expression,
): readonly FunctionNode[] | undefined {
  const seen = values.valuesOf(decorator);
  if (seen.some(({ kind }) => kind !== 'function' && kind !== 'name')) return undefined;
  const own = seen.flatMap((each) => (each.kind === 'function' ? each.node : []));
  // `@lambda_handler_decorator` of Powertools makes a decorator of what runs in the place of the function.
  if (own.length > 0 && own.every((each) => isMiddleware(each, values))) return own;
  const made = own.flatMap((each) => returnsOf(each).flatMap((one) => values.functionsOf(one)));
  const isWhole = seen.length > 0 && (own.length === 0 || own.length === seen.length);

  return isWhole && (own.length === 0 || made.length > 0)
    ? made.map(({ node }) => node)
    : undefined;
}

function isMiddleware({ decorators }: FunctionNode, values: Values): boolean {
  return decorators.some((each) =>
    values
      .namesOf(each.type === 'Call' ? each.callee : each)
      .some((name) =>
        /^aws_lambda_powertools\.middleware_factory\.(?:factory\.)?lambda_handler_decorator$/.test(
          name,
        ),
      ),
  );
}
