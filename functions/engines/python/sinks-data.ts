import type { Severity } from '../../core/severity.ts';
import { argumentOf, isConstant, seen } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { isJson, itsKeys } from './field-path.ts';
import { bindParameters } from './fixes/queries.ts';
import { filterMembers, onlyName, refuseEntities } from './fixes/texts.ts';
import { onlyText } from './kinds.ts';
import { calledName } from './link.ts';
import { bindingOf } from './scope.ts';
import { type NamedSink, sinks } from './sink-table.ts';
import { isSqlText, severityOfSql } from './sql-text.ts';
import type { Call, Expression } from './syntax.ts';
import { literalStart } from './text-shape.ts';
import { isKeyOfUpload } from './uploads.ts';
import type { Values } from './value.ts';

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

const dynamoExpressions =
  'FilterExpression KeyConditionExpression UpdateExpression ConditionExpression ProjectionExpression';

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
  ...sinks('query-injection', aws('timestream-query', 'query'), 'QueryString', {
    ...boundParameters,
    title: 'timestream-query.query',
  }),
  ...sinks('query-injection', aws('logs', 'start_query'), 'queryString', {
    title: 'logs.start_query',
  }),
  ...sinks('query-injection', aws('s3', 'select_object_content'), 'Expression', {
    ...boundParameters,
    title: 's3.select_object_content',
  }),
  ...sinks('query-injection', aws('dynamodb', 'execute_statement'), 'Statement', {
    ...boundParameters,
    title: 'dynamodb.execute_statement',
  }),
  ...sinks(
    'query-injection',
    `${aws('dynamodb', 'scan query update_item delete_item put_item')} ${table('scan query update_item delete_item put_item')}`,
    dynamoExpressions,
    { title: 'an expression of DynamoDB' },
  ),
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

/** Of what a function may write there is only /tmp. */
const ofWriting = { fix: onlyName, severity: (): Severity => 'medium' };

const paths: readonly NamedSink[] = [
  ...sinks(
    'path-traversal',
    'builtins.open io.open codecs.open os.open aiofiles.open gzip.open bz2.open lzma.open',
    '0 file path filename',
    { fix: onlyName, severity: severityOfOpening },
  ),
  ...sinks('path-traversal', 'os.listdir os.scandir os.walk', '0 path top', { fix: onlyName }),
  ...sinks('path-traversal', 'shutil.copy shutil.copy2 shutil.copyfile shutil.copytree', '0 src', {
    fix: onlyName,
  }),
  ...sinks(
    'path-traversal',
    'os.remove os.unlink os.rmdir os.removedirs os.rename os.replace os.mkdir os.makedirs os.chmod os.symlink shutil.rmtree shutil.move',
    '0 1 path src dst name',
    ofWriting,
  ),
  ...sinks(
    'path-traversal',
    'shutil.copy shutil.copy2 shutil.copyfile shutil.copytree',
    '1 dst',
    ofWriting,
  ),
  ...sinks('path-traversal', methodsOf('pathlib', 'open read_text read_bytes iterdir'), 'self', {
    fix: onlyName,
    title: 'pathlib.Path',
    severity: severityOfPathMethod,
  }),
  ...sinks(
    'path-traversal',
    methodsOf('pathlib', 'write_text write_bytes unlink rmdir mkdir rename'),
    'self',
    { ...ofWriting, title: 'pathlib.Path' },
  ),
  ...sinks(
    'path-traversal',
    'flask.send_file starlette.responses.FileResponse fastapi.responses.FileResponse',
    '0 path_or_file path filename_or_fp',
    { fix: onlyName },
  ),
  // What is asked for lies below it, and `..` is refused.
  ...sinks('path-traversal', 'flask.send_from_directory', '0 directory', { fix: onlyName }),
  ...sinks('path-traversal', 'bottle.static_file', '1 root', { fix: onlyName }),
  ...sinks('path-traversal', methodsOf('tarfile', 'extractall extract'), 'self', {
    when: (call) => !isFiltered(call),
    title: 'TarFile.extractall',
    fix: filterMembers,
  }),
  ...sinks(
    'path-traversal',
    methodsOf('flask.request quart.request PIL.Image', 'save'),
    '0 dst fp',
    { ...ofWriting, title: 'save' },
  ),
  ...sinks('path-traversal', 'cv2.imread', '0 filename', { fix: onlyName }),
  ...sinks('path-traversal', 'cv2.imwrite', '0 filename', ofWriting),
  ...sinks('path-traversal', 'shutil.unpack_archive', '0 filename', {
    when: (call) => !isFiltered(call),
    fix: filterMembers,
  }),
  ...sinks('path-traversal', aws('s3', 'download_file'), '2 Filename', {
    ...ofWriting,
    title: 's3.download_file',
  }),
  ...sinks('path-traversal', aws('s3', 'upload_file'), '0 Filename', {
    title: 's3.upload_file',
    fix: onlyName,
    severity: severityOfUpload,
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

/** What reads or writes data by a text that it is given. */
export const dataSinks: readonly NamedSink[] = [...queries, ...paths, ...documents];

/** A value of a filter that may be a table, `{'$ne': ''}`: it comes out of JSON as it is. */
function mayBeOperator(fact: Fact): boolean {
  const { path, safe } = fact;
  const isValue =
    path.length > 0 && path.every((field) => /^[^$[{]/.test(field) && !/^\d/.test(field));
  if (!isValue || isJson(path) || (safe & onlyText) !== 0) return false;

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

/** Whether other text was put around it on its way: `f'data.{key}'` is no operator. */
function isPutIntoText(fact: Fact): boolean {
  for (let at: Fact | undefined = fact; at; at = at.from) {
    if (at.node.type === 'FormattedText' || at.node.type === 'Binary') return true;
  }
  return false;
}

const jsonReaders: ReadonlySet<string> = new Set(['loads', 'get_json', 'json']);

function methodsOf(packages: string, methods: string): string {
  return packages
    .split(' ')
    .flatMap((each) => methods.split(' ').map((method) => `${each}.*.${method}`))
    .join(' ');
}

function unseenMethods(receivers: string, methods: string): string {
  return receivers
    .split(' ')
    .flatMap((each) => methods.split(' ').map((method) => `?${each}.${method}`))
    .join(' ');
}

function aws(service: string, methods: string): string {
  return methods
    .split(' ')
    .map((method) => `boto3.client('${service}').${method}`)
    .join(' ');
}

function table(methods: string): string {
  return methods
    .split(' ')
    .map((method) => `boto3.resource('dynamodb').Table().${method}`)
    .join(' ');
}

/**
 * Only /tmp can be written to: what is written there is less than what is read elsewhere. By the key of
 * an object, a function reads the copy that it has made of it.
 */
function severityOfOpening(call: Call, _: Values, fact: Fact): Severity | undefined {
  if (isKeyOfUpload(fact)) return 'medium';

  return severityOfMode(argumentOf(call, 1, 'mode')) ?? severityOfWritten(fact);
}

function severityOfPathMethod(call: Call): Severity | undefined {
  return calledName(call) === 'open' ? severityOfMode(argumentOf(call, 0, 'mode')) : undefined;
}

function severityOfMode(mode: Expression | undefined): Severity | undefined {
  return /[wax]/.test(constantText(mode) ?? 'r') ? 'medium' : undefined;
}

/** What is uploaded comes into the function's own bucket, where who asked for it seldom reads it. */
function severityOfUpload(call: Call, _: Values, fact: Fact): Severity | undefined {
  const path = argumentOf(call, 0, 'Filename');

  return literalStart(path)?.startsWith('/tmp/') ? 'medium' : severityOfWritten(fact);
}

/** What has been written before, by a name that it goes by on its way: outside of /tmp that fails. */
function severityOfWritten(fact: Fact): Severity | undefined {
  let at: Fact | undefined = fact;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const { node } = at;
    const reads = node.type === 'Name' ? (bindingOf(node)?.reads ?? []) : [];
    if (reads.some((read) => read.start < node.start && isWritten(read))) return 'medium';
    at = at.from;
  }
  return undefined;
}

/** Facts of which the names are looked at. */
const MOST_STEPS = 40;

/** `open(path, 'wb')`, `s3.download_file(bucket, key, path)`, `image.save(path)`. */
function isWritten(read: Expression): boolean {
  const call = read.parent?.type === 'Argument' ? read.parent.parent : undefined;
  if (call?.type !== 'Call') return false;
  const name = calledName(call) ?? '';
  if (name === 'open') return severityOfMode(argumentOf(call, 1, 'mode')) !== undefined;

  return writers.has(name) && call.arguments.at(name === 'save' ? 0 : -1)?.value === read;
}

const writers: ReadonlySet<string> = new Set('download_file urlretrieve imwrite save'.split(' '));

/** Python 3.14 filters by itself; no runtime of Lambda before it does. */
function isFiltered(call: Call): boolean {
  const filter = argumentOf(call, undefined, 'filter');
  if (argumentOf(call, undefined, 'members')) return true;

  return filter !== undefined && constantText(filter) !== 'fully_trusted';
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
