import { parentOf } from './scope.ts';
import { type AnyNode, type CallNode, isCall, isFunction } from './syntax.ts';

/** The calls that a node is given to, or that what it is given to is given to: a route, a wrapper. Innermost first. */
export function callsAround(use: AnyNode): readonly CallNode[] {
  const calls: CallNode[] = [];
  let at = parentOf(use);
  for (let count = 0; at && count < MOST_AROUND && !isFunction(at); count += 1) {
    if (isCall(at)) calls.push(at);
    at = parentOf(at);
  }
  return calls;
}

const MOST_AROUND = 6;
