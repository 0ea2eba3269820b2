import * as z from 'zod/mini';
import type { CodePlace } from './sdk-calls.ts';

/** What code does that a request decides. */
export const decidedKinds = [
  'removes',
  'replaces',
  'changes',
  'sends',
  'has done',
  'reads',
] as const;

export type DecidedKind = (typeof decidedKinds)[number];

/** What of it the request decides. */
export const decidedParts = ['key', 'filter', 'content', 'recipient', 'name', 'rights'] as const;

export type DecidedPart = (typeof decidedParts)[number];

/** What only some ways in put into the event of a request: the parameters that its path names, and fields that no event of API Gateway has. */
export const eventParts = ['path parameters', 'other fields'] as const;

export type EventPart = (typeof eventParts)[number];

/** A call of live code by which a request decides what is changed, sent or had done, or which object or secret is read. */
export interface DecidedChange extends CodePlace {
  /**
   * `removes`: what is kept under a key, or found by a filter. `replaces`: all that is kept under a key. `changes`: a part of
   * it. `sends`: a message or a mail to others. `has done`: another function, a machine or an account of AWS does it.
   * `reads`: an object, a secret or a parameter.
   */
  readonly kind: DecidedKind;
  /** As its readers know it: `dynamodb:DeleteItem`, `mongoose.findByIdAndDelete`. */
  readonly call: string;
  readonly by: DecidedPart;
  /** It replaces what is kept under a key that callers name, and neither a condition nor a look at what is there stands before it. */
  readonly isBlind?: true | undefined;
  /** The code itself writes what is sent: of a request there is no more in it than an address or a name. */
  readonly isFixed?: true | undefined;
  /** Where these parts of the event alone decide it: without them it is not done, or fails. Absent where more decides it, or that is not seen. */
  readonly onlyBy?: readonly EventPart[] | undefined;
  /** The route of the code that does it, by method and path as in `CodeRoute`; absent where it is not known, or where there are none. */
  readonly route?: { readonly method: string; readonly path: string } | undefined;
}

/** More are not kept, nor longer names: such code is too much to follow. */
const MOST_CHANGES = 300;
const MOST_NAME = 200;

/** The changes as they are stored; undefined where there are too many, or one has a hostile name. */
export function keptChanges(found: DecidedChanges): DecidedChanges | undefined {
  const isKept =
    found.changes.length <= MOST_CHANGES &&
    found.changes.every(
      ({ call, route }) => call.length <= MOST_NAME && (route?.path.length ?? 0) <= MOST_NAME,
    );

  return isKept ? found : undefined;
}

/** Of code that was read. */
export interface DecidedChanges {
  /** The worst first, in each route of the code at most one of a kind and a call of AWS. */
  readonly changes: readonly DecidedChange[];
  /** All that the code calls is seen, so that it does no more. */
  readonly isWhole?: true | undefined;
  /** Its own code names no credentials but those of its role, which has to allow what it asks of AWS. */
  readonly isAsRole?: true | undefined;
}

/** Changes of which one may stand for all: by the same call of AWS, which a role may allow beside others, or by what is no such call. */
export function kindWithCall({ kind, call }: Pick<DecidedChange, 'kind' | 'call'>): string {
  return call.includes(':') ? `${kind} ${call}` : kind;
}

/** What the code does there, in a sentence about it: `removes what the request names`. */
export function changeWords({ kind, by, isBlind, isFixed }: DecidedChange): string {
  if (by === 'rights') return 'gives an account the role or group that the request names';
  if (isFixed) return 'sends a text of its own to whom the request names';
  const blindly = isBlind ? ', without a look at what is there' : '';

  return `${verbs[kind]} ${objectOf(kind, by)}${blindly}`;
}

const verbs: Readonly<Record<DecidedKind, string>> = {
  removes: 'removes',
  replaces: 'replaces',
  changes: 'changes',
  sends: 'sends',
  'has done': 'has something done with',
  reads: 'reads',
};

function objectOf(kind: DecidedKind, by: DecidedPart): string {
  switch (by) {
    case 'filter':
      return 'what matches a filter of the request';
    case 'recipient':
      return 'to whom the request names';
    case 'content':
      return kind === 'sends' || kind === 'has done'
        ? 'what the request says'
        : 'something by all that the request says';
    case 'key':
    case 'name':
    case 'rights':
      return 'what the request names';
  }
}

/** For a reader, a line: `its code removes what the request names (dynamodb:DeleteItem in src/a.js, line 10)`. */
export function changeLine(change: DecidedChange): string {
  const { call, path, line } = change;

  return `its code ${changeWords(change)} (${call} in ${path}, line ${line})`;
}

/** As they were stored. */
export const decidedChanges: z.ZodMiniType<DecidedChanges> = z.object({
  changes: z.array(
    z.object({
      kind: z.enum(decidedKinds),
      call: z.string(),
      by: z.enum(decidedParts),
      isBlind: z.optional(z.literal(true)),
      isFixed: z.optional(z.literal(true)),
      onlyBy: z.optional(z.array(z.enum(eventParts))),
      route: z.optional(z.object({ method: z.string(), path: z.string() })),
      path: z.string(),
      line: z.number(),
      column: z.number(),
    }),
  ),
  isWhole: z.optional(z.literal(true)),
  isAsRole: z.optional(z.literal(true)),
});
