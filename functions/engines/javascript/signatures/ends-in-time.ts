import { parentOf } from '../scope.ts';
import { type CallNode, isCall } from '../syntax.ts';
import { isAwaited } from './awaited.ts';

/** Whether what comes after it waits for how a call ends; also of `client.initiateAuth(…).promise()`. */
export function endsInTime(call: CallNode, ends: 'at once' | 'throws' | 'perhaps'): boolean {
  if (ends === 'at once' || isAwaited(call)) return true;
  const member = parentOf(call);
  const outer = member?.type === 'MemberExpression' ? parentOf(member) : undefined;

  return isCall(outer) && outer.callee === member && isAwaited(outer);
}
