import { type Parameter, parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';

/** Of `Promise.all([first, second])`, what stands at a place; undefined where that is not seen. */
export function elementOfAll(call: CallNode, place: string, values: Values): AnyNode | undefined {
  const [list] = call.arguments;
  if (calledName(call) !== 'all' || list?.type !== 'ArrayExpression') return undefined;
  if (!/^\d{1,3}$/.test(place) || !values.namesOf(call.callee).includes('Promise.all')) {
    return undefined;
  }
  const before = list.elements.slice(0, Number(place) + 1);

  return before.some((each) => each?.type === 'SpreadElement')
    ? undefined
    : (before[Number(place)] ?? undefined);
}

/** Whether a parameter is given an element of a list: `players.find((one) => one.token === given)`. */
export function isOfElement({ of, index }: Parameter): boolean {
  const call = parentOf(of);

  return (
    index === 0 &&
    isCall(call) &&
    call.callee.type === 'MemberExpression' &&
    /^(?:find|findLast|some|every|filter|map|flatMap|forEach)$/.test(calledName(call) ?? '')
  );
}
