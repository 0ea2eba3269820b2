import { runBy } from '../compiled-async.ts';
import { returnsOf } from '../members.ts';
import { parentOf, scopeOf } from '../scope.ts';
import { type CallNode, type FunctionNode, isCall, isFunction } from '../syntax.ts';

/** Whether what follows waits for what a call promises. */
export function isAwaited(call: CallNode): boolean {
  const around = parentOf(call);
  if (around?.type === 'AwaitExpression' || around?.type === 'YieldExpression') return true;
  const isReturned = around?.type === 'ReturnStatement' || isFunction(around);

  return isReturned && scopeOf(call).function?.async === true;
}

/** Written so, or made so by a compiler. */
export function isAsync(of: FunctionNode): boolean {
  return of.async || returnsOf(of).some((result) => isCall(result) && runBy(result) !== undefined);
}
