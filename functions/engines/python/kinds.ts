import { type WeaknessKind, weaknessKinds } from '../../core/weakness.ts';
import { sureSecretNameOf } from '../secrets/index.ts';

/**
 * What is wrong by itself, whatever comes to it: no value is safe for it or harms by it, so that it takes
 * no bit.
 */
const byItself = [
  'broken-object-authorization',
  'does-not-start',
  'open-authorizer',
  'predictable-token',
  'state-between-invocations',
  'tls-verification-disabled',
  'unpinned-install',
  'weak-crypto',
] as const satisfies readonly WeaknessKind[];

/** What a value does harm by. */
export type HarmKind = Exclude<WeaknessKind, (typeof byItself)[number]>;

const harms = weaknessKinds.filter((kind) => !byItself.some((each) => each === kind));

/**
 * A set of kinds of harm, one bit each, with bits that are no kinds: what else is known of a value. They fit
 * into the 31 bits of a small integer, as a test says.
 */
export type Kinds = number;

export const noKinds: Kinds = 0;

const bitOf: Readonly<Partial<Record<WeaknessKind, Kinds>>> = Object.fromEntries(
  harms.map((kind, index) => [kind, 1 << index]),
);

/** No kind, but what only a command without a shell asks: its first word, the program, is fixed. */
export const behindWord: Kinds = 2 ** harms.length;

/**
 * No kind either, but what paths ask: it is one step of the path of an address, and a slash in it
 * would have made two. Of a path in the file system it can be `..` at most.
 */
export const oneStep: Kinds = 2 * behindWord;

/** No kind, but what a database asks that takes tables for operators: it is a text and no table. */
export const onlyText: Kinds = 2 * oneStep;

/**
 * No kinds, but how grave what is done with it can be at most: a stranger has less of a word in what
 * an object in a bucket holds, or in what a service of AWS writes, than in a request.
 */
export const highAtMost: Kinds = 2 * onlyText;
export const mediumAtMost: Kinds = 2 * highAtMost;

/** No kind: it is one step milder than by a request, for other code of the account wrote it into a queue or a stream. */
export const oneStepLess: Kinds = 2 * mediumAtMost;

/**
 * No kinds, but what paths ask as well: it has no `..` in it, and it does not begin a path. Together
 * they keep it below the folder that it is put behind.
 */
export const noDots: Kinds = 2 * oneStepLess;
export const notRooted: Kinds = 2 * noDots;

/**
 * No kind, but what commands and queries ask: it is encoded for an address, so there is no quote,
 * blank or bracket in it, nor a sign of a shell.
 */
export const urlEncoded: Kinds = 2 * notRooted;

export const allKinds: Kinds = 2 * urlEncoded - 1;

/** The bits that are no kinds, and say something of all of them. */
export const ofAllKinds: Kinds = allKinds - (behindWord - 1);

/** Whether there is nothing left that it could do. */
export function isHarmless(bits: Kinds): boolean {
  return (~bits & (behindWord - 1)) === 0;
}

export function kindsOf(...kinds: readonly HarmKind[]): Kinds {
  return kinds.reduce((bits, kind) => bits | (bitOf[kind] ?? noKinds), noKinds);
}

/** @param kind what is wrong by itself is in no set. */
export function has(bits: Kinds, kind: WeaknessKind): boolean {
  return (bits & (bitOf[kind] ?? noKinds)) !== 0;
}

/** What is known of a text does not hold for a part of it: that may be any of its words. */
export function ofPart(bits: Kinds): Kinds {
  return bits & ~(behindWord | notRooted);
}

/** Of an encoded text, nothing that was found says anything of what is written in it, but who signed it. */
export function ofOtherText(bits: Kinds): Kinds {
  return without(
    ofDecoded(bits),
    'event-code-execution',
    'command-injection',
    'query-injection',
    'path-traversal',
    'server-side-request-forgery',
    'open-redirect',
    'unescaped-html',
    'xml-external-entity',
    'log-injection',
  );
}

/** With what several bits say together. */
export function settled(bits: Kinds): Kinds {
  const isBelow = (bits & noDots) !== 0 && (bits & notRooted) !== 0;

  return isBelow ? bits | kindsOf('path-traversal') : bits;
}

/** Once it is decoded, there may be a slash in it, and it may be a table. */
export function ofDecoded(bits: Kinds): Kinds {
  return bits & ~(oneStep | onlyText | noDots | notRooted | urlEncoded);
}

export function without(bits: Kinds, ...kinds: readonly HarmKind[]): Kinds {
  return bits & ~kindsOf(...kinds);
}

/** All kinds that a set is without. */
export function others(bits: Kinds): Kinds {
  return allKinds & ~bits;
}

/** Of which the event is not the source. */
const ofOthers = kindsOf('error-details-returned', 'environment-returned', 'secret-in-log');

/** What an event is safe for as it comes: JSON is only broken by what is put into its text. */
export const safeAsItComes: Kinds = ofOthers | kindsOf('json-injection');

/** What details of an error are safe for. */
export const safeAsError: Kinds = without(allKinds, 'error-details-returned');

/** What all of the environment is safe for: it is no text of a caller's. */
export const safeAsEnvironment: Kinds =
  without(allKinds, 'environment-returned', 'secret-in-log') &
  ~(highAtMost | mediumAtMost | oneStepLess);

/** The same of a key or a token alone, which a page may be meant to carry. */
export const safeAsToken: Kinds = safeAsEnvironment | kindsOf('environment-returned');

/** What is no secret any more: cut, masked, counted. */
export const safeAsNoSecret: Kinds = kindsOf('environment-returned', 'secret-in-log');

/** Whether there is nothing in it but the environment, or a secret of the function's. */
export function isOfSecrets(bits: Kinds): boolean {
  return isHarmless(bits | safeAsNoSecret);
}

/** What a field of the environment, or of a secret that is JSON, does no harm to by its name. */
export function safeAsSetting(field: string): Kinds {
  const sure = sureSecretNameOf(field);
  if (sure === undefined) return safeAsNoSecret;

  return sure === 'hidden' ? noKinds : kindsOf('environment-returned');
}

/** What is no longer so once it stands in the text of JSON that the code wrote. */
export const harmedInJson: Kinds = kindsOf('json-injection');

/** What a part of the event is safe for, and the whole is not. */
export const safeAsPart: Kinds = kindsOf('logs-whole-event', 'event-returned');

/** What JSON text is safe for: its quotes and line ends are escaped, and it begins with a bracket. */
export const safeAsJson: Kinds = kindsOf(
  'event-code-execution',
  'path-traversal',
  'server-side-request-forgery',
  'open-redirect',
  'log-injection',
  'json-injection',
  'unsafe-deserialization',
  'xml-external-entity',
);
