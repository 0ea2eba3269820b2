import {
  arePrivateRows,
  columnsIn,
  hasPrivateField,
  isKeptOfPeople,
  isOfPassword,
  type KeptRecords,
  mayKeepRecords,
  rowsRead,
} from '../../signatures/index.ts';
import { behind } from '../behind.ts';
import type { CallsOfAws } from '../decided/calls-of-aws.ts';
import { returnsOf } from '../members.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { bindingOf, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldNames,
  fieldRead,
  isCall,
  literalText,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { asksContact, asksForAll, collectionRead } from './kept-collections.ts';
import { KeptTables } from './kept-tables.ts';
import { ormNames, ormRead } from './orm-reads.ts';
import { isSameName, sequelizeRead } from './sequelize-reads.ts';

/** A call that reads what is kept of people. */
export interface KeptRead extends KeptRecords {
  readonly call: CallNode;
  /** The text of SQL by which all rows are read: the columns that it names are no proof of who asks. */
  readonly statement?: AnyNode | undefined;
}

/** Where what is kept is looked for. */
interface KeptCode {
  readonly values: Values;
  readonly files: ReadonlyMap<string, string>;
  /** Texts of `schema.prisma`. */
  readonly schemas: readonly string[];
  /** All that the code is seen to call of AWS. */
  readonly aws: CallsOfAws;
}

/** Calls by such names may read of a store. */
export const readingNames = [
  ...new Set([
    ...ormNames,
    ...'find findOne findById findAll findByPk findAndCountAll query execute all any many one oneOrNone manyOrNone scan ScanCommand get GetCommand getItem GetItemCommand QueryCommand'.split(
      ' ',
    ),
  ]),
];

/**
 * The calls that read users, passwords or what they were hashed to among their fields, or all of what is personal: of mongoose by
 * its schema, of SQL by the columns, of DynamoDB by what it is called and what the code puts into the table.
 */
export function keptReads({ aws, ...code }: KeptCode): readonly KeptRead[] {
  const { values, files } = code;
  const codes = [...files.values()].filter(mayKeepRecords);
  const tables = new KeptTables(values, codes, aws);
  const look: Look = { ...code, tables, columns: columnsIn(codes) };

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

function readBy(call: CallNode, name: string, look: Look): Omit<KeptRead, 'call'> | undefined {
  switch (name) {
    case 'find':
      return (
        ofModel(call, true, look) ?? collectionRead(call, look.values) ?? ormRead(call, name, look)
      );
    case 'findAll':
    case 'findByPk':
    case 'findAndCountAll':
      return sequelizeRead(call, look.values, look.files);
    case 'findOne':
    case 'findById':
      return ofModel(call, false, look) ?? ormRead(call, name, look);
    case 'scan':
    case 'ScanCommand':
    case 'get':
    case 'GetCommand':
    case 'getItem':
    case 'GetItemCommand':
      return look.tables.readBy(call, /^scan/i.test(name));
    case 'QueryCommand':
      return look.tables.queriedBy(call);
    case 'query':
      return ofColumns(call, look) ?? look.tables.queriedBy(call);
    default:
      return ormNames.includes(name) ? ormRead(call, name, look) : ofColumns(call, look);
  }
}

interface Look extends Omit<KeptCode, 'aws'> {
  readonly tables: KeptTables;
  /** Of tables of SQL. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/** Of one name. */
const MOST_CALLS = 100;

/** `User.find({})`, `User.findOne({ email })`, `Patient.find()` */
function ofModel(call: CallNode, isAll: boolean, look: Look): KeptRecords | undefined {
  const { values } = look;
  const [filter, projection] = call.arguments;
  if (projection || call.callee.type !== 'MemberExpression') return undefined;
  const isByContact = filter !== undefined && asksContact(filter);
  const isWhole = isAll && (asksForAll(filter) || isByContact);

  return modelsOf(call.callee.object, values).flatMap((by): readonly KeptRecords[] => {
    const model = isCall(by) ? literalText(by.arguments[0]) : undefined;
    const fields = isCall(by) ? fieldsKept(schemaOf(by, values), look) : [];
    if (fields.some(isOfPassword)) return [{ kind: 'credentials', of: model ?? '' }];
    const isPrivate =
      model !== undefined &&
      fields.length > 0 &&
      (isKeptOfPeople(model) || hasPrivateField(fields, model));
    return isWhole && isPrivate ? [{ kind: 'records', of: model, isByContact }] : [];
  })[0];
}

/** The calls that made a model; of a connection also those that a function of the code answers: `await userModel(connection)`. */
function modelsOf(node: AnyNode, values: Values): readonly AnyNode[] {
  const made = values
    .valuesOf(node)
    .flatMap((value) =>
      value.kind === 'made' && isModelMaker(value.name) ? (value.by ?? []) : [],
    );
  if (made.length > 0) return made;
  const of = behind(node);
  const call = of.type === 'AwaitExpression' ? of.argument : of;
  const functions = isCall(call) ? values.functionsOf(call.callee) : [];

  const answered = functions
    .flatMap(returnsOf)
    .filter((each) => isCall(each) && calledName(each) === 'model');

  return answered.length > 0 ? answered : modelsNamed(node, values);
}

/** `db.users`, of the only model of that name: a function made it that was given the package. */
function modelsNamed(node: AnyNode, values: Values): readonly AnyNode[] {
  const name = node.type === 'Identifier' ? node.name : fieldOf(node);
  const [only, ...others] = values
    .callsOf('model')
    .slice(0, MOST_CALLS)
    .filter(
      ({ callee, arguments: [called, schema] }) =>
        schema !== undefined &&
        callee.type === 'MemberExpression' &&
        callee.object.type === 'Identifier' &&
        callee.object.name === 'mongoose' &&
        isSameName(literalText(called) ?? '', name ?? ''),
    );

  return only && others.length === 0 ? [only] : [];
}

function fieldOf(node: AnyNode): string | undefined {
  return node.type === 'MemberExpression' ? fieldRead(node) : undefined;
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

  return objectsOf(values, made.arguments[0]).flatMap(fieldNames);
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
function ofColumns(
  call: CallNode,
  { values, columns: known }: Look,
): Omit<KeptRead, 'call'> | undefined {
  const [first] = call.arguments;
  const given = [first, optionIn(values, first, 'text'), optionIn(values, first, 'sql')].find(
    (each) => textOf(each) !== undefined,
  );
  const sql = textOf(given) ?? '';
  const found = allColumns.exec(sql)?.[1]?.toLowerCase();
  if (found !== undefined && known.get(found)?.some(isOfPassword)) {
    return { kind: 'credentials', of: found };
  }
  const rows = rowsRead(sql, known);
  if (!rows) return undefined;
  const statement = given && behind(given);
  const { table: of, columns } = rows;
  if (columns.some(isOfPassword)) return { kind: 'credentials', of, statement };

  return arePrivateRows(rows) ? { kind: 'records', of, statement } : undefined;
}

const allColumns =
  /^\s{0,99}select\s{1,99}\*\s{1,99}from\s{1,99}["`[]?(?:\w{1,60}\.)?(\w{1,60})["`\]]?\s{0,99};?(?:$|where\b|order\b|limit\b)/i;
