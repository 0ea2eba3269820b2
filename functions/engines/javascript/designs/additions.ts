import {
  givesPower,
  givesRights,
  isKeptForPeople,
  isKeptForRights,
  isLoginName,
} from '../../signatures/index.ts';
import { optionIn, textOf } from '../options.ts';
import { type AnyNode, type CallNode, fieldRead, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { CallerData } from './caller-data.ts';
import type { FreshValues } from './fresh-values.ts';
import type { WrittenItem, WrittenItems } from './written-item.ts';
import type { WrittenLiterals } from './written-literals.ts';

/** What is known of values, for who judges what is written. */
export interface Readers {
  readonly values: Values;
  readonly data: CallerData;
  readonly literals: WrittenLiterals;
  readonly items: WrittenItems;
  readonly fresh: FreshValues;
  /** What the code that is judged is called: its handler, or the path of its route. */
  readonly about: string;
}

type Settings = NodeOf<'ObjectExpression'>;

/** Knows which calls of AWS add something that is new, and replace nothing. */
export class Additions {
  readonly #of: Readers;

  constructor(of: Readers) {
    this.#of = of;
  }

  /** Of one of DynamoDB, S3, SQS, SNS, EventBridge or SES. */
  isOne(call: CallNode, service: string, operation: string): boolean {
    const [given] = call.arguments;
    const all = (given && this.#of.literals.of(given)) ?? [];

    return all.length > 0 && all.every((each) => this.#isNew(each, `${service}:${operation}`));
  }

  #isNew(settings: Settings, action: string): boolean {
    // What callers may put into the settings may name another table.
    if (settings.properties.some((each) => each.type !== 'Property' && this.#of.data.has(each))) {
      return false;
    }
    switch (action) {
      case 'dynamodb:PutItem':
        return this.#isItem(settings);
      case 's3:PutObject':
        return this.#isFixed(settings, 'Bucket') && this.#isFresh(settings, 'Key');
      case 'sqs:SendMessage':
        return this.#isFixed(settings, 'QueueUrl') && this.#isMessage(settings, 'MessageBody');
      case 'sns:Publish':
        return this.#isFixed(settings, 'TopicArn') && this.#isMessage(settings, 'Message');
      case 'events:PutEvents':
        return this.#areEvents(settings);
      case 'ses:SendEmail':
      case 'ses:SendTemplatedEmail':
      case 'sesv2:SendEmail':
        return this.#isFixed(settings, 'Destination');
      default:
        return false;
    }
  }

  #isItem(settings: Settings): boolean {
    const { values, items } = this.#of;
    const given = optionIn(values, settings, 'Item');
    const condition = optionIn(values, settings, 'ConditionExpression');
    const table = optionIn(values, settings, 'TableName');
    const all = (given && items.of(given)) ?? [];
    if (!table || this.#of.data.has(table) || all.length === 0) return false;
    const text = condition && textOf(condition);
    const isAbsent = text !== undefined && absent.test(text);
    const kept = [textOf(table) ?? '', ...values.namesOf(table), this.#of.about];

    return (
      (condition === undefined || isAbsent) &&
      all.every(
        (each) =>
          (isAbsent || this.#hasOwnKey(each, kept)) &&
          this.isHarmless(each, kept) &&
          !this.#isLetter(each, kept),
      )
    );
  }

  /**
   * Whether by what is added no one gets more than others have.
   *
   * @param kept what that is called in which it is kept
   */
  isHarmless({ fields, isOpen }: WrittenItem, kept: readonly string[]): boolean {
    if (kept.some(isKeptForRights)) return false;
    const isOfPeople = kept.some(isKeptForPeople);
    if (isOpen && isOfPeople) return false;

    return [...fields].every(([name, value]) => {
      const isPower = isOfPeople ? givesPower(name) : givesRights(name);
      return !isPower || !this.#of.data.has(value);
    });
  }

  /** Of a key of two parts, one is enough; of people, it is the first, and not an id beside their address. */
  #hasOwnKey({ fields }: WrittenItem, kept: readonly string[]): boolean {
    const isFresh = (name: string) => {
      const value = fields.get(name);
      return value !== undefined && this.#of.fresh.has(value);
    };
    const names = [...fields.keys()];
    const parts = names.filter((name) => /^[ps]k$/i.test(name));
    if (parts.length > 0) return parts.some(isFresh);
    const keys = names.filter((name) => isKey(name) || isLoginName(name));

    return kept.some(isKeptForPeople)
      ? keys.slice(0, 1).some((name) => isKey(name) && isFresh(name))
      : keys.some((name) => isKey(name) && isFresh(name));
  }

  /** Whether callers write by it to whom they name, or as whom they name: a message, or a reminder that is sent. */
  #isLetter({ fields, isOpen }: WrittenItem, kept: readonly string[]): boolean {
    const isSent = kept.some(isSentLater);

    return (
      (isOpen && isSent) ||
      [...fields].some(
        ([name, value]) =>
          (correspondents.test(name) || (isSent && reached.test(name))) && this.#of.data.has(value),
      )
    );
  }

  /** Of fields by their names, with none that says where to send something. */
  #isMessage(settings: Settings, name: string): boolean {
    const body = optionIn(this.#of.values, settings, name);
    if (!body) return false;
    if (!this.#of.data.has(body)) return true;
    const items = this.#of.items.of(body);
    if (!items) return !this.#of.data.isWhole(body) && !isAddress(lastName(body));

    return items.every(
      ({ fields, isOpen }) =>
        !isOpen &&
        [...fields].every(
          ([field, value]) =>
            !this.#of.data.has(value) ||
            !(isAddress(field) || givesRights(field) || this.#of.data.isWhole(value)),
        ),
    );
  }

  #areEvents(settings: Settings): boolean {
    const entries = optionIn(this.#of.values, settings, 'Entries');
    const elements = entries?.type === 'ArrayExpression' ? entries.elements : [];

    return (
      elements.length > 0 &&
      elements.every((each) => {
        const [one, ...others] = (each && this.#of.literals.of(each)) ?? [];
        return (
          one !== undefined &&
          others.length === 0 &&
          ['EventBusName', 'Source', 'DetailType'].every((name) => this.#isOwn(one, name)) &&
          this.#isMessage(one, 'Detail')
        );
      })
    );
  }

  #isFixed(settings: Settings, name: string): boolean {
    return optionIn(this.#of.values, settings, name) !== undefined && this.#isOwn(settings, name);
  }

  #isOwn(settings: Settings, name: string): boolean {
    const value = optionIn(this.#of.values, settings, name);

    return value === undefined || !this.#of.data.has(value);
  }

  #isFresh(settings: Settings, name: string): boolean {
    const value = optionIn(this.#of.values, settings, name);

    return value !== undefined && this.#of.fresh.has(value);
  }
}

/** That nothing is there by the same key. */
const absent =
  /^\s{0,20}attribute_not_exists\s{0,20}\([^()]{1,100}\)(?:\s{1,20}and\s{1,20}attribute_not_exists\s{0,20}\([^()]{1,100}\)){0,3}\s{0,20}$/i;

/** Whether a field may be the key of a table: `id`, `orderId`, `PK`. */
function isKey(name: string): boolean {
  return (
    /^(?:[ps]k|_?id|uuid|guid|ulid|key|(?:hash|range|sort|partition)_?key)$/i.test(name) ||
    /(?:[a-z0-9](?:I[dD]|Uuid|UUID)|_(?:id|ID|uuid)|[A-Z]ID)$|^(?:user|order|post|note|item|event|message|product|customer|booking|ticket|task|comment)id$/.test(
      name,
    )
  );
}

const correspondents =
  /^(?:sender|recipient|receiver)(?:s|_?id|_?name)?$|^(?:from|to)_?user(?:_?id)?$/i;

const reached = /mail|phone|mobile|^to$|recipient|number$/i;

/** Whether what is kept under such a name is sent to someone later: `REMINDERS_TABLE`. */
function isSentLater(name: string): boolean {
  return /remind|notif|outbox|schedul|campaign|\bsms|mailing/i.test(name);
}

/** Whether a field of a message may say where something is sent, or asked for. */
function isAddress(name: string): boolean {
  return /(?:ur[il]|webhook|callback|endpoint|host|phone|phoneNumber|recipients?|destination|topic|queue|arn)$|^to$/i.test(
    name,
  );
}

/** `url` of `body.url` and of `url` */
function lastName(node: AnyNode): string {
  if (node.type === 'MemberExpression') return fieldRead(node) ?? '';

  return node.type === 'Identifier' ? node.name : '';
}
