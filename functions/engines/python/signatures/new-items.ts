import { wordsOf } from '../../flow/index.ts';
import { givesPower, givesRights } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import type { Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { foundBehind } from './behind.ts';
import type { Chosen } from './chosen.ts';
import { isFresh, isOwnConnection } from './fresh-keys.ts';
import { plainValue, type WrittenField, type WrittenItem } from './written-items.ts';

/** What is asked of what is written. */
interface Asked {
  readonly values: Values;
  readonly chosen: Chosen;
}

/**
 * Whether an item of DynamoDB, which replaces what has its key, is one more for certain: the field that is its key by its name is made anew
 * each time, or is the caller's own connection.
 *
 * @param names what it is kept in
 */
export function keyOfItem(
  item: WrittenItem,
  names: readonly string[],
  asked: Asked,
): 'new' | 'connection' | undefined {
  const fields = lastOfEach(item, asked);
  const keys = [...fields.keys()].filter((name) => isKeyName(name) && !isBeside(name));
  const parts = keys.filter((name) => partOfKey.test(name));
  const is = (name: string, of: typeof isFresh) => {
    const value = fields.get(name);
    return value !== undefined && of(plainValue(value), asked.values);
  };
  const isSent = (name: string) => {
    const value = fields.get(name);
    return value !== undefined && asked.chosen.has(value);
  };
  const judged = (of: typeof isFresh) => {
    // Of a key of two parts, one is enough.
    if (parts.length > 0) return parts.some((name) => is(name, of));
    const [first = firstOf(fields)] = keys;
    const own = keys.find((name) => is(name, of)) ?? first;
    if (own === undefined || !is(own, of)) return false;
    const others = keys.filter((name) => isSent(name) && !is(name, of));
    if (others.some((name) => isWholeKey(name) || isOfTheirs(name, names))) return false;
    // A connection is one of whom the key says, where that stands first.
    if (of === isOwnConnection) return own === first;
    // What stands before it may be the key, but where it is called after what it is kept in.
    return own === first || isOfTheirs(own, names) || isBeforePerson(own, keys);
  };

  if (judged(isOwnConnection)) return 'connection';
  return judged(isFresh) ? 'new' : undefined;
}

/** Whether an item has its key there, as far as its names say: a condition on another field says nothing of the item that is replaced. */
export function isKeyOf(item: WrittenItem, name: string | undefined): boolean {
  const fields = item.flatMap(({ key }) => key ?? []);
  if (name === undefined || !fields.includes(name) || fields.length < item.length) return false;
  const isWhole = (each: string) => partOfKey.test(each) || /^_?id$/i.test(each);
  if (fields.some(isWhole)) return isWhole(name);

  return isKeyName(name) || (fields[0] === name && !isOfState(name));
}

function isOfState(name: string): boolean {
  return /(?:at|time|date|status)$|lock|delet|owner/i.test(name);
}

/** `id`, where no address stands before it. */
function isBeforePerson(own: string, keys: readonly string[]): boolean {
  const before = keys.slice(0, keys.indexOf(own));

  return /^_?id$|^uuid$/i.test(own) && !before.some(isOfPerson);
}

/** Whether nothing is said of what it is the key of: `slug`, `shortCode`. */
function isWholeKey(name: string): boolean {
  return wordsOf(name).every(
    (word) => keyWords.test(word) || /^(?:alias|short|link|url|custom|pk|item|primary)$/.test(word),
  );
}

/** `orderId`, of what is kept in `orders`. */
function isOfTheirs(key: string, names: readonly string[]): boolean {
  const [of = '', ...others] = wordsOf(key);
  const stem = of.replace(/(?:ies|y|e?s)$/, '');

  return (
    others.length > 0 &&
    stem.length > 2 &&
    names.some((name) =>
      wordsOf(name).some(
        (word) => word.replace(/table$/, '').replace(/(?:ies|y|e?s)$/, '') === stem,
      ),
    )
  );
}

/** Whether what it adds gives who adds it more than others have; what a request brings whole may, and what says that they are few. */
export function isHarmlessItem(item: WrittenItem, isOfPeople: boolean, asked: Asked): boolean {
  const { chosen, values } = asked;
  const isHarmless = ({ key, value }: WrittenField): boolean => {
    const within = plainValue(value);
    if (within.type === 'Dict')
      return within.entries.every((each) =>
        isHarmless({ key: constantText(each.key) ?? key, value: each.value }),
      );
    // `'isAdmin': True`
    if (within.type === 'Constant' && within.value === 'True' && isOfFew(key ?? '')) return false;
    if (textsBehind(value, values).some(isOfFew)) return false;
    if (!chosen.has(value)) return true;
    if (key === undefined || givesRights(key)) return false;
    return !isOfPeople || !(givesPower(key) || /type$|kind$|[^_]_?id$/i.test(key));
  };

  return item.every(isHarmless) && !movesMoney(item, chosen);
}

/** What few are called, as a value: `'ADMIN#1'`. */
function isOfFew(text: string): boolean {
  return (
    text.length < LONGEST_KIND &&
    wordsOf(text).some((word) =>
      /^(?:super_?)?(?:admin|administrator|user_?admin|root|staff|superuser|moderator)s?$/.test(
        word,
      ),
    )
  );
}

function textsBehind(value: Expression, values: Values): readonly string[] {
  const texts: string[] = [];
  foundBehind(value, values, (node) => {
    if (node.type === 'Text') texts.push(node.value);
    // What is read, or the environment has, is none of its own.
    return node.type === 'Subscript' ? false : undefined;
  });

  return texts;
}

/** Of an account that the caller names. */
function movesMoney(item: WrittenItem, chosen: Chosen): boolean {
  const sent = item.flatMap(({ key = '', value }) => (chosen.has(value) ? wordsOf(key) : []));

  return (
    sent.some((word) => /^(?:accounts?|wallets?|iban|ledger|from|to|payee|payer)$/.test(word)) &&
    sent.some((word) => /^(?:amount|sum|value|money|coins|points)$/.test(word))
  );
}

const LONGEST_KIND = 60;

/** Whether by it the caller writes to whom they name, or in the name of whom they name: a message to someone, or a reminder that is sent. */
export function isLetter(item: WrittenItem, names: readonly string[], { chosen }: Asked): boolean {
  const isSent = names.flatMap(wordsOf).some((word) => sent.test(word));

  return item.some(
    ({ key, value }) =>
      key !== undefined &&
      chosen.has(value) &&
      wordsOf(key).some((word) => correspondents.test(word) || (isSent && reached.test(word))),
  );
}

const sent = /^(?:reminders?(?:table)?|notifications?|invitations?|invites?|outbox|sms)$/;

const correspondents = /^(?:sender|recipients?|receivers?)$/;

const reached = /^(?:to|e?mail|phone|mobile|contact|contactinfo)$/;

/** What follows what is spread wins; what stands before it may be anything. */
function lastOfEach(item: WrittenItem, { chosen }: Asked): ReadonlyMap<string, Expression> {
  const fields = new Map<string, Expression>();

  for (const { key, value } of item) {
    if (key !== undefined) fields.set(key, value);
    else if (chosen.has(value)) replaced(fields, value);
  }
  return fields;
}

/** Where none is called a key, what stands first; but when it was made says nothing. */
function firstOf(fields: ReadonlyMap<string, Expression>): string | undefined {
  const [first = ''] = fields.keys();

  return /at$|date|time|stamp|ttl|expir/i.test(first) ? undefined : first;
}

function replaced(fields: Map<string, Expression>, value: WrittenField['value']): void {
  for (const key of fields.keys()) fields.set(key, value);
}

function isKeyName(name: string): boolean {
  const words = wordsOf(name);

  return partOfKey.test(name) || keyWords.test(words.at(-1) ?? '') || isOfPerson(name);
}

const partOfKey = /^(?:pk|sk|(?:partition|sort|range|hash)_?key)$/i;

const keyWords = /^(?:id|ids|uid|uuid|guid|ulid|key|code|slug|token|hash|nanoid)$/;

function isOfPerson(name: string): boolean {
  return (
    wordsOf(name).some((word) => /^(?:e?mail|username|user|phone|mobile|login)$/.test(word)) &&
    !/id$/i.test(name)
  );
}

/** An id of something else than the item: of a session, a picture, a trace. */
function isBeside(name: string): boolean {
  return wordsOf(name).some((word) =>
    /^(?:request|session|token|avatar|image|file|trace|correlation|version|reset|verification|invite|secret|events?|updates?|updated|revision|rev|audit|log|change|history|job|run|execution|transaction|trx|txn)$/.test(
      word,
    ),
  );
}
