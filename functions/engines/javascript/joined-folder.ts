import { namedBy } from './named.ts';
import { parentOf } from './scope.ts';
import { type AnyNode, type CallNode, calledName, isCall, literalText } from './syntax.ts';

/** Of two parts that are joined, the first. */
export function folderOf(read: AnyNode): AnyNode | undefined {
  const join = parentOf(read);
  if (!isJoin(join) || join.arguments.length !== 2) return undefined;

  return join.arguments[1] === read ? join.arguments[0] : undefined;
}

export function isJoin(node: AnyNode | undefined): node is CallNode {
  return (
    isCall(node) && node.arguments.length === 2 && /^(?:join|resolve)$/.test(calledName(node) ?? '')
  );
}

export function isSameFolder(one: AnyNode, other: AnyNode): boolean {
  const [a, b] = [namedBy(one), namedBy(other)];
  if (a && b)
    return a.binding === b.binding && a.fields === b.fields && a.binding.writes.length === 0;
  const text = literalText(one);

  return text !== undefined && text === literalText(other);
}
