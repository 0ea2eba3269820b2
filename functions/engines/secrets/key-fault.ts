import { wordsOf } from './secret-names.ts';
import { isMadeUp, isPlaceholder, isReference, looksRandom } from './secret-values.ts';

/**
 * Why a text is no key to sign with: it is `common`, for it stands in examples or has only words in it that keys have everywhere;
 * it is `named` after the function; it is `short`, so that all such keys can be tried; or it is `brief`: random, but shorter than
 * what HMAC with SHA-256 asks for.
 */
export type KeyFault = (typeof keyFaults)[number];

export const keyFaults = ['common', 'named', 'short', 'brief'] as const;

/** Undefined where it may be one, and for what only says where one is. @param owner the name of the function. */
export function keyFaultOf(value: string, owner: string): KeyFault | undefined {
  const key = value.trim();
  if (key === '' || isNoText(key)) return undefined;
  const isCounted = ['1234567890', '0123456789'].some((run) => run.repeat(20).startsWith(key));
  if (isCounted || isPlaceholder(key) || isMadeUp(key) || isMadeOf(key, common)) return 'common';
  const own = wordsOf(owner).filter((word) => word.length > 2);
  if (isMadeOf(key, new Set([...common, ...own]))) return 'named';

  const bytes = new TextEncoder().encode(key).length;
  if (bytes < SHORTEST_BYTES) return bitsOf(key) < LEAST_BITS ? 'short' : 'brief';
  return bytes < ASKED_BYTES ? 'brief' : undefined;
}

/** What is tried in days, for a reasonable price. */
const SHORTEST_BYTES = 16;
/** Of one that a generator wrote: with fewer it is tried as soon. */
const LEAST_BITS = 64;
/** As many as the hash has. Source: RFC 7518, 3.2. */
const ASKED_BYTES = 32;

/** Where a key is, and what is a key of another kind; of digits alone it is a key, if a bad one. */
function isNoText(value: string): boolean {
  return (isReference(value) && !/^\d+$/.test(value)) || value.startsWith('-----BEGIN');
}

function bitsOf(key: string): number {
  if (!looksRandom(key)) return 0;
  const alphabet = alphabets.reduce((all, [of, size]) => all + (of.test(key) ? size : 0), 0);

  return key.length * Math.log2(alphabet);
}

const alphabets = [
  [/\d/, 10],
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[^\dA-Za-z]/, 32],
] as const;

/** Whether it is these words and nothing else, with or without something between them, and numbers such as years. */
function isMadeOf(text: string, words: ReadonlySet<string>): boolean {
  if (text.length > LONGEST) return false;
  const upper = text.toUpperCase();
  if (!/[A-Z]/.test(upper)) return false;
  const isReached = [true, ...Array.from(upper, () => false)];

  for (let at = 0; at < upper.length; at += 1) {
    if (!isReached[at]) continue;
    if (/[^A-Z]/.test(upper[at] ?? '')) isReached[at + 1] = true;
    for (let length = 1; length <= LONGEST_WORD; length += 1) {
      if (words.has(upper.slice(at, at + length))) isReached[at + length] = true;
    }
  }
  return isReached[upper.length] === true && (text.match(/\d/g)?.length ?? 0) <= MOST_DIGITS;
}

/** Characters. */
const LONGEST = 100;
const LONGEST_WORD = 16;
const MOST_DIGITS = 8;

/** Of keys in documents, templates and lists of what people choose. */
const common: ReadonlySet<string> = new Set(
  (
    'SECRET SECRETS SECRETO SECRETA CLAVE MI TU LEAST KEY KEYS CHAVE TOKEN TOKENS JWT JWS HMAC HS AUTH AUTHENTICATION AUTHORIZATION API APP APPLICATION SERVER SERVICE LAMBDA AWS NODE FLASK ' +
    'DJANGO EXPRESS SESSION COOKIE SIGN SIGNED SIGNING SIGNATURE ENCRYPTION ACCESS REFRESH PRIVATE PUBLIC SHARED MASTER WEBHOOK PASSWORD PASS PWD PASSPHRASE ' +
    'PASSW0RD MY YOUR OUR THE THIS THAT IS A AN AND OF FOR TO IN AT IT BE NOT NO VERY SUPER MEGA ULTRA TOP REALLY SO TOO MUCH LONG STRONG SAFE SECURE UNSAFE INSECURE DUPER ' +
    'RANDOM STRING TEXT VALUE BIT BITS BYTE BYTES CHARACTERS SOME ANY DEV DEVELOPMENT TEST TESTING PROD PRODUCTION STAGING LOCAL LOCALHOST DEFAULT DEMO EXAMPLE SAMPLE DUMMY ' +
    'TEMP TEMPORARY CHANGE CHANGEME CHANGEIT ME REPLACE HERE PLEASE LATER USE SHOULD MUST SHH SHHH SHHHH SHHHHH SHHHHHH KEYBOARD CAT ADMIN ROOT USER LOGIN GUEST ABC ABCD ABCDEF QWERTY ' +
    'LETMEIN WELCOME HELLO WORLD FOO BAR BAZ FOOBAR XYZ ASDF HUNTER MONKEY DRAGON'
  ).split(' '),
);
