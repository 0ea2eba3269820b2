import type { Command } from 'commander';

/**
 * What is wrong with how a command was typed, as everything else that goes wrong is said: what was
 * given, and what it takes. Commander has phrases of its own.
 *
 * @param text as commander has it, `error: ` in front; hostile where it repeats what was typed.
 */
export function usageSentence(text: string, command: Command): string {
  const said = text.trim().replace(/^error: /, '');
  const form = forms.find(({ begins }) => said.startsWith(begins));

  return form?.says(said.slice(form.begins.length), command) ?? said.split('\n').join(' ');
}

interface Form {
  readonly begins: string;
  /** @returns undefined for what has not the form after all. */
  readonly says: (rest: string, command: Command) => string | undefined;
}

/** Source: commander 15, lib/command.js. A form that a later version changes is shown as it is. */
const forms: readonly Form[] = [
  { begins: "unknown option '", says: (rest) => unknownSentence('option', rest) },
  { begins: "unknown command '", says: (rest) => unknownSentence('command', rest) },
  { begins: "option '", says: optionSentence },
  { begins: "command-argument value '", says: argumentSentence },
  {
    begins: "missing required argument '",
    says: (rest, command) => `there is no ${rest.slice(0, -1)}: ${usageOf(command)}`,
  },
  {
    begins: "required option '",
    says: (rest) => `${flagOf(rest)} is missing`,
  },
  {
    begins: 'too many arguments',
    says: (_, command) => `too many words: ${command.args.join(' ')}; ${usageOf(command)}`,
  },
];

/** `--sverity'`, and on a further line what may have been meant. */
function unknownSentence(what: string, rest: string): string {
  const [first = '', hint = ''] = rest.split('\n');
  const meant = hint.replace(/^\(/, '').replace(/\)$/, '');

  return `there is no ${what} ${first.slice(0, -1)}${meant === '' ? '' : `. ${meant}`}`;
}

const INVALID = "' is invalid.";

/** `--severity <severity>' argument 'hihg' is invalid. It takes …`, `… argument missing` or `… cannot be used with option '…'`. */
function optionSentence(rest: string): string | undefined {
  const flag = flagOf(rest);
  const [, value] = split(rest, "' argument '");
  if (value !== undefined) return invalidSentence(flag, value, INVALID);

  const [, other] = split(rest, "' cannot be used with option '");
  if (other !== undefined) return `${flag} does not go with ${flagOf(other)}`;

  const [flags, missing] = split(rest, "' argument missing");
  return missing === undefined ? undefined : `${flags} has no value`;
}

/** `2026-13-40' is invalid for argument 'from'. It takes …` */
function argumentSentence(rest: string): string | undefined {
  const [value, after] = split(rest, "' is invalid for argument '");
  const [name, takes] = split(after ?? '', "'.");

  return takes === undefined ? undefined : cannotBe(name, value, takes);
}

function invalidSentence(flag: string, rest: string, mark: string): string | undefined {
  const [value, takes] = split(rest, mark);

  return takes === undefined ? undefined : cannotBe(flag, value, takes);
}

/** `--severity cannot be hihg: it takes info, low, …` */
function cannotBe(what: string, value: string, takes: string): string {
  const [first = '', ...more] = takes.trim();

  return `${what} cannot be ${value === '' ? 'empty' : value}: ${first.toLowerCase()}${more.join('')}`;
}

/** `--severity` of `--severity <severity>' …`, and of `-c, --context <setting=value>' …` the long one. */
function flagOf(rest: string): string {
  const [flags] = split(rest, "'");
  const words = flags.split(/[ ,]+/);

  return words.find((word) => word.startsWith('--')) ?? flags;
}

function usageOf(command: Command): string {
  return `it is used as ${command.createHelp().commandUsage(command)}`;
}

/** At the first of its kind. */
function split(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);

  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}
