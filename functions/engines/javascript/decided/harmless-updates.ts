import {
  countedField,
  isCounting,
  isCountName,
  isOpenCountName,
  PUT_IN,
  isHarmlessUpdate as takesNothing,
} from '../../signatures/index.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, calledName, constantText, isCall, memberName } from '../syntax.ts';
import type { ChangeReaders } from './change-readers.ts';
import { sqlIn } from './sql-in.ts';

/** Whether an update of an item of DynamoDB takes nothing from anyone, whosever item a request names. */
export function isHarmlessUpdate(given: AnyNode, of: ChangeReaders): boolean {
  if (isCount(given, of)) return true;
  const { values, data, fresh } = of;
  const put = optionIn(values, given, 'ExpressionAttributeValues');
  const names = optionIn(values, given, 'ExpressionAttributeNames');

  return takesNothing({
    expression: expressionOf(given, values),
    condition: textOf(optionIn(values, given, 'ConditionExpression')) ?? '',
    nameOf: (placeholder) => {
      const name = optionIn(values, names, placeholder);
      return textOf(name) ?? (name && values.shownTexts(name)[0]);
    },
    isOne: (placeholder) => {
      const one = optionIn(values, put, placeholder);
      return one !== undefined && isOne(one);
    },
    isSaid: (placeholder) =>
      data.of(given, ['ExpressionAttributeValues', ...(placeholder ? [placeholder] : [])]) !==
      undefined,
    isNew: (placeholder) => {
      const value = optionIn(values, put, placeholder);
      return value !== undefined && fresh.has(value) && !isAnswered(value);
    },
  });
}

/** Who adds one to what is only counted takes nothing from anyone. */
function isCount(given: AnyNode, { values, data }: ChangeReaders): boolean {
  // A request may say which of the votes it is: `SET votes.${choice} = …`.
  const expression = expressionOf(given, values).replaceAll(' ? ', PUT_IN);
  if (!isCounting(expression) || data.of(given, ['ExpressionAttributeValues'])) return false;
  const names = optionIn(values, given, 'ExpressionAttributeNames');
  const called = objectsOf(values, names).flatMap(({ properties }) =>
    properties.flatMap((each) => (each.type === 'Property' ? (textOf(each.value) ?? '') : '')),
  );
  const field = countedField(expression);
  const [first = ''] = field.split('.');
  const name = first.startsWith('#') ? textOf(optionIn(values, names, first)) : first;
  if (name !== undefined && isOpenCountName(name)) return true;

  return field.startsWith('#')
    ? called.length > 0 && called.every(isCountName)
    : isCountName(field);
}

/** Whether who asks for it is given it, too: `return { statusCode: 200, body: JSON.stringify({ code }) };`. */
function isAnswered(value: AnyNode): boolean {
  const reads = value.type === 'Identifier' ? bindingOf(value)?.reads : undefined;

  return (reads ?? []).slice(0, MOST_READS).some(isInAnswer);
}

function isInAnswer(read: AnyNode): boolean {
  let at = parentOf(read);
  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (at.type === 'Property' && memberName(at) === 'body') return true;
    if (isCall(at)) {
      const name = calledName(at) ?? '';
      if (answering.test(name)) return true;
      if (name !== 'stringify') return false;
    } else if (!inAnswers.test(at.type)) return false;
    at = parentOf(at);
  }
  return false;
}

const answering = /^(?:json|send)$/;

const inAnswers =
  /^(?:Property|ObjectExpression|TemplateLiteral|BinaryExpression|ConditionalExpression)$/;

const MOST_STEPS = 12;
const MOST_READS = 100;

function expressionOf(given: AnyNode, values: ChangeReaders['values']): string {
  const written = optionIn(values, given, 'UpdateExpression');

  return ((written && sqlIn(written)) ?? '').trim();
}

function isOne(node: AnyNode): boolean {
  if (node.type === 'Literal') return node.value === 1;
  const [typed, ...others] = node.type === 'ObjectExpression' ? node.properties : [];

  return others.length === 0 && typed?.type === 'Property' && constantText(typed.value) === '1';
}
