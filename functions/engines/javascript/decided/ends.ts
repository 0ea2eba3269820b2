import type { AnyNode } from '../syntax.ts';

/** Whether the request ends there. */
export function ends(node: AnyNode): boolean {
  const statements: readonly AnyNode[] = node.type === 'BlockStatement' ? node.body : [node];

  return statements.some(({ type }) => type === 'ReturnStatement' || type === 'ThrowStatement');
}
