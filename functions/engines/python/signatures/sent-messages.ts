import { wordsOf } from '../../flow/index.ts';
import { namesChange } from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { Call, Expression } from '../syntax.ts';
import { type AskedOfAddition, calledAround } from './asked-of-addition.ts';
import { isOfFixed } from './fixed-recipients.ts';
import { namesBehind } from './names-behind.ts';
import { isLetter } from './new-items.ts';
import { itemsOf, type WrittenField } from './written-items.ts';

/** Whether what a call sends to the one queue, topic, stream or bus of the code says that something is new, and has nothing done to what is there. */
export function isMessage(call: Call, name: string, asked: AskedOfAddition): boolean {
  const fixed = fixedParts[name];
  if (!fixed) return false;
  const given = fixed.flatMap((part) => argumentOf(call, undefined, part) ?? []);
  if (calledAround(call, asked).some(namesChange)) return false;
  if (name === 'put_events') return given.every((each) => areOwnEvents(each, call, asked));
  // A queue may be what it is called on; a bot, which has the same method, sends to whom it is given.
  const body = argumentOf(call, undefined, 'MessageBody', 'Entries');
  const isSent = name.startsWith('send_message') ? body !== undefined : given.length > 0;
  const message = body ?? argumentOf(call, undefined, 'Message', 'Record', 'Data', 'Records');
  const toOne = argumentOf(call, undefined, 'TargetArn', 'PhoneNumber');
  const of = call.callee.type === 'Attribute' ? call.callee.object : undefined;
  const names = namesBehind([given[0] ?? of], asked.values);

  return (
    isSent &&
    !given.some((each) => asked.chosen.has(each)) &&
    (!toOne || isOfFixed(toOne, asked.values)) &&
    !names.some((each) => namesChange(each) || isOfMany(each)) &&
    (!message || isPlain(message, { call, names, isText: name === 'publish', asked }))
  );
}

/** Whether a mail goes to whom the code names. */
export function isFixedMail(
  call: Call,
  name: string,
  { values, chosen }: AskedOfAddition,
): boolean {
  const fixed = partsOfMail[name];
  if (!fixed) return false;
  const given = fixed.flatMap((part) => argumentOf(call, undefined, part) ?? []);
  // Without it, a mail goes to whom its own head names.
  if (!argumentOf(call, undefined, 'Destination', 'Destinations')) return false;

  return given.length > 0 && given.every((each) => !chosen.has(each) && isOfFixed(each, values));
}

interface Sent {
  readonly call: Call;
  /** What it is sent to. */
  readonly names: readonly string[];
  /** Whether a text is read by people, and no command. */
  readonly isText: boolean;
  readonly asked: AskedOfAddition;
}

/** Whether it says no more than who gets it expects, in fields that the code names: of nothing that is there already, nothing that is to be done, nor where something is to be sent. */
function isPlain(message: Expression, sent: Sent, depth = 0): boolean {
  const { call, names, isText, asked } = sent;
  const { chosen, values } = asked;
  const items = itemsOf(message, call, values);
  const isPlainField = ({ key, value }: WrittenField) => {
    if (key === undefined) {
      return isText || depth > 0 ? isOfFields(value, asked) : !chosen.has(value);
    }
    const text = constantText(values.writtenAs(value)) ?? '';
    if (text.length < LONGEST_KIND && namesChange(text)) return false;
    if (!chosen.has(value)) return true;

    return !saysWhatToDo(key) && depth < MOST_NESTED && isPlain(value, sent, depth + 1);
  };

  return (
    items.length > 0 &&
    items.every((item) => !isLetter(item, names, asked) && item.every(isPlainField))
  );
}

/** Parts of what is sent, or a text of such; not all of it. */
function isOfFields(node: Expression, asked: AskedOfAddition, depth = 0): boolean {
  const { values, chosen } = asked;
  const written = values.writtenAs(node);
  if (!chosen.has(written)) return true;
  if (depth > MOST_NESTED || isWhole(written)) return false;
  const is = (each: Expression) => isOfFields(each, asked, depth + 1);

  switch (written.type) {
    case 'FormattedText':
      return written.parts.every(is);
    case 'Binary':
      return is(written.left) && is(written.right);
    case 'Call':
      return written.arguments.every(({ value }) => is(value));
    default:
      return true;
  }
}

/** `body`, `event['body']`, `request.get_json()` */
function isWhole(written: Expression): boolean {
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

/** Of which thing that is there, what is to be done with it, or where something is to be sent. */
function saysWhatToDo(key: string): boolean {
  const words = wordsOf(key);

  return (
    words.some((word) => telling.test(word)) ||
    /^ids?$/.test(words.at(-1) ?? '') ||
    /[a-z]Ids?$/.test(key)
  );
}

const telling =
  /^(?:actions?|commands?|cmd|ops?|operations?|status|state|types?|kind|events?|methods?|roles?|function|task|job|ur[il]s?|links?|webhooks?|callbacks?|endpoints?|hosts?|phones?|phonenumber|mobile|e?mails?|contact|address|addresses|recipients?|destinations?|topics?|queues?|arns?|to|cc|bcc|buckets?|keys?|tables?|paths?|files?|sql|query|script|code)$/;

/** A letter to all of them is none to the owner. */
function isOfMany(name: string): boolean {
  return wordsOf(name).some((word) =>
    /^(?:subscribers?|newsletters?|broadcasts?|everyone|all|customers?|users?|members?|followers?|audience|clients?|students?)$/.test(
      word,
    ),
  );
}

/** What a bus does with an event, its source and its name decide. */
function areOwnEvents(entries: Expression, call: Call, asked: AskedOfAddition): boolean {
  const written = asked.values.writtenAs(entries);
  if (written.type !== 'List' || written.elements.length === 0) return false;
  const items = written.elements.flatMap((each) => itemsOf(each, call, asked.values));

  return (
    items.length > 0 &&
    items.every((item) =>
      item.every(({ key, value }) => {
        if (namesBehind([value], asked.values).some(namesChange) && key !== 'Detail') return false;
        if (key === 'Detail') return isPlain(value, { call, names: [], isText: false, asked });
        return !asked.chosen.has(value) || key === 'Resources';
      }),
    )
  );
}

/** What has to be the code's own, of each call. */
const fixedParts: Readonly<Record<string, readonly string[]>> = {
  send_message: ['QueueUrl'],
  send_message_batch: ['QueueUrl'],
  publish: ['TopicArn', 'TargetArn', 'PhoneNumber'],
  put_events: ['Entries'],
  put_record: ['StreamName', 'StreamARN', 'DeliveryStreamName'],
  put_records: ['StreamName', 'StreamARN'],
  put_record_batch: ['DeliveryStreamName'],
  write_records: ['DatabaseName', 'TableName'],
};

const partsOfMail: Readonly<Record<string, readonly string[]>> = {
  send_email: ['Destination', 'Source', 'FromEmailAddress'],
  send_templated_email: ['Destination', 'Source', 'Template'],
  send_raw_email: ['Destinations', 'Source'],
};

const MOST_NESTED = 6;

/** A longer text is prose. */
const LONGEST_KIND = 60;
