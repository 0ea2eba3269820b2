import type { Severity } from '../../core/severity.ts';
import { argumentOf, isConstant, seen } from './call-arguments.ts';
import type { Fact } from './entry.ts';
import { isAnyKey, isJson, itsKeys } from './field-path.ts';
import { bindParameters } from './fixes/queries.ts';
import { refuseEntities } from './fixes/texts.ts';
import { onlyText } from './kinds.ts';
import { calledName } from './link.ts';
import { severityOfFilter } from './severity-of-filter.ts';
import { aws, methodsOf, type NamedSink, sinks } from './sink-table.ts';
import { isSqlText, severityOfSql } from './sql-text.ts';
import type { Call, Expression } from './syntax.ts';

const drivers =
  'psycopg2 psycopg psycopg_pool pymysql MySQLdb mysql.connector sqlite3 pyodbc cx_Oracle oracledb pymssql pg8000 asyncpg aiomysql aiopg aiosqlite sqlalchemy flask_sqlalchemy databases dataset records peewee snowflake.connector redshift_connector duckdb clickhouse_driver trino prestodb pyathena django.db';

const executors =
  'execute executemany executescript execute_sql exec_driver_sql fetch fetchrow fetchval fetch_all fetch_one copy_expert raw raw_sql extra';

/** Cursors and connections whose driver is not seen, by the names that they go by. */
const unseen = 'cursor cur c curs conn connection db database session engine con client';

const statement = '0 query sql operation statement text';

const boundParameters = { severity: severityOfSql, fix: bindParameters };

const mongoMethods =
  'find find_one find_one_and_update find_one_and_delete find_one_and_replace update_one update_many delete_one delete_many replace_one count_documents aggregate distinct';

const dynamoCalls = `${aws('dynamodb', 'scan query update_item delete_item put_item get_paginator().paginate')} ${table('scan query update_item delete_item put_item')}`;

const queries: readonly NamedSink[] = [
  ...sinks('query-injection', methodsOf(drivers, executors), statement, {
    ...boundParameters,
    title: 'execute',
  }),
  ...sinks('query-injection', methodsOf('duckdb', 'sql query from_query'), statement, {
    ...boundParameters,
    title: 'duckdb.sql',
  }),
  ...sinks('query-injection', methodsOf('sqlite_utils', 'execute query executescript'), statement, {
    severity: severityOfSql,
    title: 'execute',
  }),
  ...sinks('query-injection', unseenMethods(unseen, `${executors} query run_query`), statement, {
    ...boundParameters,
    when: (call, _, fact) => isSqlText(call, fact),
    title: 'execute',
  }),
  ...sinks(
    'query-injection',
    'sqlalchemy.text sqlalchemy.sql.text sqlalchemy.sql.expression.text sqlalchemy.literal_column psycopg2.sql.SQL psycopg.sql.SQL pandas.read_sql pandas.read_sql_query awswrangler.athena.read_sql_query',
    '0 sql text',
    boundParameters,
  ),
  ...sinks('query-injection', aws('rds-data', 'execute_statement batch_execute_statement'), 'sql', {
    ...boundParameters,
    title: 'rds-data.execute_statement',
  }),
  ...sinks('query-injection', aws('redshift-data', 'execute_statement'), 'Sql', {
    ...boundParameters,
    title: 'redshift-data.execute_statement',
  }),
  ...sinks('query-injection', aws('athena', 'start_query_execution'), 'QueryString', {
    ...boundParameters,
    title: 'athena.start_query_execution',
  }),
  ...sinks(
    'query-injection',
    aws('timestream-query', 'query get_paginator().paginate'),
    'QueryString',
    {
      ...boundParameters,
      title: 'timestream-query.query',
    },
  ),
  ...sinks('query-injection', aws('logs', 'start_query'), 'queryString', {
    title: 'logs.start_query',
  }),
  ...sinks('query-injection', aws('s3', 'select_object_content'), 'Expression', {
    ...boundParameters,
    title: 's3.select_object_content',
  }),
  ...sinks(
    'query-injection',
    `${aws('dynamodb', 'execute_statement')} boto3.resource('dynamodb').meta.client.execute_statement`,
    'Statement',
    { ...boundParameters, title: 'dynamodb.execute_statement' },
  ),
  // What is bound to one stands beside it.
  ...sinks(
    'query-injection',
    aws('dynamodb', 'batch_execute_statement execute_transaction'),
    'Statements TransactStatements',
    {
      isDeep: true,
      title: 'a statement of PartiQL',
      when: (_, __, { path }) => path.at(-1) === 'Statement',
    },
  ),
  ...sinks(
    'query-injection',
    dynamoCalls,
    'FilterExpression KeyConditionExpression ConditionExpression ProjectionExpression',
    {
      title: 'an expression of DynamoDB',
      severity: (_, __, fact): Severity | undefined => (isAlsoHolder(fact) ? 'medium' : undefined),
    },
  ),
  // It changes the one item that the key names, and reads no other.
  ...sinks('query-injection', dynamoCalls, 'UpdateExpression', {
    title: 'an expression of DynamoDB',
    severity: (): Severity => 'medium',
  }),
  // Another index shows what its own sort key was to leave out.
  ...sinks(
    'query-injection',
    `${aws('dynamodb', 'scan query')} ${table('scan query')}`,
    'IndexName',
    { title: 'an index of DynamoDB', severity: (): Severity => 'medium' },
  ),
  ...sinks(
    'query-injection',
    methodsOf('pymongo motor.motor_asyncio', mongoMethods),
    '0 filter pipeline',
    {
      title: 'a filter of MongoDB',
    },
  ),
  ...sinks('query-injection', methodsOf('pymongo motor.motor_asyncio', mongoMethods), '0 filter', {
    isDeep: true,
    when: (_, __, { path }) => path[0] === '$where',
    title: '$where of MongoDB',
  }),
  ...sinks('query-injection', methodsOf('pymongo motor.motor_asyncio', mongoMethods), '0 filter', {
    isDeep: true,
    when: (_, __, fact) => mayBeOperator(fact),
    severity: (call, _, fact) => severityOfFilter(call, fact),
    title: 'a filter of MongoDB',
  }),
  ...sinks('query-injection', methodsOf('pymongo motor.motor_asyncio', mongoMethods), '0 filter', {
    isDeep: true,
    // An expression may hold a `$function`.
    when: (_, __, fact) =>
      fact.path.at(-1) === '$expr' && (fact.safe & onlyText) === 0 && isAsInJson(fact),
    title: 'a filter of MongoDB',
  }),
  ...sinks('query-injection', methodsOf('pymongo motor.motor_asyncio', mongoMethods), '0 filter', {
    isDeep: true,
    when: (_, __, fact) => mayHoldOperator(fact),
    title: 'a filter of MongoDB',
  }),
  ...sinks('query-injection', methodsOf('pymongo motor.motor_asyncio', mongoMethods), '0 filter', {
    isDeep: true,
    when: (_, __, fact) => fact.path[0] === itsKeys && !isPutIntoText(fact),
    title: 'a filter of MongoDB',
  }),
  ...sinks(
    'query-injection',
    methodsOf('ldap ldap3', 'search search_s search_ext_s'),
    '1 2 search_filter filterstr',
    {
      title: 'a filter of LDAP',
    },
  ),
  ...sinks('query-injection', methodsOf('neo4j', 'run execute_query'), '0 query', {
    title: 'a query of Neo4j',
  }),
  ...sinks(
    'query-injection',
    methodsOf('gremlin_python.driver', 'submit submit_async submitAsync'),
    '0 message',
    { title: 'a query of Gremlin' },
  ),
  ...sinks('query-injection', aws('neptunedata', 'execute_gremlin_query'), 'gremlinQuery', {
    title: 'neptunedata.execute_gremlin_query',
  }),
  ...sinks('query-injection', aws('neptunedata', 'execute_open_cypher_query'), 'openCypherQuery', {
    title: 'neptunedata.execute_open_cypher_query',
  }),
];

const documents: readonly NamedSink[] = [
  ...sinks(
    'xml-external-entity',
    'lxml.etree.fromstring lxml.etree.parse lxml.etree.XML lxml.objectify.fromstring lxml.objectify.parse',
    '0 text source',
    {
      when: (call) => !isStrictParser(argumentOf(call, 1, 'parser')),
      severity: (call) => (isLenientParser(argumentOf(call, 1, 'parser')) ? undefined : 'medium'),
      fix: refuseEntities,
    },
  ),
  ...sinks('xml-external-entity', 'lxml.etree.iterparse', '0 source', {
    when: asksForEntities,
    fix: refuseEntities,
  }),
  ...sinks(
    'xml-external-entity',
    methodsOf('xml.sax xml.dom.pulldom', 'parse parseString'),
    '0 source',
    {
      when: (_, values) => values.callsOf('setFeature').some(turnsEntitiesOn),
      title: 'xml.sax',
    },
  ),
];

/** What asks for data by a text that it is given, or reads data that may ask for more. */
export const dataSinks: readonly NamedSink[] = [...queries, ...documents];

/**
 * Whether what is put into an expression also names its own value there: `f'{key} = :{key}'`. Of a placeholder DynamoDB takes
 * letters, digits and `_` alone, so that it is the name of any attribute, and nothing else.
 */
function isAlsoHolder(fact: Fact): boolean {
  for (let at: Fact | undefined = fact; at; at = at.from) {
    if (at.node.type !== 'FormattedText') continue;
    const { parts } = at.node;
    const holes = parts.flatMap((part, index) => {
      const before = parts[index - 1];
      const text = before?.type === 'Text' ? before.value : '';
      return part.type === 'Text' ? [] : [{ part, isHolder: text.endsWith(':') }];
    });
    const held = new Set(
      holes.flatMap(({ part, isHolder }) => (isHolder && part.type === 'Name' ? part.name : [])),
    );
    return holes.every(({ part }) => part.type === 'Name' && held.has(part.name));
  }
  return false;
}

/** A value of a filter that may be a table, `{'$ne': ''}`: it comes out of JSON as it is. */
function mayBeOperator(fact: Fact): boolean {
  const { path, safe } = fact;
  const isValue =
    path.length > 0 && path.every((field) => /^[^$[{]/.test(field) && !/^\d/.test(field));

  return isValue && !isJson(path) && (safe & onlyText) === 0 && isAsInJson(fact);
}

function isAsInJson(fact: Fact): boolean {
  for (let at: Fact | undefined = fact; at; at = at.from) {
    const { node } = at;
    if (node.type === 'FormattedText' || node.type === 'Binary') return false;
    if (node.type !== 'Call') continue;
    const name = calledName(node) ?? '';
    if (jsonReaders.has(name)) return true;
    if (name !== 'get' && name !== 'pop') return false;
  }
  return false;
}

/** `find(model.dict())`: a field of it may be a table. */
function mayHoldOperator(fact: Fact): boolean {
  const [key, ...more] = fact.path;
  if (key === undefined || !isAnyKey(key) || more.length > 0 || (fact.safe & onlyText) !== 0)
    return false;

  for (let at: Fact | undefined = fact; at; at = at.from) {
    const { node } = at;
    if (
      node.type === 'Call' &&
      /^(?:dict|model_dump|asdict|_asdict)$/.test(calledName(node) ?? '')
    ) {
      return true;
    }
  }
  return false;
}

/** Whether other text was put around it on its way: `f'data.{key}'` is no operator. */
function isPutIntoText(fact: Fact): boolean {
  for (let at: Fact | undefined = fact; at; at = at.from) {
    if (at.node.type === 'FormattedText' || at.node.type === 'Binary') return true;
  }
  return false;
}

const jsonReaders: ReadonlySet<string> = new Set(['loads', 'get_json', 'json']);

function unseenMethods(receivers: string, methods: string): string {
  return receivers
    .split(' ')
    .flatMap((each) => methods.split(' ').map((method) => `?${each}.${method}`))
    .join(' ');
}

function table(methods: string): string {
  return methods
    .split(' ')
    .map((method) => `boto3.resource('dynamodb').Table().${method}`)
    .join(' ');
}

/** One that is known not to resolve entities, or of which nothing is known. */
function isStrictParser(parser: Expression | undefined): boolean {
  if (!parser) return false;
  const made = seen(parser);
  if (made?.type !== 'Call') return true;

  return isConstant(argumentOf(made, undefined, 'resolve_entities'), 'False');
}

/** `XMLParser(resolve_entities=True)`: before lxml 5.0 that is its default, since then lxml 5.0, that is what a caller has to ask for. */
function isLenientParser(parser: Expression | undefined): boolean {
  const made = seen(parser);

  return made?.type === 'Call' && asksForEntities(made);
}

function asksForEntities(call: Call): boolean {
  const entities = argumentOf(call, undefined, 'resolve_entities');
  if (isConstant(entities, 'False')) return false;

  return (
    isConstant(entities, 'True') ||
    isConstant(argumentOf(call, undefined, 'load_dtd'), 'True') ||
    isConstant(argumentOf(call, undefined, 'no_network'), 'False')
  );
}

function turnsEntitiesOn(call: Call): boolean {
  const feature = argumentOf(call, 0);
  const name = feature?.type === 'Attribute' || feature?.type === 'Name' ? feature.name : '';
  const isOn =
    isConstant(argumentOf(call, 1), 'True') || seen(argumentOf(call, 1))?.type === 'Number';

  return (name === 'feature_external_ges' || name === 'feature_external_pes') && isOn;
}
