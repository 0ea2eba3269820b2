import { isKeptForPeople, isKeptForRights } from '../../signatures/index.ts';
import { argumentOf, entryOf, hasUnseenArguments } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { scopeOf } from '../scope.ts';
import type { Call, Expression, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Chosen } from './chosen.ts';
import { isFresh, isOwnConnection } from './fresh-keys.ts';
import { namesBehind } from './names-behind.ts';
import { isHarmlessItem, isLetter, keyOfItem } from './new-items.ts';
import { itemsOf, type WrittenField } from './written-items.ts';

/** What is asked of what is added. */
export interface AskedOfAddition {
  readonly values: Values;
  readonly chosen: Chosen;
  /** What Lambda calls: what a table is for that has no name, it may say. */
  readonly handler: string;
}

/** What a call adds that replaces nothing, or does to the record of the caller's own connection. */
export type Added = 'addition' | 'connection';

/** Of AWS: an item, an object, or a message to where the code says. Undefined of all else. */
export function addedToAws(call: Call, asked: AskedOfAddition): Added | undefined {
  const { callee } = call;
  if (callee.type !== 'Attribute' || hasUnseenArguments(call)) return undefined;
  if (asked.values.functionsOf(callee).length > 0) return undefined;
  const name = calledName(call) ?? '';
  if (name !== 'post_to_connection' && asked.chosen.has(callee.object)) return undefined;

  switch (name) {
    case 'put_item':
      return putIn(call, asked);
    case 'delete_item':
      return takesBack(call, asked) ? 'addition' : changesConnection(call, asked);
    case 'update_item':
      return changesConnection(call, asked);
    case 'post_to_connection': {
      const to = argumentOf(call, undefined, 'ConnectionId');
      return to && isOwnConnection(to, asked.values) ? 'connection' : undefined;
    }
    default:
      return isObject(call, name, asked) || isMessage(call, name, asked) || isMail(call, asked)
        ? 'addition'
        : undefined;
  }
}

function putIn(call: Call, asked: AskedOfAddition): Added | undefined {
  const item = argumentOf(call, undefined, 'Item');
  const table = argumentOf(call, undefined, 'TableName');
  if (!item || (table && asked.chosen.has(table))) return undefined;
  const names = [
    ...namesBehind([objectOf(call), table], asked.values),
    ...calledAround(call, asked),
  ];
  if (names.some(isKeptForRights)) return undefined;
  const items = itemsOf(item, call, asked.values);
  const isHarmless = items.every(
    (each) =>
      isHarmlessItem(each, names.some(isKeptForPeople), asked) && !isLetter(each, names, asked),
  );
  if (items.length === 0 || !isHarmless) return undefined;
  if (isOfNew(call, asked.values)) return 'addition';
  const kinds = new Set(items.map((each) => keyOfItem(each, asked)));
  const [kind] = kinds;

  return kinds.size === 1 && kind ? (kind === 'new' ? 'addition' : kind) : undefined;
}

/** What code is called by that writes somewhere: `create_user`. */
export function calledAround(call: Call, { handler }: AskedOfAddition): readonly string[] {
  const of = scopeOf(call).function?.name?.name;

  return of === undefined ? [handler] : [handler, of];
}

/** Of its own record, with nothing that gives more than others have. */
function changesConnection(call: Call, asked: AskedOfAddition): Added | undefined {
  const { values, chosen } = asked;
  const key = argumentOf(call, undefined, 'Key');
  const table = argumentOf(call, undefined, 'TableName');
  if (!key || (table && chosen.has(table))) return undefined;
  const keys = itemsOf(key, call, values);
  const expression = argumentOf(call, undefined, 'UpdateExpression');
  const names = argumentOf(call, undefined, 'ExpressionAttributeNames');
  const changed = [expression, names].flatMap((each) => (each ? [each] : []));

  const isOwn =
    keys.length > 0 &&
    keys.every((each) => keyOfItem(each, asked) === 'connection') &&
    !changed.some((each) => chosen.has(each)) &&
    !namesBehind([objectOf(call), table, ...changed], values).some(isKeptForRights);

  return isOwn ? 'connection' : undefined;
}

/** An item that was added just before, where what comes after it fails. */
function takesBack(call: Call, asked: AskedOfAddition): boolean {
  const { values, chosen } = asked;
  const key = argumentOf(call, undefined, 'Key');
  const table = argumentOf(call, undefined, 'TableName');
  if (!key || (table && chosen.has(table))) return false;
  const keys = itemsOf(key, call, values);

  return keys.length > 0 && keys.every((each) => keyOfItem(each, asked) === 'new');
}

/** `attribute_not_exists(id)`, `Attr('id').not_exists()`: what has the key already stays. */
function isOfNew(call: Call, values: Values): boolean {
  const condition = argumentOf(call, undefined, 'ConditionExpression');
  if (!condition) return false;
  const written = values.writtenAs(condition);
  if (written.type === 'Call') {
    const { callee } = written;
    return (
      callee.type === 'Attribute' &&
      callee.name === 'not_exists' &&
      callee.object.type === 'Call' &&
      isKey(constantText(callee.object.arguments[0]?.value))
    );
  }
  const [, field = ''] = absent.exec(constantText(written) ?? '') ?? [];
  const names = argumentOf(call, undefined, 'ExpressionAttributeNames');

  return isKey(field.startsWith('#') ? constantText(entryOf(names, field)) : field);
}

const absent =
  /^\s{0,20}attribute_not_exists\s{0,20}\(\s{0,20}([#\w.]{1,100})\s{0,20}\)(?:\s{1,20}and\s[^;]{1,200})?$/i;

/** A condition on a field that is no key says nothing of the item that is replaced. */
function isKey(name: string | undefined): boolean {
  return name !== undefined && name !== '' && !/(?:at|time|date|status)$|lock/i.test(name);
}

/** An object of S3 under a key that is new. */
function isObject(call: Call, name: string, { values, chosen }: AskedOfAddition): boolean {
  const places = objectPlaces[name];
  if (!places) return false;
  const [bucketAt, keyAt] = places;
  const given = call.arguments.filter((each) => each.name === undefined);
  // `bucket.upload_fileobj(file, key)`
  const isOfBucket = given.length === 2 && keyAt !== undefined;
  const key =
    argumentOf(call, isOfBucket ? 1 : keyAt, 'Key') ??
    (name === 'put' ? keyOfObject(objectOf(call), values) : undefined);
  const bucket = argumentOf(call, isOfBucket ? undefined : bucketAt, 'Bucket');
  if (!key || (bucket && chosen.has(bucket))) return false;
  const isAbsent = constantText(argumentOf(call, undefined, 'IfNoneMatch')) === '*';

  return isAbsent || isFresh(key, values);
}

/** Where the bucket and the key stand where they are not named. */
const objectPlaces: Readonly<Record<string, readonly [number?, number?]>> = {
  put_object: [],
  put: [],
  upload_file: [1, 2],
  upload_fileobj: [1, 2],
};

/** `s3.Object(bucket, key)` */
function keyOfObject(node: Expression, values: Values): Expression | undefined {
  const made = values.writtenAs(node);
  if (made.type !== 'Call' || calledName(made) !== 'Object') return undefined;

  return argumentOf(made, made.arguments.length === 1 ? 0 : 1, 'key');
}

/** To the one queue, topic, bus or recipient that the code names, of fields that it names, too. */
function isMessage(call: Call, name: string, asked: AskedOfAddition): boolean {
  const fixed = fixedParts[name];
  if (!fixed) return false;
  const given = fixed.flatMap((part) => argumentOf(call, undefined, part) ?? []);
  if (name === 'put_events') return given.every((each) => areOwnEvents(each, call, asked));
  // A queue may be what it is called on; a bot, which has the same method, sends to whom it is given.
  const body = argumentOf(call, undefined, 'MessageBody', 'Entries');
  const isSent = name.startsWith('send_message') ? body !== undefined : given.length > 0;
  // Without it, a mail goes to whom its own head names.
  if (name === 'send_raw_email' && !argumentOf(call, undefined, 'Destinations')) return false;
  const message = body ?? argumentOf(call, undefined, 'Message', 'Record', 'Data');
  const names = namesBehind([given[0] ?? objectOf(call)], asked.values);

  return (
    isSent &&
    !given.some((each) => asked.chosen.has(each)) &&
    (!message || isPlain(message, names, call, asked))
  );
}

/** Whether it says no more than who gets it expects: not all that a request brings, nor where something is to be sent. */
function isPlain(
  message: Expression,
  names: readonly string[],
  call: Call,
  asked: AskedOfAddition,
  depth = 0,
): boolean {
  const items = itemsOf(message, call, asked.values);
  const isPlainField = ({ key, value }: WrittenField) => {
    if (!asked.chosen.has(value)) return true;
    if (key !== undefined && isAddress(key)) return false;
    return key === undefined
      ? !isWhole(value, asked.values)
      : depth < MOST_NESTED && isPlain(value, names, call, asked, depth + 1);
  };

  return (
    items.length > 0 &&
    items.every((item) => !isLetter(item, names, asked) && item.every(isPlainField))
  );
}

const MOST_NESTED = 4;

/** `body`, `event['body']`, `request.get_json()` */
function isWhole(node: Expression, values: Values): boolean {
  const written = values.writtenAs(node);

  switch (written.type) {
    case 'Name':
      return true;
    case 'Subscript':
      return /^(?:body|Records|detail|queryStringParameters)$/.test(
        constantText(written.index) ?? '',
      );
    case 'Attribute':
      return /^(?:json_body|json|body|form|data)$/.test(written.name);
    case 'Call':
      return calledName(written) === 'get'
        ? constantText(written.arguments[0]?.value) === 'body'
        : /^(?:loads|get_json|json|dict|model_dump|model_dump_json)$/.test(
            calledName(written) ?? '',
          );
    default:
      return false;
  }
}

/** Where something is sent, or what does it. */
function isAddress(key: string): boolean {
  return /(?:ur[il]|webhook|callback|endpoint|host|phone|phoneNumber|recipients?|destination|topic|queue|arn)$|^to$/i.test(
    key,
  );
}

/** `smtp.sendmail(sender, recipients, text)`, to those whom the code names. */
function isMail(call: Call, { values, chosen }: AskedOfAddition): boolean {
  const [from, to, ...others] = call.arguments;
  const names = values.namesOf(call.callee);

  return (
    names.length > 0 &&
    names.every((name) => /^smtplib\.SMTP(?:_SSL)?\(\)\.sendmail$/.test(name)) &&
    from !== undefined &&
    to !== undefined &&
    others.length > 0 &&
    ![from, to].some((each) => chosen.has(each))
  );
}

const fixedParts: Readonly<Record<string, readonly string[]>> = {
  send_message: ['QueueUrl'],
  send_message_batch: ['QueueUrl'],
  publish: ['TopicArn', 'TargetArn', 'PhoneNumber'],
  send_email: ['Destination', 'Source', 'FromEmailAddress'],
  send_templated_email: ['Destination', 'Source', 'Template'],
  send_raw_email: ['Destinations', 'Source'],
  put_events: ['Entries'],
  put_record: ['StreamName', 'StreamARN', 'DeliveryStreamName'],
  put_records: ['StreamName', 'StreamARN'],
  put_record_batch: ['DeliveryStreamName'],
  write_records: ['DatabaseName', 'TableName'],
};

/** What a bus does with an event, its source and its name decide. */
function areOwnEvents(entries: Expression, call: Call, asked: AskedOfAddition): boolean {
  const written = asked.values.writtenAs(entries);
  if (written.type !== 'List' || written.elements.length === 0) return false;
  const items = written.elements.flatMap((each) => itemsOf(each, call, asked.values));

  return (
    items.length > 0 &&
    items.every((item) =>
      item.every(({ key, value }) => {
        if (!asked.chosen.has(value)) return true;
        return key === 'Resources' || (key === 'Detail' && isPlain(value, [], call, asked));
      }),
    )
  );
}

function objectOf({ callee }: Call): Expression {
  return (callee as NodeOf<'Attribute'>).object;
}
