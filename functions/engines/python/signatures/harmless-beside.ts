import { sqlEffect } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { isKnown, packageIn } from '../known-packages.ts';
import { calledName } from '../link.ts';
import type { AnyNode, Call } from '../syntax.ts';
import type { Values } from '../value.ts';
import { foundBehind } from './behind.ts';
import type { Credentials } from './credentials.ts';
import { isOfFoundData } from './inert-calls.ts';
import { isReading } from './outside.ts';
import { valuesOf } from './plain-truth.ts';
import { isComputing } from './read-only-calls.ts';

/** Whether a call beside an addition changes and sends nothing: it reads, computes, ends a transaction, or makes a client. */
export function isHarmlessBeside(call: Call, credentials: Credentials): boolean {
  const { values } = credentials;
  const effect = effectOfText(call, values);
  if (effect !== undefined) return effect === 'nothing';
  if (isReading(call, credentials) || isComputing(call, values)) return !isWriting(call, values);
  if (isOfFoundData(call, values)) return true;
  const names = values.namesOf(call.callee);
  if (names.length > 0 && names.every((name) => pure.test(name))) return true;
  if (call.callee.type !== 'Attribute' || isOfUnknownPackage(call, values)) return false;
  const name = calledName(call) ?? '';

  return (
    ofTransactions.test(name) ||
    ofData.has(name) ||
    (/^(?:update|extend|insert|append|setdefault|add)$/.test(name) && isOfOwnTable(call))
  );
}

/** What a package does that is not known by its name, its methods may not say by theirs. */
export function isOfUnknownPackage({ callee }: Call, values: Values): boolean {
  return values.namesOf(callee).some((name) => {
    const of = packageIn(name);
    return of !== undefined && !isKnown(of);
  });
}

/** `item.update(body)`: of a table or a list that the code has made. */
function isOfOwnTable({ callee }: Call): boolean {
  const of =
    callee.type === 'Attribute' && callee.object.type === 'Name' ? callee.object : undefined;
  const all = of ? valuesOf(of) : [];

  return all.length > 0 && all.every(({ type }) => /^(?:Dict|List|Set|Comprehension)$/.test(type));
}

/** What opens doors, or is a secret, where an answer has it. */
export function opensDoors(node: AnyNode): boolean {
  return (
    node.type === 'Call' &&
    node.callee.type === 'Attribute' &&
    /^(?:get_(?:secret_value|random_password|parameters?|parameters_by_path|session_token|credentials|user|secret)|batch_get_secret_value|decrypt|assume_role\w{0,40}|generate_presigned_\w{3,4}|initiate_auth|admin_initiate_auth)$/.test(
      node.callee.name,
    )
  );
}

/** Random ids, texts, times and files in memory; clients and tables of AWS. */
const pure =
  /^(?:random|io|traceback|itertools|functools|operator|dataclasses|enum|mimetypes|textwrap|unicodedata|ipaddress|statistics|zoneinfo|calendar|contextlib|ulid2?|nanoid|shortuuid|ksuid|cuid2?|dateutil|pytz|arrow|pendulum|slugify|unidecode|bleach|markdown|html|phonenumbers|validators|bson|imghdr|filetype|magic|decimal|fractions|csv|difflib|hashids|dotenv|decouple|environs)\b|^boto3\.(?:resource|client|Session|session\.Session)\([^()]{0,40}\)(?:\.(?:Table|Bucket|Object|Queue|Topic|get_queue_by_name|resource|client)(?:\([^()]{0,40}\))?){0,2}$|^(?:psycopg2?|pymysql|MySQLdb|sqlite3|pg8000|mysql\.connector|pymongo|motor|sqlalchemy|mongoengine|peewee)\.(?:[\w.]{1,60}\.)?(?:connect|MongoClient|create_engine|sessionmaker|scoped_session|Session|AsyncIOMotorClient|ConnectionPool|SimpleConnectionPool)(?:\(\))?$|^sys\.(?:exc_info|getsizeof)$|^email\.|^smtplib\.SMTP(?:_SSL)?(?:\(\)(?:\.(?:starttls|ehlo|helo|login|quit|connect|set_debuglevel))?)?$/;

const ofTransactions =
  /^(?:commit|rollback|flush|refresh|close|cursor|begin|getconn|putconn|expunge|dispose|batch_writer|get_paginator|paginate|put_metric_data)$/;

/** Of texts, numbers, dates, sets and models. */
const ofData: ReadonlySet<string> = new Set(
  'isdigit isalpha isalnum isnumeric isdecimal isspace islower isupper splitlines zfill casefold capitalize sort reverse translate expandtabs ljust rjust center date time weekday utcoffset astimezone model_dump model_dump_json dict dumps json union intersection difference seek getvalue match fullmatch hex as_dict to_dict to_json to_mongo'.split(
    ' ',
  ),
);

/** What a text of SQL does that a call is given; one that is put together may do anything. */
function effectOfText(call: Call, values: Values): 'nothing' | 'more' | undefined {
  const [first] = call.arguments;
  if (!first || !/^(?:execute|fetch|fetchrow|fetchval|query|sql)$/.test(calledName(call) ?? ''))
    return undefined;
  if (call.callee.type !== 'Attribute') return undefined;
  const written = values.writtenAs(first.value);
  const isWrapped = written.type === 'Call' && calledName(written) === 'text';
  const inner = (isWrapped && written.arguments[0]?.value) || written;
  const text = constantText(values.writtenAs(inner));
  if (text !== undefined)
    return making.test(text) || sqlEffect(text) === 'nothing' ? 'nothing' : 'more';
  const isMade = inner.type === 'Call' && calledName(inner) === 'format';

  return isMade || /^(?:FormattedText|Binary)$/.test(inner.type) ? 'more' : undefined;
}

/** Whether what is read is written somewhere by it: `aggregate([{'$out': 'users'}])`. */
export function isWriting(call: Call, values: Values): boolean {
  if (calledName(call) !== 'aggregate') return false;

  return call.arguments.some(
    ({ value }) =>
      foundBehind(
        value,
        values,
        (node) =>
          (node.type === 'Text' && /^\$(?:out|merge|function|where)$/.test(node.value)) ||
          undefined,
      ) !== undefined,
  );
}

const making =
  /^\s{0,100}create\s{1,20}(?:table|(?:unique\s{1,20})?index)\s{1,20}if\s{1,20}not\s{1,20}exists\b[^;]{0,5000};?\s{0,100}$/i;
