import { constantText } from '../constant-text.ts';
import type { AnyNode, Expression } from '../syntax.ts';

/** The field that a node sets, and to what. */
export function settingIn(
  node: AnyNode,
): { readonly name: string; readonly value: Expression } | undefined {
  if (node.type === 'DictEntry') {
    const name = constantText(node.key);
    return name === undefined ? undefined : { name, value: node.value };
  }
  if (node.type === 'Argument' && node.name !== undefined) {
    return { name: node.name, value: node.value };
  }
  const [target] = node.type === 'Assign' ? node.targets : [];
  if (node.type !== 'Assign' || target?.type !== 'Subscript' || !node.value) return undefined;
  const name = constantText(target.index);
  return name === undefined ? undefined : { name, value: node.value };
}
