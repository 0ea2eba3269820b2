import * as z from 'zod/mini';
import type { CodePlace } from './sdk-calls.ts';

/** What code makes out that opens something by itself, to anyone who holds it. */
export const handedOutKinds = ['token', 'upload', 'download', 'credentials', 'records'] as const;

/**
 * A place where code signs something for anyone who asks, of code in which nothing is seen by which who asks has to prove anything:
 * a token for the user that the request names, or an address of an object in a bucket; or answers users with their passwords, or all of a
 * table of what is personal.
 */
export interface HandedOut extends CodePlace {
  readonly kind: (typeof handedOutKinds)[number];
  /** How much of the name of the object, or of the user, the request says. */
  readonly named: 'all' | 'part' | 'none';
  /** Of an object to be written: it is under a name that the code makes anew for each who asks, so that nothing is there. */
  readonly isNew?: true | undefined;
  /** Of records, what they are called: `payroll_runs`. */
  readonly of?: string | undefined;
}

/** What a function does there, for a reader: `signs a token …, in index.js at line 3`. */
export function handingWords(handed: HandedOut): string {
  return `${wordsOf(handed)}, in ${handed.path} at line ${handed.line}`;
}

function wordsOf({ kind, named, isNew, of }: HandedOut): string {
  if (kind === 'token') {
    return 'its code signs a token for the user that the request names, and asks for no password or other proof';
  }
  if (kind === 'credentials') {
    return 'its code answers users with their passwords, or what these were hashed to, and asks for no password or other proof';
  }
  if (kind === 'records') {
    const name = of === undefined ? '' : ` (${of})`;
    const which =
      named === 'part'
        ? `what it keeps of people${name} under an e-mail address or a telephone number that the request names`
        : `all that it keeps of people${name}`;
    return `its code answers ${which}, and asks for no password or other proof`;
  }
  if (kind === 'download') {
    return 'its code signs an address by which any object of the bucket that the request names is read';
  }
  if (isNew) {
    return 'its code signs an address by which an object is written to the bucket under a name that is made anew: it overwrites nothing';
  }
  const isAny =
    named === 'all' ? ', of a name that the request chooses: it overwrites any file' : '';
  const isOne = named === 'part' ? ', of a name that the request has a part in' : '';

  return `its code signs an address by which an object is written to the bucket${isAny}${isOne}`;
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
});
