import type { FieldPath } from '../../flow/index.ts';
import { textOf } from '../options.ts';
import { type AnyNode, memberName } from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether the code itself, or a variable of its environment, says what lies there, and not that nothing does: what a value is where a
 * request brings none (`id ?? 'main'`).
 */
export function isConstantAt(node: AnyNode, [field, ...rest]: FieldPath, values: Values): boolean {
  if (field === undefined) {
    return (
      Boolean(textOf(node)) || values.namesOf(node).some((name) => name.startsWith('process.env.'))
    );
  }

  return (
    node.type === 'ObjectExpression' &&
    node.properties.some(
      (each) =>
        each.type === 'Property' &&
        memberName(each) === field &&
        isConstantAt(each.value, rest, values),
    )
  );
}
