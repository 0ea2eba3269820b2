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
import { behind } from '../behind.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { bindingOf, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  isCall,
  literalText,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/** A call that reads what is kept of people. */
export interface KeptRead extends KeptRecords {
  readonly call: CallNode;
}

/** Calls by such names may read of a store. */
export const readingNames =
  'find findOne findById query execute all any many one oneOrNone manyOrNone scan ScanCommand get GetCommand'.split(
    ' ',
  );

/**
 * The calls that read users, passwords or what they were hashed to among their fields, or all of what is personal: of mongoose by
 * its schema, of SQL by the columns, of DynamoDB by what it is called and what the code puts into the table.
 */
export function keptReads(values: Values, files: ReadonlyMap<string, string>): readonly KeptRead[] {
  const codes = [...files.values()].filter(mayKeepRecords);
  const look: Look = { values, files, codes, kept: new Map(), columns: columnsIn(codes) };

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

function readBy(call: CallNode, name: string, look: Look): KeptRecords | undefined {
  switch (name) {
    case 'find':
    case 'findOne':
    case 'findById':
      return ofModel(call, name === 'find', look);
    case 'scan':
    case 'ScanCommand':
    case 'get':
    case 'GetCommand':
      return ofTable(call, /^scan/i.test(name), look);
    default:
      return ofColumns(call, look);
  }
}

interface Look {
  readonly values: Values;
  readonly files: ReadonlyMap<string, string>;
  /** Those that have to do with any of it. */
  readonly codes: readonly string[];
  /** Of tables that were looked for: what of all that is put into them. */
  readonly kept: Map<string, KeptRecords['kind'] | undefined>;
  /** Of tables of SQL. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

const MOST_TABLES = 20;

/** Of one name. */
const MOST_CALLS = 100;

/** `User.find({})`, `User.findOne({ email })`, `Patient.find()` */
function ofModel(call: CallNode, isAll: boolean, look: Look): KeptRecords | undefined {
  const { values } = look;
  const [filter, projection] = call.arguments;
  if (projection || call.callee.type !== 'MemberExpression') return undefined;
  const isWhole = isAll && (!filter || isEmpty(filter));

  return values
    .valuesOf(call.callee.object)
    .flatMap((value) => (value.kind === 'made' && isModelMaker(value.name) ? (value.by ?? []) : []))
    .flatMap((by): readonly KeptRecords[] => {
      const model = isCall(by) ? literalText(by.arguments[0]) : undefined;
      const fields = isCall(by) ? fieldsKept(schemaOf(by, values), look) : [];
      if (fields.some(isOfPassword)) return [{ kind: 'credentials', of: model ?? '' }];
      const isPrivate =
        model !== undefined &&
        fields.length > 0 &&
        (isKeptOfPeople(model) || hasPrivateField(fields, model));
      return isWhole && isPrivate ? [{ kind: 'records', of: model }] : [];
    })[0];
}

function isEmpty(node: AnyNode): boolean {
  return node.type === 'ObjectExpression' && node.properties.length === 0;
}

function isModelMaker(name: string): boolean {
  return /^module:mongoose(?:\.default)?(?:\.\w{1,40}(?:\(\))?)?\.model$/.test(name);
}

/** `model('User', schema)`, or that of the same name for `model('User')`. */
function schemaOf(model: CallNode, values: Values): AnyNode | undefined {
  const [name, schema] = model.arguments;
  if (schema) return schema;
  const text = literalText(name);

  return values
    .callsOf('model')
    .find(
      (each) => text !== undefined && literalText(each.arguments[0]) === text && each.arguments[1],
    )?.arguments[1];
}

/** None of a schema that may leave something out of what it answers, in any way. */
function fieldsKept(schema: AnyNode | undefined, { values, files }: Look): readonly string[] {
  const made = schema && behind(schema);
  if (!isCall(made) || calledName(made) !== 'Schema') return [];
  if (leavingOut.test(files.get(scopeOf(made).file) ?? '')) return [];
  const [, options] = made.arguments;
  const isSeen = !options || isPlainObject(options);
  if (
    !isSeen ||
    (schema && isGiven(schema)) ||
    [...files.values()].some((code) => ofAll.test(code))
  )
    return [];

  return objectsOf(values, made.arguments[0]).flatMap(({ properties }) =>
    properties.flatMap((each) => (each.type === 'Property' ? (memberName(each) ?? []) : [])),
  );
}

/** Of all schemas, and of all answers. */
const ofAll =
  /\bmongoose\.(?:plugin|set)\(\s{0,9}(?!['"`](?:strictQuery|debug|bufferCommands)\b)|json replacer/;

function isPlainObject(node: AnyNode): boolean {
  return (
    node.type === 'ObjectExpression' && node.properties.every(({ type }) => type === 'Property')
  );
}

/** Whether a function other than `model` is given it, which may have it leave something out. */
function isGiven(schema: AnyNode): boolean {
  return (bindingOf(schema)?.reads ?? []).some((read) => {
    const call = parentOf(read);
    return isCall(call) && call.callee !== read && calledName(call) !== 'model';
  });
}

const leavingOut =
  /toJSON|toObject|\.plugin\(|\bselect\b|\.(?:pre|post)\(\s{0,9}['"`/]\^?(?:find|init)|omit|hidden|exclude/;

/** `query('SELECT * FROM users')`, where a statement of the code says that the table has such a column; `select name, ssn from clients` */
function ofColumns(call: CallNode, { values, columns: known }: Look): KeptRecords | undefined {
  const [first] = call.arguments;
  const sql =
    textOf(first) ?? textOf(optionIn(values, first, 'text') ?? optionIn(values, first, 'sql'));
  const found = allColumns.exec(sql ?? '')?.[1]?.toLowerCase();
  if (found !== undefined && known.get(found)?.some(isOfPassword)) {
    return { kind: 'credentials', of: found };
  }
  const rows = rowsRead(sql ?? '', known);

  return rows && arePrivateRows(rows) ? { kind: 'records', of: rows.table } : undefined;
}

const allColumns =
  /^\s{0,99}select\s{1,99}\*\s{1,99}from\s{1,99}["`[]?(?:\w{1,60}\.)?(\w{1,60})["`\]]?\s{0,99};?(?:$|where\b|order\b|limit\b)/i;

/** `new ScanCommand({ TableName })`, `new GetCommand({ TableName, Key })`, of a table into which the code puts a password, and only there. */
function ofTable(call: CallNode, isAll: boolean, look: Look): KeptRecords | undefined {
  const { values } = look;
  const [given] = call.arguments;
  const isPart = partsOfTable.some((option) => optionIn(values, given, option));
  const table = optionIn(values, given, 'TableName');
  if (isPart || !table) return undefined;
  const named = [
    ...values.namesOf(table).flatMap((name) => /^process\.env\.\w+$/.exec(name)?.[0] ?? []),
    ...[textOf(table) ?? []].flat(),
  ];

  return named.flatMap((name) => keptIn(name, isAll, look) ?? [])[0];
}

/** By what it is called where all of it is read, else by the fields that the code puts into it. */
function keptIn(table: string, isAll: boolean, { codes, kept }: Look): KeptRecords | undefined {
  if (!kept.has(table) && kept.size < MOST_TABLES) kept.set(table, putInto(table, codes));
  const kind = kept.get(table);
  const of = table.replace('process.env.', '');
  if (kind === 'credentials') return { kind, of };

  return isAll && (kind === 'records' || isKeptOfPeople(of)) ? { kind: 'records', of } : undefined;
}

/** Of files that name one table, and put items into it. */
function putInto(table: string, codes: readonly string[]): KeptRecords['kind'] | undefined {
  const putting = codes.filter((code) => putsInto(code, table));
  if (putting.some((code) => ofPassword.test(code))) return 'credentials';
  const fields = putting.flatMap((code) => fieldsIn(code, keys));

  return hasPrivateField(fields, table.replace('process.env.', '')) ? 'records' : undefined;
}

const ofPassword = /\b(?:password|password_?hash|hashed_?password)["']? {0,9}[:,}]/i;

const keys = /(\w{1,40})["']? {0,9}[:,}]/g;

function putsInto(code: string, table: string): boolean {
  const variables = new Set(code.match(/process\.env\.\w{0,40}TABLE\w{0,40}/gi) ?? []);
  const isNamed = table.startsWith('process.env.')
    ? variables.has(table) && variables.size === 1
    : variables.size === 0 && [`'${table}'`, `"${table}"`].some((text) => code.includes(text));

  return isNamed && /PutCommand|\.put\(|putItem|PutItemCommand/.test(code);
}
