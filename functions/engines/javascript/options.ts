import { loopsAround } from './loops-around.ts';
import { constantIn } from './members.ts';
import { bindingOf, parentOf, scopeOf } from './scope.ts';
import { type AnyNode, constantText, memberName, type NodeOf } from './syntax.ts';
import type { Values } from './value.ts';

/** The value of an option where it can be seen: `{ field: value }`, or a name for such an object. */
export function optionIn(
  values: Values,
  options: AnyNode | undefined,
  field: string,
): AnyNode | undefined {
  for (const object of objectsOf(values, options)) {
    for (const property of object.properties) {
      if (property.type === 'Property' && memberName(property) === field) return property.value;
    }
  }
  return undefined;
}

/** The objects that an expression may stand for, as they are written. */
export function objectsOf(
  values: Values,
  node: AnyNode | undefined,
): readonly NodeOf<'ObjectExpression'>[] {
  if (!node) return [];
  if (node.type === 'ObjectExpression') return [node];

  return values.valuesOf(node).flatMap((value) => (value.kind === 'object' ? value.node : []));
}

/** Whether an expression is surely true, or surely not; undefined where that is not seen. */
export function truthOf(node: AnyNode): boolean | undefined {
  switch (node.type) {
    case 'Literal':
      return Boolean(node.value) || node.regex !== undefined;
    case 'TemplateLiteral':
      return node.quasis.some(({ value }) => value.cooked !== '') || undefined;
    case 'Identifier':
      return node.name === 'undefined' ? false : undefined;
    case 'UnaryExpression': {
      const inner = node.operator === '!' ? truthOf(node.argument) : undefined;
      return node.operator === 'void' ? false : inner === undefined ? undefined : !inner;
    }
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'NewExpression':
      return true;
    default:
      return undefined;
  }
}

/** Whether it is `true`, or anything that is not plainly `false`. */
export function isTrue(node: AnyNode | undefined): boolean {
  if (node?.type === 'Literal') return node.value !== false && node.value !== null;

  // As minifiers write them: !0 and !1.
  const isNot = node?.type === 'UnaryExpression' && node.operator === '!';
  return isNot ? isFalse(node.argument) : node !== undefined;
}

export function isFalse(node: AnyNode | undefined): boolean {
  if (node?.type === 'Literal') return node.value === false || node.value === 0;
  if (node?.type !== 'UnaryExpression' || node.operator !== '!') return false;

  return node.argument.type === 'Literal' && Boolean(node.argument.value);
}

/** The constant text of an expression, or of the name that stands for one. */
export function textOf(node: AnyNode | undefined): string | undefined {
  return constantText(node) ?? (node && constantIn(node));
}

/**
 * Whether an expression with the flag `g` or `y` may look for its match from where an earlier one ended:
 * then that it finds none says nothing. Not one that is written where it is asked.
 */
export function mayBeginLater(pattern: AnyNode): boolean {
  const { flags = '' } = expressionOf(pattern) ?? {};
  const binding = bindingOf(pattern);
  const isAskedOnce =
    binding?.scope.function !== undefined &&
    binding.scope.function === scopeOf(pattern).function &&
    binding.reads.every(
      (read) => read === pattern || parentOf(read)?.type === 'VariableDeclarator',
    ) &&
    loopsAround(pattern).length === 0;

  return /[gy]/.test(flags) && binding !== undefined && !isAskedOnce;
}

/** A regular expression as it is written, or that of the name that stands for one. */
export function expressionOf(
  node: AnyNode | undefined,
): { readonly pattern: string; readonly flags: string } | undefined {
  if (node?.type === 'Literal') return node.regex ?? undefined;
  const [definition, ...others] = (node && bindingOf(node)?.definitions) ?? [];
  const isOne = definition?.kind === 'value' && definition.path.length === 0 && others.length === 0;

  return isOne && definition.node.type === 'Literal'
    ? (definition.node.regex ?? undefined)
    : undefined;
}
