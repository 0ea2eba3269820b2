import type { Modules } from '../modules.ts';
import { bindingOf } from '../scope.ts';
import { handlerExpressions } from '../sdk-calls/handler-expressions.ts';
import { type AnyNode, fieldRead, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What a route is given by way of functions of the code's own: `list` of `router.get('/', wrap(list))`, also where another file has it wrapped. */
export function wrappedIn(
  given: readonly AnyNode[],
  values: Values,
  modules: Modules,
): readonly AnyNode[] {
  return given
    .flatMap((each) => madeBy(each, values, modules))
    .flatMap((each) =>
      isCall(each) && values.functionsOf(each.callee).length > 0
        ? each.arguments.flatMap((one) => values.functionsOf(one))
        : [],
    );
}

/** The expressions that a name, or a field of what another file exports, stands for. */
function madeBy(node: AnyNode, values: Values, modules: Modules, depth = 0): readonly AnyNode[] {
  if (depth > MOST_STEPS) return [];
  if (node.type === 'Identifier') {
    return (bindingOf(node)?.definitions ?? []).flatMap((each) =>
      each.kind === 'value' && each.path.length === 0
        ? madeBy(each.node, values, modules, depth + 1)
        : [],
    );
  }
  if (node.type !== 'MemberExpression') return [node];
  const field = fieldRead(node);
  if (field === undefined) return [];

  return values
    .valuesOf(node.object)
    .flatMap((value) =>
      value.kind === 'exports' && typeof value.of === 'string'
        ? handlerExpressions(modules.files.get(value.of), field)
        : value.kind === 'object'
          ? value.node.properties.flatMap((each) =>
              each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === field
                ? each.value
                : [],
            )
          : [],
    )
    .flatMap((each) => madeBy(each, values, modules, depth + 1));
}

const MOST_STEPS = 4;
