import {
  givesPower,
  givesRights,
  isKeptForPeople,
  isKeptForRights,
  isLoginName,
} from '../../signatures/index.ts';
import { loopsAround } from '../loops-around.ts';
import { optionIn, textOf } from '../options.ts';
import { parentOf, scopeOf } from '../scope.ts';
import { nameOfFunction } from '../sites.ts';
import { type AnyNode, type CallNode, isFunction, memberName, type NodeOf } from '../syntax.ts';
import { isKnownText } from './mail-effects.ts';
import type { Readers } from './readers.ts';
import type { WrittenItem } from './written-item.ts';

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

    return (
      all.length > 0 && all.every((each) => this.#isNew(each, `${service}:${operation}`, call))
    );
  }

  #isNew(settings: Settings, action: string, call: CallNode): boolean {
    // What callers may put into the settings may name another table.
    if (settings.properties.some((each) => each.type !== 'Property' && this.#of.data.has(each))) {
      return false;
    }
    switch (action) {
      case 'dynamodb:PutItem':
        return this.#isItem(settings, call);
      case 's3:PutObject':
        return this.#isFixed(settings, 'Bucket') && this.#isObject(settings);
      case 'sqs:SendMessage':
        return (
          this.#isFixed(settings, 'QueueUrl') &&
          this.#isMessage(settings, 'MessageBody', this.#namesOf(settings, 'QueueUrl'))
        );
      case 'sns:Publish':
        return this.#isFixed(settings, 'TopicArn') && this.#isNote(settings);
      case 'events:PutEvents':
        return this.#areEvents(settings);
      case 'ses:SendEmail':
      case 'ses:SendTemplatedEmail':
      case 'sesv2:SendEmail':
        return loopsAround(call).length === 0 && this.#isToKnown(settings);
      default:
        return false;
    }
  }

  #isItem(settings: Settings, call: CallNode): boolean {
    const { values, items, about } = this.#of;
    const given = optionIn(values, settings, 'Item');
    const table = optionIn(values, settings, 'TableName');
    const all = (given && items.of(given)) ?? [];
    if (!given || !table || this.#of.data.has(table) || all.length === 0) return false;
    const names = [textOf(table) ?? '', ...values.namesOf(table), about];
    const kept = [
      ...names,
      ...namesAround(call),
      ...(given.type === 'Identifier' ? [given.name] : []),
    ];
    const hasCondition = optionIn(values, settings, 'ConditionExpression') !== undefined;

    return all.every(
      (each) =>
        (hasCondition ? this.#isAbsent(settings, each) : this.#hasOwnKey(each, kept)) &&
        this.isHarmless(each, kept) &&
        !this.#isLetter(each, kept),
    );
  }

  /** That nothing is there by a key of the item itself. */
  #isAbsent(settings: Settings, { fields }: WrittenItem): boolean {
    const { values } = this.#of;
    const text = textOf(optionIn(values, settings, 'ConditionExpression'));
    if (text === undefined || !absent.test(text)) return false;
    const renamed = optionIn(values, settings, 'ExpressionAttributeNames');
    const names = [...text.matchAll(/\(([^()]*)\)/g)].map(([, name = '']) => {
      const one = name.trim();
      return one.startsWith('#') ? (textOf(optionIn(values, renamed, one)) ?? '') : one;
    });

    return names.every((name) => fields.has(name) && (isKey(name) || isLoginName(name)));
  }

  /**
   * Whether by what is added no one gets more than others have.
   *
   * @param kept what that is called in which it is kept
   */
  isHarmless({ fields, isOpen }: WrittenItem, kept: readonly string[]): boolean {
    // What callers may put any field into may have a price, or a role.
    if (isOpen || kept.some(isKeptForRights)) return false;
    const isOfPeople = kept.some(isKeptForPeople);

    return [...fields].every(([name, value]) => {
      if (isOfRights(value)) return false;
      const isPower = isOfPeople
        ? givesPower(name) || /type$|(?:team|org|group)/i.test(name)
        : givesRights(name);
      return !isPower || !this.#of.data.has(value);
    });
  }

  /** Of a key of two parts, one is enough; else it is the first, or an `id` behind whose it is. */
  #hasOwnKey({ fields }: WrittenItem, kept: readonly string[]): boolean {
    const isFresh = (name: string) => {
      const value = fields.get(name);
      return value !== undefined && this.#of.fresh.has(value);
    };
    const isOfCallers = (name: string) => {
      const value = fields.get(name);
      return value !== undefined && this.#of.data.has(value);
    };
    const names = [...fields.keys()];
    const parts = names.filter((name) => /^[ps]k$/i.test(name));
    if (parts.length > 0) return parts.some(isFresh);
    const [first = '', ...others] = names.filter((name) => isKey(name) || isLoginName(name));
    // By these names something is found.
    if (names.some((name) => finding.test(name) && isOfCallers(name))) return false;
    if (isKey(first) && isFresh(first)) return true;

    return (
      !kept.some(isKeptForPeople) &&
      !isFresh(first) &&
      !(isLoginName(first) || unlike.test(first)) &&
      others.some((name) => isFresh(name) && isOwnId(name, kept))
    );
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

  /** About something new, by fields of their names, with none that says what to do, or to whom. */
  #isMessage(settings: Settings, name: string, kept: readonly string[]): boolean {
    const { values, items, fresh, data } = this.#of;
    const body = optionIn(values, settings, name);
    if (!body || [...kept, this.#of.about].some(isOrder)) return false;
    const all = items.of(body) ?? [];

    return (
      all.length > 0 &&
      all.every(
        ({ fields, isOpen }) =>
          !isOpen &&
          ([...fields].some(([field, value]) => isKey(field) && fresh.has(value)) ||
            [...fields].every(([field, value]) => ofForms.test(field) || !data.has(value))) &&
          [...fields].every(
            ([field, value]) =>
              !isOrder(textOf(value) ?? '') &&
              (!data.has(value) ||
                !(
                  isAddress(field) ||
                  givesRights(field) ||
                  asking.test(field) ||
                  data.isWhole(value)
                )),
          ),
      )
    );
  }

  /** To those who keep the code, as a text. */
  #isNote(settings: Settings): boolean {
    const { values, data } = this.#of;
    const topic = optionIn(values, settings, 'TopicArn');
    const kept = topic ? [textOf(topic) ?? '', ...values.namesOf(topic)] : [];
    const isOthers = settings.properties.some(
      (each) =>
        each.type === 'Property' &&
        !/^(?:TopicArn|Message|Subject)$/.test(memberName(each) ?? '') &&
        data.has(each.value),
    );
    const body = optionIn(values, settings, 'Message');
    if (!body || isOthers || kept.some((each) => isOrder(each) || toMany.test(each))) return false;
    const isText = !(isKeyedText(body) ?? true);

    return isText || !data.has(body) || this.#isMessage(settings, 'Message', kept);
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
          this.#isMessage(
            one,
            'Detail',
            ['Source', 'DetailType'].flatMap((name) => this.#namesOf(one, name)),
          )
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

  #namesOf(settings: Settings, name: string): readonly string[] {
    const value = optionIn(this.#of.values, settings, name);

    return value ? [textOf(value) ?? '', ...this.#of.values.namesOf(value)] : [];
  }

  #isToKnown(settings: Settings): boolean {
    const [to, ...others] =
      this.#of.literals.of(optionIn(this.#of.values, settings, 'Destination') ?? settings) ?? [];

    return (
      to !== undefined &&
      others.length === 0 &&
      to.properties.length > 0 &&
      to.properties.every(
        (each) =>
          each.type === 'Property' &&
          /Addresses$/.test(memberName(each) ?? '') &&
          isKnownText(each.value, this.#of),
      )
    );
  }

  /** An object that no one is sent to, under a key of the code's own. */
  #isObject(settings: Settings): boolean {
    const { values, data, fresh } = this.#of;
    const key = optionIn(values, settings, 'Key');
    const isShown = settings.properties.some((each) => {
      const name = each.type === 'Property' ? (memberName(each) ?? '') : '';
      if (each.type !== 'Property' || name === 'WebsiteRedirectLocation') return true;
      if (/^(?:ACL|ContentType|CacheControl|ContentDisposition|ContentEncoding)$/.test(name)) {
        return data.has(each.value) || /public|html|svg|xml|script/i.test(textOf(each.value) ?? '');
      }
      return false;
    });

    return key !== undefined && !isShown && fresh.has(key) && !data.has(key);
  }
}

/** That nothing is there by the same key. */
const absent =
  /^\s{0,20}attribute_not_exists\s{0,20}\([^()]{1,100}\)(?:\s{1,20}and\s{1,20}attribute_not_exists\s{0,20}\([^()]{1,100}\)){0,3}\s{0,20}$/i;

/** Whether a field may be the key of a table: `id`, `orderId`, `PK`; not the number of a change or a request. */
function isKey(name: string): boolean {
  if (
    /^(?:request|trace|version|event|update|correlation|rev|revision|change|log|session|batch)_?id$/i.test(
      name,
    )
  )
    return false;

  return (
    /^(?:[ps]k|_?id|uuid|guid|ulid|key|slug|code|alias|(?:hash|range|sort|partition)_?key)$/i.test(
      name,
    ) ||
    /(?:[a-z0-9](?:I[dD]|Uuid|UUID)|_(?:id|ID|uuid)|[A-Z]ID)$|^(?:user|order|post|note|item|message|product|customer|booking|ticket|task|comment)id$/.test(
      name,
    )
  );
}

/** By which of an item it is found, where callers may say it. */
const finding = /^(?:_?id|uuid|guid|key|slug|code|alias)$/i;

/** What people and things are found by, and no id of the code's own. */
const unlike = /^(?:phone\w*|sku|handle|short_?code|account_?id)$/i;

/** `id`, and `commentId` of what is kept in comments. */
function isOwnId(name: string, kept: readonly string[]): boolean {
  const [, of = ''] = /^_?([a-z]{3,20}?)_?(?:id|uuid)$/i.exec(name) ?? [];

  return (
    /^_?(?:id|uuid)$/i.test(name) ||
    (of !== '' && isKey(name) && kept.some((each) => each.toLowerCase().includes(of.toLowerCase())))
  );
}

/** `type: 'admin'`, `'ADMIN#…'` */
function isOfRights(node: AnyNode): boolean {
  const texts = [
    textOf(node) ?? '',
    ...(node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.cooked ?? '') : []),
    ...(node.type === 'BinaryExpression' ? [textOf(node.left) ?? ''] : []),
  ];

  return texts.some((text) => /admin|superuser|staff|moderator|owner/i.test(text));
}

/** The functions that a call stands in, and its file. */
function namesAround(call: CallNode): readonly string[] {
  const names: string[] = [scopeOf(call).file];
  for (let at = parentOf(call); at; at = parentOf(at)) {
    if (isFunction(at)) names.push(nameOfFunction(at) ?? '');
  }
  return names;
}

/** Whether a queue, an event or a text of that name has something done to what is there, or sent. */
function isOrder(name: string): boolean {
  return /delet|remov|updat|cancel|refund|approv|paid|pay(?:ment|out)|status|mail|sms|notif|command|grant|transfer|reset|revok|publish|webhook|closed|shipp|expir|complet|fail|succe/i.test(
    name,
  );
}

/** Whether a text that is put together may be JSON; undefined of what is no such text. */
function isKeyedText(node: AnyNode): boolean | undefined {
  if (node.type === 'TemplateLiteral') {
    return node.quasis.some(({ value }) => (value.cooked ?? '').includes('{'));
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const texts: string[] = [];
  let at: AnyNode = node;
  for (let steps = 0; at.type === 'BinaryExpression' && steps < MOST_PARTS; steps += 1) {
    texts.push(textOf(at.right) ?? '');
    at = at.left;
  }
  const first = textOf(at);

  // It begins with a text of the code.
  return first === undefined || [first, ...texts].some((text) => text.includes('{'));
}

const MOST_PARTS = 50;

/** Fields of a form: of nothing but these, a message needs no id of its own. */
const ofForms =
  /^(?:(?:full|first|last|given|family|sur)_?name|name|e?mail|subject|message|text|comments?|feedback|description|rating|stars|company)$/i;

const asking = /^(?:action|command|op|operation|status|type|event|method|kind|job|task)$/i;

const toMany = /subscri|broadcast|customer|user|newsletter|announce|all_/i;

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
