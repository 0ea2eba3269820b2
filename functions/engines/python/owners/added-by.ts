import {
  type Addition,
  additionOf,
  type FieldSet,
  fieldsOfStatement,
  fieldsUpdated,
} from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import type { AskedOfChange } from '../decided/decided-call.ts';
import { textsOf } from '../decided/sql-changes.ts';
import type { Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What an update of DynamoDB, MongoDB or SQL adds to an item; undefined where it may change or remove what is there. */
export function additionBy(call: Call, asked: AskedOfChange): Addition | undefined {
  const { values } = asked;
  const textOf = (name: string) => {
    const given = argumentOf(call, undefined, name);
    return given && constantText(values.writtenAs(given));
  };
  const expression = textOf('UpdateExpression');
  if (expression === undefined) {
    const [statement] = call.arguments;
    const [text, ...more] = statement ? textsOf(statement.value, asked) : [];
    if (text !== undefined)
      return more.length > 0 ? undefined : additionOf(fieldsOfStatement(text));
    return additionIn(argumentOf(call, 1, 'update'), values);
  }
  const given = argumentOf(call, undefined, 'ExpressionAttributeNames');
  const names = given && values.writtenAs(given);

  return additionOf(
    fieldsUpdated(expression, textOf('ConditionExpression') ?? '', (name) => {
      const entries = names?.type === 'Dict' ? names.entries : [];
      const named = entries.find(({ key }) => constantText(key) === name);
      return (named && constantText(named.value)) ?? name;
    }),
  );
}

/** `{'$push': {'comments': …}}` */
function additionIn(update: Expression | undefined, values: Values): Addition | undefined {
  const written = update && values.writtenAs(update);
  if (written?.type !== 'Dict') return undefined;

  return additionOf(
    written.entries.flatMap(({ key, value }): readonly FieldSet[] => {
      const operator = constantText(key) ?? '';
      const isAdded = /^\$(?:push|addToSet|inc)$/.test(operator) && value.type === 'Dict';
      return isAdded
        ? value.entries.map((each) => ({ name: constantText(each.key) ?? '', isAdded }))
        : [{ name: operator, isAdded }];
    }),
  );
}
