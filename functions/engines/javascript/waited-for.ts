import { parentOf, scopeOf } from './scope.ts';
import type { AnyNode } from './syntax.ts';

/** Where a call gives no promise but what comes of it, if need be after its function has returned it. */
export function isWaitedFor(call: AnyNode): boolean {
  const around = parentOf(call);

  switch (around?.type) {
    case 'AwaitExpression':
    case 'YieldExpression':
      return true;
    case 'ReturnStatement':
      return scopeOf(around).function?.async === true;
    case 'ArrowFunctionExpression':
      return around.async && around.body === call;
    case 'ParenthesizedExpression':
      return isWaitedFor(around);
    default:
      return false;
  }
}
