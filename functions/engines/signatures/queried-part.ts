import { isContactName, isKeptAsPeople } from './people-kept.ts';

/** Under which key a query asks for items. */
export interface QueriedPart {
  /** What the key is called. */
  readonly key: string;
  /** What it is, where the code says it. */
  readonly value: string | undefined;
}

/** How much of a table a query reads, where that is more than what one person has. */
export type ReadPart =
  /** All of a kind, in a table of many. */
  | { readonly part: string }
  /** All that belongs to something that many know: `eventId`. */
  | { readonly under: string }
  | { readonly isByContact: true };

/** `pk = :pk AND begins_with(sk, :sk)`: the key and the name of its value. */
export function queryCondition(
  expression: string | undefined,
): { readonly field: string; readonly value: string } | undefined {
  const [, field, value] =
    /^ {0,9}(#?\w{1,40}) {0,9}= {0,9}(:\w{1,40})(?: |$)/.exec(expression ?? '') ?? [];

  return field !== undefined && value !== undefined ? { field, value } : undefined;
}

/** Undefined where it may be no more than what the one who asks has. */
export function readPart({ key, value }: QueriedPart): ReadPart | undefined {
  if (value !== undefined) {
    return isPartitionKey(key) && isKeptAsPeople(value) ? { part: value } : undefined;
  }
  if (isContactName(key)) return { isByContact: true };

  return ofMany.test(key) ? { under: key } : undefined;
}

/** Whether a key is called so that what it is says what an item is: all of a kind have the same. */
export function isPartitionKey(key: string): boolean {
  return /^(?:pk|partition_?key|hash_?key|type|kind|entity(?:_?type)?|item_?type)$/i.test(key);
}

/** What belongs to whom no secret is, and who many know: not a user, whose id may be known to the user alone, nor an item. */
const ofMany =
  /^(?:event|tenant|shop|store|restaurant|hotel|product|course|class|room|doctor|clinic|company|organi[sz]ation|org|team|project|group|school|venue|city|category|department)_?(?:id|name|slug|code)?$/i;
