import { runBy } from '../compiled-async.ts';
import { returnsOf } from '../members.ts';
import { parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
} from '../syntax.ts';

/** Whether what follows waits for what a call promises. */
export function isAwaited(call: CallNode): boolean {
  const around = parentOf(call);
  if (around?.type === 'AwaitExpression' || around?.type === 'YieldExpression') return true;
  const isReturned = around?.type === 'ReturnStatement' || isFunction(around);

  return isReturned && scopeOf(call).function?.async === true;
}

/** Written so, or made so by a compiler; and what says no by a promise. */
export function isAsync(of: FunctionNode): boolean {
  const isPromise = (result: AnyNode) =>
    isCall(result) && (runBy(result) !== undefined || isRejection(result));

  return of.async || returnsOf(of).some(isPromise);
}

/** `Promise.reject(error)` */
export function isRejection(node: AnyNode): boolean {
  const callee = isCall(node) ? node.callee : undefined;

  return (
    callee?.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise' &&
    fieldRead(callee) === 'reject'
  );
}
