import { calledName } from '../link.ts';
import { valuesOf } from '../signatures/plain-truth.ts';
import type { Call, Expression } from '../syntax.ts';

/** Whether a call runs one function of a table, by what it is asked for: `actions[body['action']](body)`, `act = actions.get(name)`. */
export function isChosenByKey({ callee }: Call): boolean {
  const all = callee.type === 'Name' ? valuesOf(callee) : [callee];

  return all.length > 0 && all.every(isTakenByKey);
}

function isTakenByKey(node: Expression): boolean {
  return node.type === 'Subscript' || (node.type === 'Call' && calledName(node) === 'get');
}
