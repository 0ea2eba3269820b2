import { wordsOf } from '../../flow/index.ts';
import { givesPower, givesRights } from '../../signatures/index.ts';
import type { Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
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
 */
export function keyOfItem(item: WrittenItem, asked: Asked): 'new' | 'connection' | undefined {
  const fields = lastOfEach(item, asked);
  const names = [...fields.keys()].filter(isKeyName);
  const parts = names.filter((name) => partOfKey.test(name));
  const is = (name: string, of: typeof isFresh) => {
    const value = fields.get(name);
    return value !== undefined && of(plainValue(value), asked.values);
  };
  const judged = (of: typeof isFresh, own: RegExp) => {
    // Of a key of two parts, one is enough.
    if (parts.length > 0) return parts.some((name) => is(name, of));
    const [first = firstOf(fields)] = names;
    const beforePerson = names.slice(0, whereOr(names, isOfPerson));
    return (
      (first !== undefined && is(first, of)) ||
      beforePerson.some((name) => own.test(name) && !isBeside(name) && is(name, of))
    );
  };

  if (judged(isOwnConnection, /^connection_?id$/i)) return 'connection';
  return judged(isFresh, /id$|uuid$|^key$/i) ? 'new' : undefined;
}

/** Whether what it adds gives who adds it more than others have; what a request brings whole may, among people. */
export function isHarmlessItem(item: WrittenItem, isOfPeople: boolean, { chosen }: Asked): boolean {
  return item.every(
    ({ key, value }) =>
      !chosen.has(value) ||
      (key === undefined ? !isOfPeople : !(isOfPeople ? givesPower : givesRights)(key)),
  );
}

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
    /^(?:request|session|token|avatar|image|file|trace|correlation|version|reset|verification|invite|secret)$/.test(
      word,
    ),
  );
}

function whereOr(names: readonly string[], is: (name: string) => boolean): number {
  const index = names.findIndex(is);

  return index < 0 ? names.length : index;
}
