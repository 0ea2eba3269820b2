import { allKinds, type Kinds, kindsOf, noKinds, ofAllKinds, others, without } from './kinds.ts';
import { type Characters, charactersOf } from './pattern-characters.ts';

/** Where a pattern is held against a text: of `match` at its begin, of `fullmatch` at both ends. */
export interface Held {
  readonly isBegun: boolean;
  readonly isEnded: boolean;
}

/**
 * What a text does no harm to that a pattern lets through, by the characters that may be in it. Nothing is
 * known where it need not match from end to end, or lets any character through.
 */
export function matchedKinds(pattern: string, { isBegun, isEnded }: Held): Kinds {
  const characters = charactersOf(pattern);
  if (!characters || !isWhole(characters, { isBegun, isEnded })) return noKinds;
  const { free, letsStepsUp } = characters;

  const text = asciiOf(free);
  const ofPath = letsStepsUp ? ofAddress : ofAddress | kindsOf('path-traversal');
  if (!/^[\w \n.:@+=,/%-]*$/.test(text)) return ofPath;
  if (/^[\w.-]*$/.test(text) && !letsStepsUp) return allKinds;

  return ofPath | (text.includes('\n') ? without(plain, ...ofLines) : plain);
}

/** No other sign ends a text or a command. */
function asciiOf(signs: ReadonlySet<string>): string {
  return [...signs].filter((sign) => sign < '\u0080').join('');
}

/** No quotes, brackets or signs of a shell are in it; what is loaded is decoded before, and another text then. */
const plain = without(
  others(ofAllKinds),
  'unsafe-deserialization',
  'path-traversal',
  'server-side-request-forgery',
  'open-redirect',
);
const ofAddress = kindsOf('server-side-request-forgery', 'open-redirect');
const ofLines = ['command-injection', 'event-code-execution', 'log-injection'] as const;

function isWhole({ alternatives }: Characters, { isBegun, isEnded }: Held): boolean {
  if (isBegun && isEnded) return true;

  return alternatives.every(
    (each) =>
      (isBegun || /^(?:\^|\\A)/.test(each)) && (isEnded || /(?:(?:^|[^\\])\$|\\Z|\\z)$/.test(each)),
  );
}

/**
 * The same of a pattern that a framework asks at the door, and nothing at the place itself: words of letters,
 * digits and dashes, and of a path what has no slash in it.
 */
export function matchedAtDoor(pattern: string): Kinds {
  const characters = charactersOf(pattern);
  if (!characters || !isWhole(characters, { isBegun: false, isEnded: false })) return noKinds;
  const text = asciiOf(characters.all);
  const ofPath = text.includes('/') ? noKinds : kindsOf('path-traversal');
  if (/^[\w-]*$/.test(text)) return plain | ofPath;

  return /^[\w.-]*$/.test(text) ? without(plain, 'event-code-execution') | ofPath : ofPath;
}
