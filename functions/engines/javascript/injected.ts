import { holderOf } from './members.ts';
import { parentOf } from './scope.ts';
import { type AnyNode, type ClassNode, isCall, literalText } from './syntax.ts';
import type { Value, Values } from './value.ts';

/**
 * What containers of NestJS, tsyringe, inversify and the like give to a constructor at an index: an
 * instance of the class that the compiler wrote down, as
 * `__decorate([__metadata('design:paramtypes', [Service])], A)`.
 */
export function injectedInto(values: Values, node: ClassNode, index: number): readonly Value[] {
  return (holderOf(node)?.reads ?? []).flatMap((use) => {
    const list = decoratorsOf(use);
    const type = list?.flatMap((decorator) => parameterTypes(decorator) ?? [])[index];

    return type ? values.valuesOf(type).flatMap(instanceOf) : [];
  });
}

/** Of `__decorate([…], use)`. */
function decoratorsOf(use: AnyNode): readonly AnyNode[] | undefined {
  const call = parentOf(use);
  if (!isCall(call)) return undefined;
  const [list, owner] = call.arguments;
  if (list?.type !== 'ArrayExpression' || owner !== use) return undefined;

  return list.elements.flatMap((each) => each ?? []);
}

function parameterTypes(decorator: AnyNode): readonly (AnyNode | null)[] | undefined {
  if (!isCall(decorator)) return undefined;
  const [key, types] = decorator.arguments;

  return literalText(key) === 'design:paramtypes' && types?.type === 'ArrayExpression'
    ? types.elements
    : undefined;
}

function instanceOf(value: Value): readonly Value[] {
  return value.kind === 'class' ? [{ ...value, kind: 'instance' }] : [];
}
