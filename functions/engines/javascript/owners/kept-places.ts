import { rowsNamedIn } from '../../signatures/index.ts';
import { sqlIn } from '../decided/sql-in.ts';
import { optionIn, textOf } from '../options.ts';
import { type AnyNode, type CallNode, calledName, isCall, literalText } from '../syntax.ts';
import type { Values } from '../value.ts';

/** Where a call keeps, finds or removes something: the table, the model or the rows, by a name that is the same in all files; undefined where it is not known. */
export function placeKept(call: CallNode, values: Values): string | undefined {
  const [given] = call.arguments;
  const table = optionIn(values, given, 'TableName');
  if (table) return tableNamed(table, values);
  const ofModel = modelOf(call, values);
  if (ofModel !== undefined) return `model ${ofModel}`;

  return call.arguments.slice(0, 2).flatMap((each) => rowsNamedIn(sqlIn(each) ?? '') ?? [])[0];
}

/** Of a transaction or a batch, each has a table of its own, which is not looked at. */
function tableNamed(table: AnyNode, values: Values): string | undefined {
  const variable = values.namesOf(table).find((name) => /^process\.env\.\w+$/.test(name));
  if (variable !== undefined) return variable;
  const text = textOf(table) ?? values.shownTexts(table)[0];

  return text === undefined || text === '' ? undefined : `table ${text}`;
}

function modelOf({ callee }: CallNode, values: Values): string | undefined {
  const object = callee.type === 'MemberExpression' ? callee.object : callee;
  const names = values.valuesOf(object).flatMap((value) => {
    if (value.kind !== 'made' || !value.by || !isCall(value.by)) return [];
    const method = calledName(value.by) ?? '';
    return /^(?:model|collection|define)$/.test(method)
      ? (literalText(value.by.arguments[0]) ?? [])
      : [];
  });

  return names[0];
}
