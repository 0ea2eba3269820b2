import { rowsNamedIn } from '../../signatures/index.ts';
import { collectionOf } from '../collection-of.ts';
import type { AskedOfChange } from '../decided/decided-call.ts';
import { textsOf } from '../decided/sql-changes.ts';
import type { Call } from '../syntax.ts';
import { tableOf } from '../table-of.ts';

/** Where a call keeps, finds or removes something: the table, the collection or the rows, by a name that is the same in all files; undefined where it is not known. */
export function placeKept(call: Call, asked: AskedOfChange): string | undefined {
  const table = tableOf(call, asked.values);
  if (table !== undefined) return `table ${table}`;
  const collection = collectionOf(call, asked.values);
  if (collection !== undefined) return `collection ${collection}`;
  const [statement] = call.arguments;

  return statement && textsOf(statement.value, asked).flatMap((text) => rowsNamedIn(text) ?? [])[0];
}
