import { exportedNames } from '../exported-names.ts';
import { returnsOf } from '../members.ts';
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
    .flatMap((each) => givenIn(each, values));
}

/**
 * Of `exports.list = wrap(async () => …)`, what other handlers of the same file are made of by the same wrapper: it runs for those alone.
 *
 * @param field the export that is the handler
 */
export function ofOtherHandlers(
  path: string,
  field: string,
  values: Values,
  modules: Modules,
): ReadonlySet<AnyNode> {
  const file = modules.files.get(path);
  const of = (name: string) =>
    wrappedIn(handlerExpressions(file, name).map(withoutMember), values, modules);
  const own = new Set(of(field));
  if (!file || own.size === 0) return new Set();
  const names = [...(exportedNames(file, modules) ?? [])].filter((name) => name !== field);

  return new Set(
    names
      .slice(0, MOST_NAMES)
      .flatMap(of)
      .filter((each) => !own.has(each)),
  );
}

/** `new Handler(list)` of `new Handler(list).run` */
function withoutMember(node: AnyNode): AnyNode {
  return node.type === 'MemberExpression' && isCall(node.object) ? node.object : node;
}

/** Of `wrap(list)`, `list`; and of `updateOne(Note)` that returns `wrap(async () => …)`, that. */
function givenIn(node: AnyNode, values: Values, depth = 0): readonly AnyNode[] {
  const own = isCall(node) ? values.functionsOf(node.callee) : [];
  if (!isCall(node) || own.length === 0 || depth > MOST_STEPS) return [];

  return [
    ...node.arguments.flatMap((each) => values.functionsOf(each)),
    ...own.flatMap((of) => returnsOf(of)).flatMap((each) => givenIn(each, values, depth + 1)),
  ];
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
const MOST_NAMES = 100;
