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

/** Calls by such names may read users of a store. */
export const readingNames =
  'find findOne findById query execute all any many one oneOrNone manyOrNone scan ScanCommand get GetCommand'.split(
    ' ',
  );

/** Whether code keeps passwords at all: most does not, and is not looked at. */
export function mayKeepPasswords(text: string): boolean {
  return /passw/i.test(text);
}

/**
 * The calls that read users, passwords or what they were hashed to among their fields: of mongoose by its schema, of SQL by
 * all columns of a table that the code has such a column of, of DynamoDB by what the code puts into the table.
 */
export function readsOfUsers(
  values: Values,
  files: ReadonlyMap<string, string>,
): readonly CallNode[] {
  const codes = [...files.values()].filter(mayKeepPasswords);
  const look = { values, files, codes, kept: new Map<string, boolean>() };

  return readingNames.flatMap((name) =>
    values
      .callsOf(name)
      .slice(0, MOST_CALLS)
      .filter((call) => {
        switch (name) {
          case 'find':
          case 'findOne':
          case 'findById':
            return isOfModel(call, look);
          case 'scan':
          case 'ScanCommand':
          case 'get':
          case 'GetCommand':
            return isOfTable(call, look);
          default:
            return isOfColumns(call, look);
        }
      }),
  );
}

interface Look {
  readonly values: Values;
  readonly files: ReadonlyMap<string, string>;
  /** Those that have to do with passwords. */
  readonly codes: readonly string[];
  /** Of tables that were looked for, whether the code puts a password into them. */
  readonly kept: Map<string, boolean>;
}

/** Each look is through all of the code. */
function isKept(table: string, { codes, kept }: Look, has: (code: string) => boolean): boolean {
  const known = kept.get(table);
  if (known !== undefined || kept.size >= MOST_TABLES) return known ?? false;

  const isIt = codes.some(has);
  kept.set(table, isIt);
  return isIt;
}

const MOST_TABLES = 20;

/** Of one name. */
const MOST_CALLS = 100;

/** `User.find({})`, `User.findOne({ email })` */
function isOfModel(call: CallNode, look: Look): boolean {
  const { values } = look;
  const [, projection] = call.arguments;
  if (projection || call.callee.type !== 'MemberExpression') return false;

  return values
    .valuesOf(call.callee.object)
    .flatMap((value) => (value.kind === 'made' && isModelMaker(value.name) ? (value.by ?? []) : []))
    .some((by) => isCall(by) && keepsPassword(schemaOf(by, values), look));
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

/** A schema that may leave something out of what it answers, in any way, is none. */
function keepsPassword(schema: AnyNode | undefined, { values, files }: Look): boolean {
  const made = schema && behind(schema);
  if (!isCall(made) || calledName(made) !== 'Schema') return false;
  if (leavingOut.test(files.get(scopeOf(made).file) ?? '')) return false;
  const [, options] = made.arguments;
  const isSeen = !options || isPlainObject(options);
  if (
    !isSeen ||
    (schema && isGiven(schema)) ||
    [...files.values()].some((code) => ofAll.test(code))
  )
    return false;

  return objectsOf(values, made.arguments[0]).some(({ properties }) =>
    properties.some((each) => each.type === 'Property' && isOfPassword(memberName(each) ?? '')),
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

function isOfPassword(field: string): boolean {
  return /^(?:hashed_?|encrypted_?|user_?)?(?:password|passwd|pwd)(?:_?(?:hash|digest))?$/i.test(
    field,
  );
}

/** `query('SELECT * FROM users')`, where a statement of the code says that the table has such a column. */
function isOfColumns(call: CallNode, look: Look): boolean {
  const { values } = look;
  const [first] = call.arguments;
  const sql =
    textOf(first) ?? textOf(optionIn(values, first, 'text') ?? optionIn(values, first, 'sql'));
  const table = allColumns.exec(sql ?? '')?.[1]?.toLowerCase();

  return table !== undefined && isKept(table, look, (code) => hasColumn(code, table));
}

const allColumns =
  /^\s{0,99}select\s{1,99}\*\s{1,99}from\s{1,99}["`[]?(?:\w{1,60}\.)?(\w{1,60})["`\]]?\s{0,99};?(?:$|where\b|order\b|limit\b)/i;

function hasColumn(code: string, table: string): boolean {
  const statements = code.matchAll(
    /\b(?:insert into|create table(?: if not exists)?) {1,9}["`[]?(\w{1,60})/gi,
  );

  return [...statements].some(({ 0: { length }, 1: name, index }) => {
    if (name?.toLowerCase() !== table) return false;
    const [columns = ''] = code
      .slice(index + length, index + length + LONGEST)
      .split(/;|\bvalues\b/i);
    return /\b(?:password|passwd|password_?hash|hashed_?password)\b/i.test(columns);
  });
}

/** Characters of the columns of a table. */
const LONGEST = 800;

/** `new ScanCommand({ TableName })`, `new GetCommand({ TableName, Key })`, of a table into which the code puts a password, and only there. */
function isOfTable(call: CallNode, look: Look): boolean {
  const { values } = look;
  const [given] = call.arguments;
  const isPart = [
    ...['ProjectionExpression', 'AttributesToGet', 'FilterExpression', 'ScanFilter', 'Select'],
    'IndexName',
  ].some((option) => optionIn(values, given, option));
  const table = optionIn(values, given, 'TableName');
  if (isPart || !table) return false;
  const named = [
    ...values.namesOf(table).flatMap((name) => /^process\.env\.\w+$/.exec(name)?.[0] ?? []),
    ...[textOf(table) ?? []].flat(),
  ];

  return named.some((name) => isKept(name, look, (code) => putsPassword(code, name)));
}

/** Of a file that names one table. */
function putsPassword(code: string, table: string): boolean {
  const variables = new Set(code.match(/process\.env\.\w{0,40}TABLE\w{0,40}/gi) ?? []);
  const isNamed = table.startsWith('process.env.')
    ? variables.has(table) && variables.size === 1
    : variables.size === 0 && [`'${table}'`, `"${table}"`].some((text) => code.includes(text));

  return (
    isNamed &&
    /PutCommand|\.put\(|putItem|PutItemCommand/.test(code) &&
    /\b(?:password|password_?hash|hashed_?password)["']? {0,9}[:,}]/i.test(code)
  );
}
