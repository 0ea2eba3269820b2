import {
  arePrivateRows,
  columnsIn,
  hasPrivateField,
  isContactName,
  isKeptOfPeople,
  isOfPassword,
  type KeptRecords,
  mayKeepRecords,
  rowsRead,
} from '../../signatures/index.ts';
import { isConstant, seen } from '../call-arguments.ts';
import { collectionOf } from '../collection-of.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { SourceFiles } from '../module-file.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import type { Call, DictEntry, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { KeptTables, type TableAt } from './kept-tables.ts';

/** A call that reads what is kept of people. */
export interface KeptRead extends KeptRecords {
  readonly call: Call;
  /** The text of SQL by which all rows are read: the columns that it names are no proof of who asks. */
  readonly statement?: Expression | undefined;
}

/** Calls by such names may read of a store. */
export const readingNames = [
  'scan',
  'query',
  'get_item',
  'fetchall',
  'fetchone',
  'find',
  'find_one',
];

/**
 * The calls that read users with their passwords, or whole tables of what is personal: of DynamoDB and MongoDB by what they are
 * called and what the code puts into them, of SQL by the columns.
 */
export function keptReads(
  values: Values,
  files: SourceFiles,
  tableAt: TableAt,
): readonly KeptRead[] {
  const codes = [...files.values()].filter(mayKeepRecords);
  const tables = new KeptTables(values, codes, tableAt);
  const look: Look = { values, tables, columns: columnsIn(codes) };

  return readingNames.flatMap((name) =>
    values
      .callsOf(name)
      .slice(0, MOST_CALLS)
      .flatMap((call) => {
        const read = readBy(call, name, look);
        return read ? [{ call, ...read }] : [];
      }),
  );
}

interface Look {
  readonly values: Values;
  readonly tables: KeptTables;
  /** Of tables of SQL. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/** Of one name. */
const MOST_CALLS = 100;

function readBy(call: Call, name: string, look: Look): Omit<KeptRead, 'call'> | undefined {
  switch (name) {
    case 'scan':
    case 'get_item':
      return look.tables.readBy(call, name === 'scan');
    case 'query':
      return look.tables.queriedBy(call);
    case 'find':
    case 'find_one':
      return ofCollection(call, name === 'find', look);
    default:
      return ofRows(call, look);
  }
}

/** `cursor.fetchall()`, behind `cursor.execute('SELECT * FROM patients')` of the same function. */
function ofRows(call: Call, look: Look): Omit<KeptRead, 'call'> | undefined {
  const cursor = call.callee.type === 'Attribute' ? bindingOf(call.callee.object) : undefined;
  const executed = (cursor?.reads ?? []).flatMap((read) => {
    const run = read.parent?.type === 'Attribute' ? read.parent.parent : undefined;
    const isRun = run?.type === 'Call' && calledName(run) === 'execute';
    return isRun && run.end <= call.start ? run : [];
  });
  const last = executed.at(-1);
  if (!last || scopeOf(last).function !== scopeOf(call).function) return undefined;
  const statement = look.values.writtenAs(last.arguments[0]?.value ?? last);
  const rows = rowsRead(constantText(statement) ?? '', look.columns);
  if (!rows) return undefined;
  const { table: of, columns } = rows;
  if (columns.some(isOfPassword)) return { kind: 'credentials', of, statement };

  return calledName(call) === 'fetchall' && arePrivateRows(rows)
    ? { kind: 'records', of, statement }
    : undefined;
}

/** `db['users'].find()`, `db.users.find({}, {'_id': 0})`; by what it is called, and by what the code puts into it. */
function ofCollection(call: Call, isAll: boolean, look: Look): KeptRecords | undefined {
  const [filter, projection] = call.arguments;
  const isByContact = filter !== undefined && asksContact(filter.value);
  const isWhole = !filter || isByContact || entriesOf(filter.value)?.length === 0;
  const isPart = projection && !isWithoutId(projection.value);
  const of = collectionOf(call, look.values);
  if (!isAll || !isWhole || isPart || of === undefined) return undefined;
  const fields = ['insert_one', 'insert_many', 'update_one']
    .flatMap((name) => look.values.callsOf(name).slice(0, MOST_CALLS))
    .filter((put) => collectionOf(put, look.values) === of)
    .flatMap(({ arguments: [given] }) => (given && entriesOf(given.value)) ?? [])
    .flatMap(({ key }) => constantText(key) ?? []);
  if (fields.some(isOfPassword) && !isByContact) return { kind: 'credentials', of };

  return isKeptOfPeople(of) || hasPrivateField(fields, of)
    ? { kind: 'records', of, isByContact }
    : undefined;
}

function entriesOf(given: Expression): readonly DictEntry[] | undefined {
  const of = seen(given);

  return of?.type === 'Dict' ? of.entries : undefined;
}

/** `{'email': request.args['email']}` */
function asksContact(filter: Expression): boolean {
  const [only, ...others] = entriesOf(filter) ?? [];

  return others.length === 0 && isContactName(constantText(only?.key) ?? '');
}

/** `{'_id': 0}`: all but what MongoDB calls it. */
function isWithoutId(projection: Expression): boolean {
  const [only, ...others] = entriesOf(projection) ?? [];

  return (
    others.length === 0 &&
    constantText(only?.key) === '_id' &&
    (only?.value.type === 'Number' ? only.value.value === '0' : isConstant(only?.value, 'False'))
  );
}
