import type { Places } from '../evidence.ts';
import { type AnyNode, childrenOf, isCall, isFunction } from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * The nodes of some code, and of the functions of the code's own that it calls or hands on; without those of what is left out.
 * What a method of an unknown value runs is not followed.
 */
export function calledFrom(
  roots: readonly AnyNode[],
  values: Values,
  places: Places,
  leftOut: ReadonlySet<AnyNode> = new Set(),
): ReadonlySet<AnyNode> {
  const seen = new Set<AnyNode>();
  const pending = [...roots];

  for (let node = pending.pop(); node && seen.size < MOST_NODES; node = pending.pop()) {
    if (seen.has(node) || leftOut.has(node)) continue;
    // What stands in a function is where that is.
    if (isFunction(node) && places.isInPackage(node)) continue;
    seen.add(node);
    pending.push(...childrenOf(node));
    if (!isCall(node)) continue;
    pending.push(...values.functionsOf(node.callee));
    for (const given of node.arguments) {
      if (given.type === 'Identifier' || given.type === 'MemberExpression')
        pending.push(...values.functionsOf(given));
    }
  }
  return seen;
}

const MOST_NODES = 60_000;
