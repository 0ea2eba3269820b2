import type { FieldPath } from '../../flow/index.ts';
import { behind } from '../behind.ts';
import { harm } from '../harms.ts';
import { optionIn, textOf } from '../options.ts';
import { hole, skeletonOf } from '../skeleton.ts';
import { type AnyNode, calledName, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { mongoSinks } from './mongo-filters.ts';
import { valuesIn } from './rewritten.ts';
import { anyCall, type SinkCall, type SinkRow, type Written } from './sink.ts';

const base = { kind: 'query-injection', harm: harm.sql, severity: severityOf } as const;
/** Values are bound to `$1`. */
const sql = { ...base, fix: boundByNumber } as const;
/** Values are bound to `?`. */
const plain = { ...base, fix: boundByMark } as const;
/** A scan, or a write, of whatever a caller likes. */
const request = {
  kind: 'query-injection',
  harm: harm.request,
  title: 'DynamoDB request',
  isHarmful: isWhole,
  severity: 'medium',
} as const;
/** The languages of databases. Values that are bound to a text stand in other arguments. */
export const querySinks: readonly SinkRow[] = [
  {
    ...sql,
    of: 'pg pg-native @neondatabase/serverless',
    calls: 'query queryArray',
    fields: 'text',
  },
  { ...sql, of: 'pg', calls: 'Query' },
  { ...plain, of: 'mysql mysql2 mariadb serverless-mysql', calls: 'query execute', fields: 'sql' },
  { ...plain, of: 'promise-mysql @planetscale/database', calls: 'query execute', fields: 'sql' },
  { ...base, of: 'mssql tedious', calls: 'query batch Request execSql execSqlBatch' },
  {
    ...plain,
    of: 'sqlite3 sqlite better-sqlite3 duckdb duckdb-async',
    calls: 'run get all each exec prepare map stream arrowIPCAll',
    when: isNotPrepared,
  },
  {
    ...plain,
    of: '@duckdb/node-api',
    calls:
      'run runAndRead runAndReadAll runAndReadUntil stream streamAndRead streamAndReadAll prepare',
  },
  { ...plain, of: 'sql.js @libsql/client', calls: 'run exec each prepare execute', fields: 'sql' },
  { ...base, of: 'oracledb snowflake-sdk', calls: 'execute executeMany', fields: 'sqlText' },
  {
    ...sql,
    of: 'pg-promise',
    calls: 'query one oneOrNone none many manyOrNone any result each map',
  },
  { ...sql, of: 'postgres', calls: 'unsafe' },
  { ...base, of: '@databricks/sql', calls: 'executeStatement' },
  {
    ...base,
    of: '@clickhouse/client @google-cloud/bigquery',
    calls: 'query createQueryJob exec',
    fields: 'query',
  },
  { ...plain, of: 'cassandra-driver', calls: 'execute eachRow stream' },
  { ...base, of: 'neo4j-driver', calls: 'run' },
  { ...base, of: 'gremlin', calls: 'submit' },
  { ...base, of: 'sequelize', calls: 'query literal', fields: 'query' },
  { ...base, of: 'typeorm', calls: 'query where andWhere orWhere having andHaving orHaving' },
  { ...base, of: 'typeorm', calls: 'addSelect groupBy addGroupBy' },
  {
    ...plain,
    of: 'knex objection',
    calls: 'raw whereRaw orWhereRaw andWhereRaw havingRaw orderByRaw groupByRaw joinRaw fromRaw',
  },
  { ...base, of: '@prisma/client', calls: '$queryRawUnsafe $executeRawUnsafe raw', fix: tagged },
  { ...base, of: 'drizzle-orm kysely', calls: 'raw' },
  { ...base, of: 'data-api-client', calls: 'query', fields: 'sql' },
  // AWS.
  ...commands(
    'RDSData',
    '@aws-sdk/client-rds-data',
    'ExecuteStatement BatchExecuteStatement ExecuteSql',
    'sql sqlStatements',
  ),
  ...commands(
    'Redshift',
    '@aws-sdk/client-redshift-data',
    'ExecuteStatement BatchExecuteStatement',
    'Sql Sqls',
  ),
  ...commands(
    'Athena',
    '@aws-sdk/client-athena',
    'StartQueryExecution CreateNamedQuery',
    'QueryString',
  ),
  ...commands('S3', '@aws-sdk/client-s3', 'SelectObjectContent', 'Expression'),
  ...commands('Timestream', '@aws-sdk/client-timestream-query', 'Query', 'QueryString'),
  ...commands(
    'PartiQL',
    '@aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb',
    'ExecuteStatement',
    'Statement',
  ),
  ...commands(
    'PartiQL',
    '@aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb',
    'BatchExecuteStatement ExecuteTransaction',
    'Statements TransactStatements',
    { isHarmful: isOfStatements },
  ),
  ...commands(
    'DynamoDB',
    '@aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb',
    'Query Scan Get Put Update Delete QueryItem GetItem PutItem UpdateItem DeleteItem',
    'FilterExpression KeyConditionExpression ConditionExpression',
  ),
  // It changes the one item that the key names, and reads no other.
  ...commands(
    'DynamoDB',
    '@aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb',
    'Update UpdateItem',
    'UpdateExpression',
    { severity: 'medium' },
  ),
  {
    ...request,
    of: '@aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb',
    calls:
      'QueryCommand ScanCommand PutCommand UpdateCommand DeleteCommand PutItemCommand ' +
      'UpdateItemCommand DeleteItemCommand query scan put update putItem updateItem deleteItem',
  },
  {
    ...request,
    of: 'aws-sdk',
    calls: 'scan query put update delete putItem updateItem deleteItem',
    when: ({ values, call }) => isOfDynamo(values.valuesOf(call.callee)),
  },
  ...mongoSinks,
  {
    ...base,
    of: '?',
    calls:
      'query execute raw run all get each exec prepare executeQuery runQuery queryAsync ' +
      'executeSql runSql executeStatement statement Statement',
    when: ({ given: [text] }) => text !== undefined && isSql(skeletonOf(text)),
  },
  // What is around a client of the RDS Data API is given what that is given.
  {
    ...base,
    of: '?',
    calls: anyCall,
    title: 'RDSData ExecuteStatement',
    argument: 'any',
    isHarmful: (path) => path.length === 1 && path[0] === 'sql',
    when: isForDataApi,
  },
  // A database behind an address: a statement in the body of a request.
  {
    ...base,
    of: 'axios',
    calls: 'post put',
    title: 'SQL over HTTP',
    argument: 1,
    isHarmful: ([field = '', ...more]) => more.length === 0 && statementFields.includes(field),
    when: ({ given: [, body], values }) => holdsStatement(body, values),
  },
  {
    ...base,
    of: ' node-fetch cross-fetch undici',
    calls: 'fetch ()',
    title: 'SQL over HTTP',
    argument: 1,
    isHarmful: ([field]) => field === 'body',
    when: ({ given: [, options], values }) => {
      const body = optionIn(values, options, 'body');
      return (
        isCall(body) &&
        calledName(body) === 'stringify' &&
        holdsStatement(body.arguments[0], values)
      );
    },
  },
  // A function of the database that runs whatever SQL it is given.
  {
    ...base,
    of: '? @supabase/supabase-js @supabase/postgrest-js',
    calls: 'rpc',
    title: 'rpc',
    argument: 1,
    isHarmful: ([field = '', ...more]) =>
      more.length === 0 &&
      /^(?:p_)?(?:sql|query|statement|command)(?:_(?:text|string|query))?$/i.test(field),
    when: ({ given: [name] }) =>
      /^(?:pg|(?:exec|execute|run)(?:_raw)?)_?(?:sql|query)$/i.test(textOf(name) ?? ''),
  },
];

function commands(
  service: string,
  of: string,
  operations: string,
  fields: string,
  more: Pick<SinkRow, 'severity' | 'isHarmful'> = {},
): readonly SinkRow[] {
  return operations.split(' ').flatMap((operation): readonly SinkRow[] => {
    const call = `${operation[0]?.toLowerCase()}${operation.slice(1)}`;
    const row = {
      ...base,
      title: `${service} ${operation}`,
      fields,
      // All of the request is another weakness, if any.
      isHarmful: (path: FieldPath) =>
        path[0] !== undefined && fields.split(' ').includes(path[0]) && path.length < 4,
      ...more,
    };

    return [
      { ...row, of, calls: `${operation}Command` },
      { ...row, of, calls: `paginate${operation}`, argument: 1 },
      { ...row, of, calls: call },
      { ...row, of: 'aws-sdk', calls: call },
    ];
  });
}

/** `{ Statements: [{ Statement }] }`: what is bound to one stands beside it. */
function isOfStatements(path: FieldPath): boolean {
  return /^(?:Transact)?Statements$/.test(String(path[0])) && path.at(-1) === 'Statement';
}

/** `database.run(sql)`, and not `database.prepare(sql).run(value)`. */
function isNotPrepared({ call: { callee } }: SinkCall): boolean {
  const made = callee.type === 'MemberExpression' ? behind(callee.object) : undefined;
  const call = made?.type === 'AwaitExpression' ? made.argument : made;

  return !(isCall(call) && calledName(call) === 'prepare');
}

/** `execute({ sql, resourceArn, secretArn })`, by names that only its requests have together. */
function isForDataApi({ call, given, values }: SinkCall): boolean {
  return (
    /sql|query|execute|statement|run|rds/i.test(calledName(call) ?? '') &&
    given.some((request) =>
      ['sql', 'resourceArn', 'secretArn'].every((field) => optionIn(values, request, field)),
    )
  );
}

function isWhole(path: FieldPath): boolean {
  return path.length === 0;
}

function isOfDynamo(values: readonly { readonly kind: string; readonly name?: string }[]): boolean {
  return values.some(
    ({ name = '' }) => name.includes('DynamoDB') || name.includes('clients/dynamodb'),
  );
}

/** Fields of a body that may hold a statement, as proxies of databases call them. */
const statementFields: readonly string[] = ['query', 'sql', 'statement', 'stmt', 'q'];

/** Whether one of them does, with something in quotes in it that only a run would show. */
function holdsStatement(body: AnyNode | undefined, values: Values): boolean {
  return statementFields.some((field) => {
    const given = optionIn(values, body, field);
    const text = given && skeletonOf(given);
    return text !== undefined && isSql(text) && quotedHoles.some((quoted) => text.includes(quoted));
  });
}

const quotedHoles = [`'${hole}`, `"${hole}`, `'%${hole}`];

/** The text of a statement, by how it begins and by what must follow. */
function isSql(text: string): boolean {
  const [, verb = '', rest = ''] = /^[\s(]*([a-z]+)\s(.*)/is.exec(text) ?? [];
  const needed = statements.get(verb.toLowerCase());

  return needed !== undefined && ` ${rest.toLowerCase()} `.includes(needed);
}

/** By the first word of a statement, what stands in it too. */
const statements: ReadonlyMap<string, string> = new Map([
  ['select', ' from '],
  ['insert', 'into '],
  ['update', ' set '],
  ['delete', 'from '],
  ['with', 'select '],
  ['replace', 'into '],
  ['merge', 'into '],
  ['drop', ' '],
  ['alter', ' '],
  ['call', ' '],
]);

function severityOf({ node }: Written) {
  const texts = isCall(node) ? node.arguments.flatMap((each) => statementIn(each) ?? []) : [];
  const text = texts.find(isSql) ?? texts[0];

  return text &&
    /^\W*(?:insert|update|delete|drop|alter|create|replace|merge|truncate)\b/i.test(text)
    ? 'critical'
    : undefined;
}

function statementIn(node: AnyNode | undefined): string | undefined {
  if (node?.type !== 'ObjectExpression') return node && skeletonOf(node);

  const texts = node.properties.flatMap((property) =>
    property.type === 'Property' ? skeletonOf(property.value) : [],
  );
  return texts.find(isSql);
}

function boundByNumber(written: Written): string | undefined {
  return bound(written, (index) => `$${index}`);
}

function boundByMark(written: Written): string | undefined {
  return bound(written, () => '?');
}

/** `client.query('… where id = $1', [id])` for a text that is joined with values, or a name for one. */
function bound(written: Written, holder: (index: number) => string): string | undefined {
  const { node, text } = written;
  const [statement, ...others] = isCall(node) ? node.arguments : [];
  const { texts, parts } = (statement && valuesIn(statement)) ?? { texts: [], parts: [] };
  if (
    !isCall(node) ||
    texts.length === 0 ||
    others.some(({ type }) => type === 'ArrayExpression')
  ) {
    return undefined;
  }
  const query = texts.map((part, index) => (index > 0 ? holder(index) : '') + part).join('');
  const quote = query.includes("'") ? '"' : "'";
  const called = `${text(node.callee)}(${quote}${query.trim()}${quote}`;
  const values = parts.map((each) => text(each)).join(', ');

  return calledName(node) === 'prepare' ? `${called}).all(${values})` : `${called}, [${values}])`;
}

/** `` prisma.$queryRaw`… WHERE id = ${id}` ``. */
function tagged({ node, text }: Written): string | undefined {
  const [statement] = isCall(node) ? node.arguments : [];
  const { texts, parts } = (statement && valuesIn(statement)) ?? { texts: [], parts: [] };
  const callee = isCall(node) ? text(node.callee) : '';
  if (texts.length === 0 || !callee.endsWith('Unsafe')) return undefined;

  const query = texts.map((part, index) => {
    const value = parts[index - 1];
    return (value ? `\${${text(value)}}` : '') + part;
  });
  return `${callee.slice(0, -'Unsafe'.length)}\`${query.join('')}\``;
}
