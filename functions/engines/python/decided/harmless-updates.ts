import {
  countedField,
  isCounting,
  isCountName,
  isTallyName,
  PUT_IN,
  isHarmlessUpdate as takesNothing,
} from '../../signatures/index.ts';
import { entryOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import { plainValue } from '../signatures/written-items.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import { type AskedOfChange, givenAs } from './decided-call.ts';
import { isNew } from './item-keys.ts';
import { textsOf } from './sql-changes.ts';

/** Whether an update of an item of DynamoDB takes nothing from anyone, whosever item a request names. */
export function isHarmlessUpdate(call: Call, asked: AskedOfChange): boolean {
  if (calledName(call) !== 'update_item') return false;
  if (isCount(call, asked)) return true;
  const put = givenAs(call, undefined, 'ExpressionAttributeValues');
  const names = givenAs(call, undefined, 'ExpressionAttributeNames');
  const expression = givenAs(call, undefined, 'UpdateExpression');
  const [text = ''] = expression ? textsOf(expression, asked) : [];
  const putAt = (placeholder: string) => put && entryOf(put, placeholder);

  return takesNothing({
    expression: text.trim(),
    condition: constantText(givenAs(call, undefined, 'ConditionExpression')) ?? '',
    nameOf: (placeholder) => names && constantText(entryOf(names, placeholder)),
    isOne: (placeholder) => {
      const value = putAt(placeholder);
      return value !== undefined && isOne(asked.values.writtenAs(plainValue(value)));
    },
    isSaid: (placeholder) => {
      const value = placeholder === undefined ? put : putAt(placeholder);
      return value === undefined || asked.said.has(value);
    },
    isNew: (placeholder) => {
      const value = putAt(placeholder);
      return value !== undefined && isNew(value, asked) && !isAnswered(plainValue(value));
    },
  });
}

/** One more of what anyone is asked to say or do, of whatever item. */
function isCount(call: Call, asked: AskedOfChange): boolean {
  const amounts = givenAs(call, undefined, 'ExpressionAttributeValues');
  const expression = givenAs(call, undefined, 'UpdateExpression');
  const [written] = expression ? textsOf(expression, asked) : [];
  // A request may say which of the votes it is: `SET votes.{choice} = …`.
  const text = written?.replaceAll(' ? ', PUT_IN);
  const [field = ''] = text === undefined ? [] : countedField(text).split('.');
  const names = givenAs(call, undefined, 'ExpressionAttributeNames');
  const name = names && field.startsWith('#') ? entryOf(names, field) : undefined;
  const called = field.startsWith('#') ? constantText(name) : field;

  return (
    text !== undefined &&
    isCounting(text) &&
    called !== undefined &&
    (isTallyName(called) || isCountName(called)) &&
    amounts !== undefined &&
    !asked.said.has(amounts)
  );
}

function isOne(node: Expression): boolean {
  return node.type === 'Number' ? node.value === '1' : constantText(node) === '1';
}

/** Whether who asks for it is given it, too: `return {'statusCode': 200, 'body': json.dumps({'code': code})}`. */
function isAnswered(value: Expression): boolean {
  return (bindingOf(value)?.reads ?? []).some(isInAnswer);
}

function isInAnswer(read: AnyNode): boolean {
  let at = read.parent;
  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (at.type === 'Return') return true;
    if (at.type === 'DictEntry' && at.key && constantText(at.key) === 'body') return true;
    if (/^(?:Assign|ExpressionStatement|If|Block|Function)$/.test(at.type)) return false;
    at = at.parent;
  }
  return false;
}

const MOST_STEPS = 12;
