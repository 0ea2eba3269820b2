import { parentOf, scopeOf } from '../scope.ts';
import { calledName, isCall, type NodeOf } from '../syntax.ts';
import { isAsSent } from './request-sources.ts';
import { saidName } from './said-name.ts';

/** `kept.code !== body.code`: the code that someone was sent is asked for again. */
export function isCodeThatWasSent(node: NodeOf<'BinaryExpression'>): boolean {
  const { left, right } = node;
  const [said, kept] = isAsSent(left) ? [left, right] : [right, left];

  return (
    kept.type === 'MemberExpression' &&
    isAsSent(said) &&
    !isAsSent(kept) &&
    !ofOthers.test(saidName(kept.object)) &&
    [said, kept].every((each) => ofCode.test(saidName(each))) &&
    !isLookedFor(node)
  );
}

const ofCode = /^(?:code|(?:otp|pin|sms|email|login)_?code)$/i;

/** `coupon.code`, `error.code` */
const ofOthers =
  /^e(?:rr|rror|xception)?$|coupon|promo|discount|voucher|gift|countr|currenc|product|language/i;

/** `coupons.find((each) => each.code === body.code)`: which one of many it is, and not whether it is right. */
function isLookedFor(node: NodeOf<'BinaryExpression'>): boolean {
  const of = scopeOf(node).function;
  const call = of && parentOf(of);

  return (
    isCall(call) &&
    call.callee !== of &&
    /^(?:find|findLast|findIndex|filter|some|every)$/.test(calledName(call) ?? '')
  );
}
