import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import { isMadeOf } from '../signatures/behind.ts';
import { isFalse } from '../signatures/plain-truth.ts';
import type { AnyNode, Expression, NodeOf } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';
import { knownAnswers } from './known-answers.ts';
import { liveNodes } from './live-nodes.ts';
import { wayTo } from './way-to.ts';

/**
 * What code that writes knows of what is there under the key that a request names: `absent` where it goes on only if there is nothing,
 * `seen` where it has looked and goes on or ends by what it found.
 */
export function lookedUpBefore(
  write: AnyNode,
  asked: AskedOfChange,
): 'absent' | 'seen' | undefined {
  let isSeen = liveNodes('Call', asked).some((each) => calledName(each) === 'head_object');

  const { conditions, isWhole } = wayTo(write, asked);
  if (isWhereNoneIs(write, asked)) return 'absent';

  for (const { test, answer } of conditions) {
    if (!asksForFound(test, asked)) continue;
    if ((isPresence(test) ?? isSame(test, asked)) === !answer) return 'absent';
    isSeen = true;
  }
  // What stands before it is not all seen.
  return isSeen || !isWhole ? 'seen' : undefined;
}

/** Whether a condition is about what was found by what a request says. */
const asksForFound = knownAnswers((test: Expression, { values, said }): boolean =>
  isMadeOf(test, values, (node) => {
    if (node.type !== 'Call') return false;
    const name = calledName(node) ?? '';
    return (
      fetching.test(name) ||
      name === 'scan' ||
      (looking.test(name) && node.arguments.some(({ value }) => said.has(value)))
    );
  }),
);

/** `try: User.get(email); return taken; except User.DoesNotExist: pass`: behind it, and where that is caught. */
function isWhereNoneIs(write: AnyNode, { said }: AskedOfChange): boolean {
  for (let at: AnyNode = write; at.parent; at = at.parent) {
    const { parent } = at;
    const before = parent.type === 'Block' ? parent.body.filter(({ end }) => end <= at.start) : [];
    const isIt = (at.type === 'Except' ? [parent] : before).some((each) => {
      if (each.type !== 'Try') return false;
      const ends = /^(?:Return|Raise)$/.test(each.body.body.at(-1)?.type ?? '');
      const [first] = each.body.body;
      const asks = (first ? nodesIn(first) : []).some(
        (part) =>
          part.type === 'Call' &&
          /^get(?:_item)?$/.test(calledName(part) ?? '') &&
          part.arguments.some(({ value }) => said.has(value)),
      );
      const isNone = each.handlers.every(isOfNone) || (ends && returnsFound(each.body));
      return asks && isNone && (each === parent || ends);
    });
    if (isIt) return true;
    if (parent.type === 'Function') return false;
  }
  return false;
}

/** `return response['Item']['url']`: an error comes of it where there is none. */
function returnsFound({ body }: NodeOf<'Block'>): boolean {
  const last = body.at(-1);

  return (
    last?.type === 'Return' &&
    last.value !== undefined &&
    nodesIn(last.value).some(
      (each) => each.type === 'Subscript' && constantText(each.index) === 'Item',
    )
  );
}

function isOfNone({ types }: NodeOf<'Except'>): boolean {
  return types?.type === 'Attribute' && types.name === 'DoesNotExist';
}

/** `found['email'] == body['email']`, of each that a scan has found. */
function isSame(test: Expression, { said }: AskedOfChange): boolean | undefined {
  if (test.type !== 'Binary' || !/^[!=]=$/.test(test.operator)) return undefined;

  const { left, right, operator } = test;
  const isOfBoth = ![left, right].some(({ type }) => /^(?:Text|Number|Constant)$/.test(type));

  return isOfBoth && said.has(left) !== said.has(right) ? operator === '==' : undefined;
}

/** Whether a condition is true where something was found; undefined where it asks for more than that. */
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

const fetching = /^(?:fetchone|fetchall|first|one_or_none|scalar|scalar_one_or_none|exists)$/;

const looking =
  /^(?:get_item|batch_get_item|query|scan|find|find_one|count_documents|get_object|list_objects\w{0,3}|get|hget|hgetall|filter|filter_by|where|objects|count|admin_get_user)$/;
