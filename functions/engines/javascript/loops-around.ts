import { parentOf } from './scope.ts';
import { type AnyNode, isFunction } from './syntax.ts';

/** The loops of its own function that run a node again, the innermost first; as far as `end`, which is none. */
export function loopsAround(node: AnyNode, end?: AnyNode): readonly AnyNode[] {
  const loops: AnyNode[] = [];

  for (let at = parentOf(node); at && at !== end && !isFunction(at); at = parentOf(at)) {
    if (/^(?:For|While|DoWhile)/.test(at.type)) loops.push(at);
  }
  return loops;
}
