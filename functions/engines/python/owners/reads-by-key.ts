import { argumentOf } from '../call-arguments.ts';
import type { AskedOfChange, DecidedCall } from '../decided/decided-call.ts';
import { isAnswered } from '../handed-out/answered.ts';
import { calledName } from '../link.ts';
import type { AnyNode, Call, FunctionNode } from '../syntax.ts';

/** That a call reads the one item that a request names, and that it is answered whole; undefined else. */
export function readByKey(
  call: Call,
  starts: ReadonlySet<AnyNode>,
  { values, said }: AskedOfChange,
): DecidedCall | undefined {
  const isItem = calledName(call) === 'get_item';
  if (!isItem && calledName(call) !== 'find_one') return undefined;
  const key = isItem ? argumentOf(call, undefined, 'Key') : argumentOf(call, 0, 'filter');
  if (!key || !said.has(key)) return undefined;
  const entries = new Set(
    [...starts].filter((each): each is FunctionNode => each.type === 'Function'),
  );

  return isAnswered(call, entries, values, () => true)
    ? { kind: 'reads', call: isItem ? 'dynamodb:GetItem' : 'mongodb.find_one', by: 'key' }
    : undefined;
}
