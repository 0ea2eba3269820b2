import { type QueriedPart, queryCondition } from '../../signatures/index.ts';
import { argumentOf, entryOf, seen } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { plainValue } from '../signatures/written-items.ts';
import type { Call, Expression } from '../syntax.ts';

/**
 * Under which key a query of DynamoDB asks for items: `KeyConditionExpression=Key('pk').eq('BOOKING')`, `KeyConditionExpression='pk = :pk'`.
 */
export function queriedPart(call: Call): QueriedPart | undefined {
  const given = seen(argumentOf(call, undefined, 'KeyConditionExpression'));
  const condition = queryCondition(constantText(given));
  if (!condition) return given && keyAsked(given);
  const { field, value } = condition;
  const names = argumentOf(call, undefined, 'ExpressionAttributeNames');
  const key = field.startsWith('#') ? constantText(entryOf(names, field)) : field;
  const asked = entryOf(argumentOf(call, undefined, 'ExpressionAttributeValues'), value);

  return key === undefined ? undefined : { key, value: asked && constantText(plainValue(asked)) };
}

/** `Key('pk').eq('BOOKING') & Key('sk').begins_with('ROOM')` */
function keyAsked(condition: Expression): QueriedPart | undefined {
  if (condition.type === 'Binary') {
    return condition.operator === '&' ? keyAsked(condition.left) : undefined;
  }
  if (condition.type !== 'Call' || calledName(condition) !== 'eq') return undefined;
  const of = condition.callee.type === 'Attribute' ? condition.callee.object : undefined;
  const isKey = of?.type === 'Call' && calledName(of) === 'Key';
  const key = isKey ? constantText(of.arguments[0]?.value) : undefined;

  return key === undefined
    ? undefined
    : { key, value: constantText(condition.arguments[0]?.value) };
}
