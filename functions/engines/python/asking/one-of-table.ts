import { calledName } from '../link.ts';
import { valuesOf } from '../signatures/plain-truth.ts';
import type { Call, Expression } from '../syntax.ts';

/** Whether a call runs one function of a table, by what it is asked for: `actions[body['action']](body)`, `act = actions.get(name)`. */
export function isOneOfTable({ callee }: Call): boolean {
  const all = callee.type === 'Name' ? valuesOf(callee) : [callee];

  return all.length > 0 && all.every((each) => isTable(takenFrom(each)));
}

/** What something is taken from by a key. */
function takenFrom(node: Expression): Expression | undefined {
  if (node.type === 'Subscript') return node.object;
  const isGot = node.type === 'Call' && calledName(node) === 'get';

  return isGot && node.callee.type === 'Attribute' ? node.callee.object : undefined;
}

function isTable(node: Expression | undefined): boolean {
  const all = node?.type === 'Name' ? valuesOf(node) : [];

  return all.length === 1 && all[0]?.type === 'Dict';
}
