import {
  type Addition,
  additionOf,
  type FieldSet,
  fieldsOfStatement,
  fieldsUpdated,
} from '../../signatures/index.ts';
import { sqlIn } from '../decided/sql-in.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { type CallNode, memberName, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What an update of DynamoDB, of a model of mongoose or of SQL adds to an item; undefined where it may change or remove what is there. */
export function additionBy(call: CallNode, values: Values): Addition | undefined {
  const [given, second] = call.arguments;
  const expression = textOf(optionIn(values, given, 'UpdateExpression'));
  if (expression === undefined) {
    const statement = given && sqlIn(given);
    if (statement !== undefined) return additionOf(fieldsOfStatement(statement));
    const objects = objectsOf(values, second);
    return objects.length === 1
      ? additionOf(objects.flatMap((each) => addedIn(each, values)))
      : undefined;
  }
  const condition = textOf(optionIn(values, given, 'ConditionExpression')) ?? '';
  const names = optionIn(values, given, 'ExpressionAttributeNames');

  return additionOf(
    fieldsUpdated(expression, condition, (name) =>
      name.startsWith('#') ? (textOf(optionIn(values, names, name)) ?? name) : name,
    ),
  );
}

/** `{ $push: { comments: … } }` */
function addedIn({ properties }: NodeOf<'ObjectExpression'>, values: Values): readonly FieldSet[] {
  return properties.flatMap((each): readonly FieldSet[] => {
    const operator = each.type === 'Property' ? (memberName(each) ?? '') : '';
    const inner = each.type === 'Property' ? objectsOf(values, each.value) : [];
    if (!/^\$(?:push|addToSet|inc)$/.test(operator) || inner.length !== 1)
      return [{ name: operator, isAdded: false }];
    return inner.flatMap((of) =>
      of.properties.map((field) => ({
        name: field.type === 'Property' ? (memberName(field) ?? '') : '',
        isAdded: true,
      })),
    );
  });
}
