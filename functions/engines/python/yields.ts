import { childrenOf } from './children-of.ts';
import type { AnyNode, FunctionNode } from './syntax.ts';

/** Whether a function is a generator: a call of it runs nothing of it. */
export function yields(of: FunctionNode): boolean {
  const known = knownGenerators.get(of);
  if (known !== undefined) return known;

  const found = hasYield(of.body);
  knownGenerators.set(of, found);
  return found;
}

/** Each value that is given to one asks. */
const knownGenerators = new WeakMap<FunctionNode, boolean>();

function hasYield(body: AnyNode): boolean {
  const pending: AnyNode[] = [body];

  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.type === 'Yield') return true;
    if (next.type !== 'Function' && next.type !== 'Class') pending.push(...childrenOf(next));
  }
  return false;
}
