import { printable } from '../message/plain-text.ts';

/**
 * A command of the AWS CLI in one line, to be copied into a POSIX shell.
 *
 * @param command `iam put-role-policy`.
 * @param options values by name, whatever is in them; true for an option that has no value.
 */
export function awsCommand(
  command: string,
  options: Readonly<Record<string, string | true | undefined>> = {},
): string {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);

  return ['aws', command, ...given.map(([name, value]) => optionOf(name, value ?? true))].join(' ');
}

/**
 * Text as one word of a POSIX shell, in which nothing acts. What a terminal might take for a key is
 * shown by a sign in its place: such a name is found by nobody, and harms nobody.
 */
export function shellWord(text: string): string {
  const word = printable(text);

  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What no shell takes for anything else, wherever in a word it stands. */
const PLAIN = /^[A-Za-z0-9_./:@%+,-]+$/;

/** A value that looks like an option is tied to its own. */
function optionOf(name: string, value: string | true): string {
  if (value === true) return `--${name}`;

  return value.startsWith('-') ? `--${name}=${shellWord(value)}` : `--${name} ${shellWord(value)}`;
}
