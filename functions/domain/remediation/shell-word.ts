import { printable } from '../notification/plain-text.ts';

/**
 * Text as one word of a POSIX shell, in which nothing acts. What a terminal might take for a key is
 * shown by a sign in its place: such a name is not found, and does no harm.
 */
export function shellWord(text: string): string {
  const word = printable(text);

  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What no shell takes for anything else, wherever in a word it stands. */
const PLAIN = /^[A-Za-z0-9_./:@%+,-]+$/;
