import type { AnyNode } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';

/** Finds something about a part of live code once, for all changes that stand behind it. */
export function knownAnswers<Node extends AnyNode, Found>(
  find: (node: Node, asked: AskedOfChange) => Found,
): typeof find {
  const all = new WeakMap<readonly AnyNode[], Map<Node, Found>>();

  return (node, asked) => {
    const known = all.get(asked.live) ?? new Map<Node, Found>();
    all.set(asked.live, known);
    const before = known.get(node);
    if (before !== undefined) return before;
    const found = find(node, asked);
    known.set(node, found);
    return found;
  };
}
