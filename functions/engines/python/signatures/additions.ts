import { isKeptForPeople, isKeptForRights } from '../../signatures/index.ts';
import { argumentOf, entryOf, hasUnseenArguments } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { Call, Expression, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { type AskedOfAddition, calledAround } from './asked-of-addition.ts';
import { isOfFixed } from './fixed-recipients.ts';
import { isFresh, isOwnConnection } from './fresh-keys.ts';
import { namesBehind } from './names-behind.ts';
import { isHarmlessItem, isKeyOf, isLetter, keyOfItem } from './new-items.ts';
import { isFixedMail, isMessage } from './sent-messages.ts';
import { itemsOf, type WrittenItem } from './written-items.ts';

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
      return isObject(call, name, asked) ||
        isMessage(call, name, asked) ||
        isFixedMail(call, name, asked) ||
        isMail(call, asked)
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
  if (items.every((each) => isOfNew(call, each, asked.values))) return 'addition';
  const kinds = new Set(items.map((each) => keyOfItem(each, names, asked)));
  const [kind] = kinds;

  return kinds.size === 1 && kind ? (kind === 'new' ? 'addition' : kind) : undefined;
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
    keys.every((each) => keyOfItem(each, [], asked) === 'connection') &&
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

  return keys.length > 0 && keys.every((each) => keyOfItem(each, [], asked) === 'new');
}

/** `attribute_not_exists(id)`, `Attr('id').not_exists()`: what has the key already stays. */
function isOfNew(call: Call, item: WrittenItem, values: Values): boolean {
  const condition = argumentOf(call, undefined, 'ConditionExpression');
  if (!condition) return false;
  const written = values.writtenAs(condition);
  if (written.type === 'Call') {
    const { callee } = written;
    return (
      callee.type === 'Attribute' &&
      callee.name === 'not_exists' &&
      callee.object.type === 'Call' &&
      isKeyOf(item, constantText(callee.object.arguments[0]?.value))
    );
  }
  const text = constantText(written) ?? '';
  const [, field = ''] = absent.exec(text) ?? [];
  const names = argumentOf(call, undefined, 'ExpressionAttributeNames');

  return (
    !/\sor\s/i.test(text) &&
    isKeyOf(item, field.startsWith('#') ? constantText(entryOf(names, field)) : field)
  );
}

const absent =
  /^\s{0,20}attribute_not_exists\s{0,20}\(\s{0,20}([#\w.]{1,100})\s{0,20}\)(?:\s{1,20}and\s[^;]{1,200})?$/i;

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
  // All may open it, and find it under the owner's name, or are sent on.
  const shown = ['ACL', 'ExtraArgs'].flatMap((each) => argumentOf(call, undefined, each) ?? []);
  const isShown = shown.some(
    (each) => chosen.has(each) || namesBehind([each], values).some((one) => /public/i.test(one)),
  );
  if (isShown || argumentOf(call, undefined, 'WebsiteRedirectLocation')) return false;

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
    ![from, to].some((each) => chosen.has(each.value) || !isOfFixed(each.value, values))
  );
}

function objectOf({ callee }: Call): Expression {
  return (callee as NodeOf<'Attribute'>).object;
}
