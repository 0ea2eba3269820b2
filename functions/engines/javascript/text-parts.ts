import { bindingOf } from './scope.ts';
import { type AnyNode, calledName, isCall, literalText } from './syntax.ts';

/** What a text is made of besides constants: `x` of `${x}.html`. */
export function onlyPartOf(node: AnyNode): AnyNode | undefined {
  const isSum = node.type === 'BinaryExpression' && node.operator === '+';
  const sides: readonly AnyNode[] = isSum ? [node.left, node.right] : [];
  const parts = node.type === 'TemplateLiteral' ? node.expressions : sides;
  const [only, ...others] = parts.filter((part) => literalText(part) === undefined);

  return others.length === 0 ? only : undefined;
}

/** What a text or path is joined of. */
export function partsOf(node: AnyNode): readonly AnyNode[] {
  if (node.type === 'TemplateLiteral') return node.expressions;
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    return [...partsOf(node.left), ...partsOf(node.right)];
  }
  const isPath = isCall(node) && /^(?:join|resolve|normalize)$/.test(calledName(node) ?? '');
  return isPath ? node.arguments : [node];
}

/** A constant, and what a file names at its top or knows of its place: none of it is the caller's. */
export function isOfFile(node: AnyNode): boolean {
  if (literalText(node) !== undefined) return true;
  if (node.type !== 'Identifier') return false;
  const binding = bindingOf(node);

  return binding
    ? binding.scope.up === undefined && binding.writes.length === 0
    : node.name === '__dirname';
}
