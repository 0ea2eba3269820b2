import { childrenOf } from './children-of.ts';
import type { AnyNode } from './syntax.ts';

/** All below a node, itself first, without functions and classes in it. */
export function nodesIn(node: AnyNode): readonly AnyNode[] {
  const nodes: AnyNode[] = [];
  const pending: AnyNode[] = [node];

  for (let next = pending.pop(); next; next = pending.pop()) {
    nodes.push(next);
    if (next === node || (next.type !== 'Function' && next.type !== 'Class')) {
      pending.push(...childrenOf(next).toReversed());
    }
  }
  return nodes;
}
