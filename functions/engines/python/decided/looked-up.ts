import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import { scopeOf } from '../scope.ts';
import { foundBehind } from '../signatures/behind.ts';
import { isFalse } from '../signatures/plain-truth.ts';
import type { AnyNode, Block, Expression, NodeOf } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';

/**
 * What code that writes knows of what is there under the key that a request names: `absent` where it goes on only if there is nothing,
 * `seen` where it has looked and goes on or ends by what it found.
 */
export function lookedUpBefore(
  write: AnyNode,
  asked: AskedOfChange,
): 'absent' | 'seen' | undefined {
  let isSeen = false;

  for (const each of asked.live) {
    if (each.type === 'Call' && calledName(each) === 'head_object') isSeen = true;
    if (each.type !== 'If') continue;
    const goesOn = wayOn(write, each);
    if (goesOn === undefined || !asksForFound(each.test, asked)) continue;
    if (isPresence(each.test) === !goesOn) return 'absent';
    isSeen = true;
  }
  return isSeen ? 'seen' : undefined;
}

/** For which answer of a condition it comes to a write; undefined where that may be both. */
export function wayOn(write: AnyNode, { body, otherwise }: NodeOf<'If'>): boolean | undefined {
  if (isWithin(write, body)) return true;
  if (otherwise && isWithin(write, otherwise)) return false;
  if (isEnding(body, write)) return false;

  return otherwise && isEnding(otherwise, write) ? true : undefined;
}

/** It stands before it, and refuses: in a function of its own, what it returns may be what was found. */
function isEnding(block: Block, write: AnyNode): boolean {
  const isBeside = scopeOf(block).function === scopeOf(write).function;
  if (isBeside && block.start > write.start) return false;

  return nodesIn(block).some(
    (node) =>
      node.type === 'Raise' ||
      (node.type === 'Return' &&
        (isBeside ||
          nodesIn(node).some((each) => each.type === 'Number' && /^4\d\d$/.test(each.value)))),
  );
}

/** Whether a condition is about what was found by what a request says. */
export function asksForFound(test: Expression, { values, said }: AskedOfChange): boolean {
  const found = foundBehind(test, values, (node) => {
    if (node.type !== 'Call') return undefined;
    const name = calledName(node) ?? '';
    return (
      fetching.test(name) ||
      (looking.test(name) && node.arguments.some(({ value }) => said.has(value))) ||
      undefined
    );
  });

  return found !== undefined;
}

/** Whether it is true where something was found; undefined where it asks for more than that. */
export function isPresence(test: Expression): boolean | undefined {
  switch (test.type) {
    case 'Name':
    case 'Subscript':
    case 'Call':
    case 'Attribute':
    case 'Await':
      return true;
    case 'Unary': {
      const is = test.operator === 'not' ? isPresence(test.operand) : undefined;
      return is === undefined ? undefined : !is;
    }
    case 'Binary': {
      const { operator, right } = test;
      if (operator === 'in') return true;
      if (operator === 'not in') return false;
      if (/^(?:is not|!=|>)$/.test(operator)) return isNothing(right) ? true : undefined;
      return /^(?:is|==)$/.test(operator) && isNothing(right) ? false : undefined;
    }
    default:
      return undefined;
  }
}

function isNothing(node: Expression): boolean {
  return isFalse(node);
}

function isWithin(node: AnyNode, around: AnyNode): boolean {
  for (let at: AnyNode | undefined = node; at; at = at.parent) if (at === around) return true;

  return false;
}

const fetching = /^(?:fetchone|fetchall|first|one_or_none|scalar|scalar_one_or_none|exists)$/;

const looking =
  /^(?:get_item|batch_get_item|query|scan|find|find_one|count_documents|get_object|list_objects\w{0,3}|get|hget|hgetall|filter|filter_by|where|objects|admin_get_user)$/;
