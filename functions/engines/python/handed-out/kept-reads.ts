import {
  arePrivateRows,
  columnsIn,
  fieldsIn,
  hasPrivateField,
  isKeptOfPeople,
  isOfPassword,
  type KeptRecords,
  mayKeepRecords,
  partsOfTable,
  rowsRead,
} from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { SourceFiles } from '../module-file.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import type { Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';

/** A call that reads what is kept of people. */
export interface KeptRead extends KeptRecords {
  readonly call: Call;
}

/** Calls by such names may read of a store. */
export const readingNames = ['scan', 'get_item', 'fetchall', 'fetchone', 'find', 'find_one'];

/**
 * The calls that read users with their passwords, or whole tables of what is personal: of DynamoDB and MongoDB by what they are
 * called and what the code puts into them, of SQL by the columns.
 */
export function keptReads(values: Values, files: SourceFiles): readonly KeptRead[] {
  const codes = [...files.values()].filter(mayKeepRecords);
  const look: Look = { values, codes, kept: new Map(), columns: columnsIn(codes) };

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
  readonly codes: readonly string[];
  /** Of tables that were looked for: what of all that is put into them. */
  readonly kept: Map<string, KeptRecords['kind'] | undefined>;
  /** Of tables of SQL. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/** Of one name. */
const MOST_CALLS = 100;

function readBy(call: Call, name: string, look: Look): KeptRecords | undefined {
  switch (name) {
    case 'scan':
    case 'get_item':
      return ofTable(call, name === 'scan', look);
    case 'find':
    case 'find_one':
      return ofCollection(call, name === 'find', look);
    default:
      return ofRows(call, look);
  }
}

/** `dynamodb.Table(name).scan()`, `client.scan(TableName=name)` */
function ofTable(call: Call, isAll: boolean, look: Look): KeptRecords | undefined {
  const { values } = look;
  const isPart = partsOfTable.some((part) => argumentOf(call, undefined, part));
  const isUnseen = call.arguments.some(({ spread }) => spread !== '');
  if (isPart || isUnseen || call.callee.type !== 'Attribute') return undefined;
  const made = values.writtenAs(call.callee.object);
  const given =
    made.type === 'Call' && calledName(made) === 'Table'
      ? argumentOf(made, 0, 'name')
      : argumentOf(call, undefined, 'TableName');
  const name = given && tableNamed(given, values);

  return name === undefined ? undefined : keptIn(name, isAll, look);
}

/** Its text, or the variable that holds it. */
function tableNamed(given: Expression, values: Values): string | undefined {
  const of = values.writtenAs(given);
  const text = constantText(of);
  if (text !== undefined) return text;
  if (of.type === 'Subscript') {
    return values.namesOf(of.object).includes('os.environ') ? constantText(of.index) : undefined;
  }
  const isRead =
    of.type === 'Call' &&
    values.namesOf(of.callee).some((name) => /^os\.(?:environ\.get|getenv)$/.test(name));
  return isRead ? constantText(argumentOf(of, 0, 'key')) : undefined;
}

/** By what it is called where all of it is read, else by the fields that the code puts into it. */
function keptIn(table: string, isAll: boolean, look: Look): KeptRecords | undefined {
  const { codes, kept } = look;
  if (!kept.has(table) && kept.size < MOST_TABLES) kept.set(table, putInto(table, codes));
  const kind = kept.get(table);
  if (kind === 'credentials') return { kind, of: table };

  return isAll && (kind === 'records' || isKeptOfPeople(table))
    ? { kind: 'records', of: table }
    : undefined;
}

const MOST_TABLES = 20;

/** Of files that name one table, and put items into it. */
function putInto(table: string, codes: readonly string[]): KeptRecords['kind'] | undefined {
  const fields = codes
    .filter((code) => isOfOneTable(code, table) && /\bput_item\(/.test(code))
    .flatMap((code) => fieldsIn(code, keys));
  if (fields.some(isOfPassword)) return 'credentials';

  return hasPrivateField(fields, table) ? 'records' : undefined;
}

const keys = /['"](\w{1,40})['"]\s{0,9}:/g;

function isOfOneTable(code: string, table: string): boolean {
  const tables = code.match(/\bTable\(|\bTableName\s?=/g) ?? [];

  return tables.length === 1 && [`'${table}'`, `"${table}"`].some((text) => code.includes(text));
}

/** `cursor.fetchall()`, behind `cursor.execute('SELECT * FROM patients')` of the same function. */
function ofRows(call: Call, look: Look): KeptRecords | undefined {
  const cursor = call.callee.type === 'Attribute' ? bindingOf(call.callee.object) : undefined;
  const executed = (cursor?.reads ?? []).flatMap((read) => {
    const run = read.parent?.type === 'Attribute' ? read.parent.parent : undefined;
    const isRun = run?.type === 'Call' && calledName(run) === 'execute';
    return isRun && run.end <= call.start ? run : [];
  });
  const last = executed.at(-1);
  if (!last || scopeOf(last).function !== scopeOf(call).function) return undefined;
  const rows = rowsRead(
    constantText(look.values.writtenAs(last.arguments[0]?.value ?? last)) ?? '',
    look.columns,
  );
  if (!rows) return undefined;
  const { table, columns } = rows;
  if (columns.some(isOfPassword)) return { kind: 'credentials', of: table };

  return calledName(call) === 'fetchall' && arePrivateRows(rows)
    ? { kind: 'records', of: table }
    : undefined;
}

/** `db['users'].find()`, `db.users.find({})`; of a collection into which the code puts what is personal. */
function ofCollection(call: Call, isAll: boolean, look: Look): KeptRecords | undefined {
  const [filter, projection] = call.arguments;
  const isNarrowed =
    isAll && filter && !(filter.value.type === 'Dict' && filter.value.entries.length === 0);
  if (isNarrowed || projection || call.callee.type !== 'Attribute') return undefined;
  const of = look.values.writtenAs(call.callee.object);
  const isOfMongo = look.values
    .namesOf(call.callee)
    .some((name) => /^(?:pymongo|motor)\b/.test(name));
  const name =
    of.type === 'Subscript'
      ? constantText(of.index)
      : of.type === 'Attribute'
        ? of.name
        : undefined;
  if (!isOfMongo || name === undefined) return undefined;

  return isAll && isKeptOfPeople(name) ? { kind: 'records', of: name } : undefined;
}
