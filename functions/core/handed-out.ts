import * as z from 'zod/mini';
import { type TableName, tableName } from './kept-fields.ts';
import type { CodePlace } from './sdk-calls.ts';

/** What code makes out that opens something by itself, to anyone who holds it. */
export const handedOutKinds = [
  'token',
  'upload',
  'download',
  'credentials',
  'records',
  'items',
] as const;

/**
 * A place where code signs something for anyone who asks, of code in which nothing is seen by which who asks has to prove anything:
 * a token for the user that the request names, or an address of an object in a bucket; or answers users with their passwords, or all of a
 * table of what is personal. `items` are of a table of which the code itself does not say what it keeps: by itself they open nothing.
 */
export interface HandedOut extends CodePlace {
  readonly kind: (typeof handedOutKinds)[number];
  /** How much of the name of the object, or of the user, the request says. */
  readonly named: 'all' | 'part' | 'none';
  /** Of an object to be written: it is under a name that the code makes anew for each who asks, so that nothing is there. */
  readonly isNew?: true | undefined;
  /** Of records, what they are called: `payroll_runs`. */
  readonly of?: string | undefined;
  /** Of items, the table; absent where several may be meant. */
  readonly table?: TableName | undefined;
  /** Of items, the kind of them in a table of many: `BOOKING`. */
  readonly part?: string | undefined;
  /** Of items, the fields that are made of each; absent where they are answered whole. */
  readonly fields?: readonly string[] | undefined;
  /** Of items and records, the key under which they are asked for: `eventId`. */
  readonly under?: string | undefined;
  /** Of items, that no more than one is answered. */
  readonly isOne?: true | undefined;
  /** How it is known what is kept there, where another function says it. Never stored with the code. */
  readonly keptBy?: KeptBy | undefined;
}

/** A function that puts into a table what says that it is personal. */
export interface KeptBy {
  readonly functionName: string;
  readonly table: string;
  /** `email`, `password`: the fields by which it is. */
  readonly fields: readonly string[];
}

/** What a function does there, for a reader: `its code signs a token …, in index.js at line 3`. */
export function handingWords(handed: HandedOut): string {
  return `its code ${handingClause(handed)}${detailOf(handed)}, in ${handed.path} at line ${handed.line}`;
}

/** The same in short, in a sentence about the code: `answers all that it keeps of people (orders)`. */
export function handingClause({ kind, named, isNew, of, under, keptBy }: HandedOut): string {
  switch (kind) {
    case 'token':
      return 'signs a token for the user that the request names';
    case 'credentials':
      return `answers users with their passwords, or what these were hashed to${keptBy ? ` (${keptBy.table}, ${writing(keptBy)})` : ''}`;
    case 'records': {
      const by = keptBy ? `, ${writing(keptBy)}` : '';
      const name = of === undefined ? '' : ` (${of}${by})`;
      if (under !== undefined)
        return `answers what it keeps of people${name} under the ${under} that is asked for`;
      return named === 'part'
        ? `answers what it keeps of people${name} under an e-mail address or a telephone number that the request names`
        : `answers all that it keeps of people${name}`;
    }
    case 'items':
      return 'answers what a table keeps';
    case 'download':
      return 'signs an address by which any object of the bucket that the request names is read';
    case 'upload':
      return `signs an address by which an object is written to the bucket${isNew ? ' under a name that is made anew' : ''}`;
  }
}

/** `to which CreateUser writes email, phone and password` */
function writing({ functionName, fields }: KeptBy): string {
  const last = fields.at(-1) ?? '';
  const before = fields.slice(0, -1).join(', ');

  return `to which ${functionName} writes ${before === '' ? last : `${before} and ${last}`}`;
}

/** What makes it as bad as it is, or not. */
function detailOf({ kind, named, isNew }: HandedOut): string {
  if (kind === 'download') return '';
  if (kind !== 'upload') return ', and asks for no password or other proof';
  if (isNew) return ': it overwrites nothing';

  return {
    all: ', of a name that the request chooses: it overwrites any file',
    part: ', of a name that the request has a part in',
    none: '',
  }[named];
}

/** Of one function. */
export const MOST_HANDED_OUT = 20;

/** What is handed out, as it was stored. */
export const handedOut: z.ZodMiniType<HandedOut> = z.object({
  kind: z.enum(handedOutKinds),
  named: z.enum(['all', 'part', 'none']),
  isNew: z.optional(z.literal(true)),
  path: z.string(),
  line: z.number(),
  column: z.number(),
  of: z.optional(z.string()),
  table: z.optional(tableName),
  part: z.optional(z.string()),
  fields: z.optional(z.array(z.string())),
  under: z.optional(z.string()),
  isOne: z.optional(z.literal(true)),
});
