import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import { foundBehind } from '../signatures/behind.ts';
import type { AnyNode, NodeOf } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';

/** Whether the code looks up what a request names, and ends by what it finds, or writes in one case alone: then it may not replace what is there. */
export function looksBefore(write: AnyNode, asked: AskedOfChange): boolean {
  const { live, values, said } = asked;

  return live.some((each) => {
    if (each.type === 'Call' && calledName(each) === 'head_object') return true;
    if (each.type !== 'If' || !(isEnding(each) || isWithin(write, each))) return false;
    const found = foundBehind(each.test, values, (node) => {
      if (node.type !== 'Call') return undefined;
      const name = calledName(node) ?? '';
      return (
        fetching.test(name) ||
        (looking.test(name) && node.arguments.some(({ value }) => said.has(value))) ||
        undefined
      );
    });
    return found !== undefined;
  });
}

function isEnding({ body, otherwise }: NodeOf<'If'>): boolean {
  return [body, otherwise].some(
    (block) =>
      block !== undefined &&
      nodesIn(block).some(({ type }) => type === 'Return' || type === 'Raise'),
  );
}

function isWithin(node: AnyNode, around: AnyNode): boolean {
  for (let at: AnyNode | undefined = node; at; at = at.parent) if (at === around) return true;

  return false;
}

const fetching = /^(?:fetchone|fetchall|first|one_or_none|scalar|scalar_one_or_none|exists)$/;

const looking =
  /^(?:get_item|batch_get_item|query|scan|find|find_one|count_documents|get_object|list_objects\w{0,3}|get|hget|hgetall|filter|filter_by|where|objects|admin_get_user)$/;
