import { type QueriedPart, queryCondition } from '../../signatures/index.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { type AnyNode, memberName } from '../syntax.ts';
import type { Values } from '../value.ts';

/** Under which key a query of DynamoDB asks for items: `{ KeyConditionExpression: 'pk = :pk', … }`. */
export function queriedPart(given: AnyNode | undefined, values: Values): QueriedPart | undefined {
  const condition = queryCondition(textOf(optionIn(values, given, 'KeyConditionExpression')));
  if (!condition) return undefined;
  const { field, value } = condition;
  const names = optionIn(values, given, 'ExpressionAttributeNames');
  const key = field.startsWith('#') ? textOf(optionIn(values, names, field)) : field;
  const asked = optionIn(values, optionIn(values, given, 'ExpressionAttributeValues'), value);

  return key === undefined ? undefined : { key, value: plainText(asked, values) };
}

/** Of an item as the client of DynamoDB has it, `{ S: 'BOOKING' }` is the text. */
export function plainText(value: AnyNode | undefined, values: Values): string | undefined {
  const text = textOf(value);
  if (text !== undefined || !value) return text;
  const [typed] = objectsOf(values, value);
  const [only, ...others] = typed?.properties ?? [];
  const isTyped = only?.type === 'Property' && memberName(only) === 'S' && others.length === 0;

  return isTyped ? textOf(only.value) : undefined;
}
