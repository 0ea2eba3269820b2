import { argumentOf, seen } from '../call-arguments.ts';
import type { Fact } from '../entry.ts';
import { moduleScope, scopeOf } from '../scope.ts';
import type { AnyNode, Argument, Call, Expression } from '../syntax.ts';
import { type Piece, piecesOf } from '../text-shape.ts';
import { codeOf, type Fix, type Fixing, operandOf, quoted, shownLine } from './fix.ts';
import { isWithin } from './part.ts';

/** `cursor.execute('… WHERE id = %s', (id,))`, as its driver takes it. */
export const bindParameters: Fix = (fixing) => {
  const { at, values } = fixing;
  if (at.type !== 'Call') return undefined;
  const given = at.arguments.find((each) => isStatement(each, at));
  const style = styleOf(values.namesOf(at.callee));
  if (!given || !style) return undefined;

  const query = boundQuery(piecesOf(seen(given.value) ?? given.value), style, fixing);
  const call = query && written(style, query, at, given, fixing);
  return call && shownLine(call);
};

/** The text: the first argument, or the one with a name of those. */
function isStatement({ name, value }: Argument, call: Call): boolean {
  return name === undefined
    ? value === argumentOf(call, 0)
    : /^(?:sql|query|statement|operation|QueryString|Sql|Statement|text)$/.test(name);
}

/** How a driver marks a place in a statement, and takes what stands there. */
type Style =
  | 'percent'
  | 'question'
  | 'dollar'
  | 'text'
  | 'sqlalchemy'
  | 'rds-data'
  | 'redshift-data'
  | 'athena'
  | 'dynamodb';

function styleOf(names: readonly string[]): Style | undefined {
  for (const name of names) {
    const found = styles.find(([pattern]) => pattern.test(name));
    if (found) return found[1];
  }
  return undefined;
}

/** Of PEP 249 and of the clients of AWS; a driver that is not seen may be any. */
const styles: readonly (readonly [RegExp, Style])[] = [
  [/^boto3\.client\('rds-data'\)\.execute_statement$/, 'rds-data'],
  [/^boto3\.client\('redshift-data'\)\.execute_statement$/, 'redshift-data'],
  [/^boto3\.client\('athena'\)\.start_query_execution$/, 'athena'],
  [/^boto3\.client\('dynamodb'\)\.execute_statement$/, 'dynamodb'],
  [/^sqlalchemy\.(?:sql\.)?(?:expression\.)?text$/, 'text'],
  [/^(?:flask_)?sqlalchemy\..*\.execute$/, 'sqlalchemy'],
  [/^asyncpg\..*\.(?:execute|fetch|fetchrow|fetchval)$/, 'dollar'],
  [/^(?:sqlite3|aiosqlite|pyodbc|duckdb)\..*\.execute$/, 'question'],
  [
    /^(?:psycopg2?|psycopg_pool|pymysql|MySQLdb|mysql\.connector|pymssql|aiomysql|aiopg|redshift_connector|snowflake\.connector|django\.db)\..*\.execute$/,
    'percent',
  ],
];

interface Query {
  readonly text: string;
  /** Code of what stands at its places, in their order. */
  readonly values: readonly string[];
}

/** With places for what a caller sent; undefined where a place cannot stand there. */
function boundQuery(
  pieces: readonly Piece[],
  style: Style,
  { fact, places }: Fixing,
): Query | undefined {
  const values: string[] = [];
  let text = '';
  let before = '';
  let isInQuotes = false;

  for (const [index, piece] of pieces.entries()) {
    if ('text' in piece) {
      const own = isInQuotes ? piece.text.replace(/^%?['"]/, '') : piece.text;
      const isOpening = pieces[index + 1] !== undefined && /['"]%?$/.test(own);
      before = own;
      text += literal(isOpening ? own.replace(/['"]%?$/, '') : own, style);
      continue;
    }
    const next = pieces[index + 1];
    const after = next && 'text' in next ? next.text : '';
    const place = placeOf(before, after, index === 0);
    const code = operandOf(piece.value, { places });
    if (!place || code === undefined) return undefined;
    if (place === 'name') return undefined;

    isInQuotes = place === 'quotes';
    values.push(isInQuotes ? withWildcards(code, before, after) : code);
    text += marked(style, values.length);
    before = '';
  }
  const isOfCaller = pieces.some((piece) => 'value' in piece && isOfEvent(piece.value, fact));
  return isOfCaller && pieces.some((piece) => 'text' in piece)
    ? { text: text.trim().replace(/\s+/g, ' '), values }
    : undefined;
}

function isOfEvent(node: Expression, fact: Fact | undefined): boolean {
  for (let at = fact; at; at = at.from) {
    if (isWithin(at.node, node)) return true;
  }
  return false;
}

/** Whether a value stands there, and not a name or a clause. */
function placeOf(before: string, after: string, isFirst: boolean): 'quotes' | 'value' | 'name' {
  if (isFirst) return 'name';
  const quote = /(['"])%?$/.exec(before)?.[1];
  if (quote !== undefined) {
    const isClosed = after.startsWith(quote) || after.startsWith(`%${quote}`);
    return isClosed ? 'quotes' : 'name';
  }
  const words = before.trimEnd().toLowerCase();
  const isAfter =
    /[=<>]$/.test(words) ||
    /\b(?:like|ilike|limit|offset|between|values\s{0,9}\(|in\s{0,9}\()$/.test(words) ||
    (words === ',' && /^\s{0,9}[,)]/.test(after)) ||
    (words === 'and' && !/[=<>]/.test(after));

  return isAfter ? 'value' : 'name';
}

/** `LIKE '%x%'`: what stands around the value in its quotes goes with it. */
function withWildcards(code: string, before: string, after: string): string {
  return [
    ...(before.endsWith('%') ? ["'%'"] : []),
    code,
    ...(after.startsWith('%') ? ["'%'"] : []),
  ].join(' + ');
}

/** A percent sign of its own is written twice where one marks a place. */
function literal(text: string, style: Style): string {
  return style === 'percent' ? text.replaceAll('%', '%%') : text;
}

function marked(style: Style, index: number): string {
  switch (style) {
    case 'percent':
      return '%s';
    case 'dollar':
      return `$${index}`;
    case 'text':
    case 'sqlalchemy':
    case 'rds-data':
    case 'redshift-data':
      return `:p${index}`;
    default:
      return '?';
  }
}

function written(
  style: Style,
  { text, values }: Query,
  call: Call,
  given: Argument,
  fixing: Fixing,
): string | undefined {
  const callee = codeOf(call.callee, fixing);
  const others = call.arguments.filter((each) => each !== given);
  const codes = others.map((each) => codeOf(each, fixing));
  const isKeyword = given.name !== undefined;
  if (callee === undefined || codes.some((code) => code === undefined)) return undefined;
  // What is bound already would have to be joined with it.
  if (!isKeyword && others.length > 0) return undefined;

  const named = values.map((value, index) => [`p${index + 1}`, value] as const);
  const all = (statement: string, parameters: string) =>
    `${callee}(${[...codes, `${given.name}=${statement}`, parameters].join(', ')})`;
  switch (style) {
    case 'text':
      return `${callee}(${quoted(text)}).bindparams(${named.map(([name, value]) => `${name}=${value}`).join(', ')})`;
    case 'sqlalchemy': {
      const table = named.map(([name, value]) => `'${name}': ${value}`).join(', ');
      return `${callee}(${nameOfText(call)}(${quoted(text)}), {${table}})`;
    }
    case 'rds-data': {
      const rows = named.map(
        ([name, value]) => `{'name': '${name}', 'value': {'stringValue': ${value}}}`,
      );
      return all(quoted(text), `parameters=[${rows.join(', ')}]`);
    }
    case 'redshift-data': {
      const rows = named.map(([name, value]) => `{'name': '${name}', 'value': ${value}}`);
      return all(quoted(text), `Parameters=[${rows.join(', ')}]`);
    }
    case 'athena':
      return all(quoted(text), `ExecutionParameters=[${values.join(', ')}]`);
    case 'dynamodb':
      return all(
        quoted(text),
        `Parameters=[${values.map((value) => `{'S': ${value}}`).join(', ')}]`,
      );
    case 'dollar':
      return `${callee}(${[quoted(text), ...values].join(', ')})`;
    default:
      return `${callee}(${quoted(text)}, (${values.join(', ')},))`;
  }
}

/** `text` as the file imports it. */
function nameOfText(node: AnyNode): string {
  for (const [name, { definitions }] of moduleScope(scopeOf(node)).names) {
    const isText = definitions.some(
      (each) =>
        each.kind === 'import' && each.name === 'text' && each.from.startsWith('sqlalchemy'),
    );
    if (isText) return name;
  }
  return 'sqlalchemy.text';
}
