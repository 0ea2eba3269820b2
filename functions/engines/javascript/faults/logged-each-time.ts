import { isDispatch, isRareLevel } from '../../signatures/index.ts';
import { parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, isFunction } from '../syntax.ts';

/**
 * Whether a call logs each time that its function runs, as far as is seen: not for an error that is caught, on a condition, or at a level
 * that is mostly left out. What a request asks for by its method or path is no condition.
 */
export function isLoggedEachTime(call: CallNode, text: (node: AnyNode) => string): boolean {
  return !isRareLevel(calledName(call) ?? '') && isRunEachTime(call, text);
}

/** Whether an expression is evaluated each time that its function runs. */
export function isRunEachTime(node: AnyNode, text: (node: AnyNode) => string): boolean {
  let at = node;
  for (let steps = 0; steps < MOST_ABOVE; steps += 1) {
    const around = parentOf(at);
    if (!around || isFunction(around)) return true;
    if (isOnCondition(at, around, text)) return false;
    at = around;
  }
  return false;
}

const MOST_ABOVE = 60;

function isOnCondition(node: AnyNode, around: AnyNode, text: (node: AnyNode) => string): boolean {
  switch (around.type) {
    case 'CatchClause':
      return true;
    case 'IfStatement':
    case 'ConditionalExpression':
      return around.test !== node && !isDispatch(text(around.test));
    case 'SwitchCase': {
      const of = parentOf(around);
      // What is no known route is not each request, nor is one of several kinds.
      return (
        around.test !== node &&
        (around.test === null ||
          of?.type !== 'SwitchStatement' ||
          !isDispatch(text(of.discriminant)))
      );
    }
    case 'LogicalExpression':
      return around.right === node;
    default:
      return false;
  }
}
