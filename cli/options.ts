import { Option } from 'commander';
import { oneOf, severityOf } from './arguments.ts';
import { type Format, formats } from './render/formats.ts';

/** An option that takes one of a list of words. */
export function choice(flags: string, says: string, words: readonly string[]): Option {
  return new Option(flags, says).choices(words).argParser((text) => oneOf(words, text));
}

/** What --output is named for where a list of findings is written. */
export const LIST_ENDINGS = '.json, .csv, .sarif, .md, .html, …';

/** Options that several commands share. A new one each time: commander keeps state in them. */
export const options = {
  stack: () => new Option('--stack <name>', 'name of the deployed stack').default('LambdaVigil'),
  json: () => new Option('--json', 'print JSON, as docs/finding.schema.json says'),
  /** Of what that schema does not describe. */
  ownJson: () => new Option('--json', 'print JSON'),
  csv: () => new Option('--csv', 'print CSV').conflicts('json'),
  all: () => new Option('--all', 'list all that is new, fixed, open or not covered'),
  format: (some: readonly Format[] = formats) =>
    choice('--format <format>', 'how it is written', some).conflicts(['json', 'csv', 'sarif']),
  /** @param endings of the formats that the command writes; undefined where it writes one. */
  output: (endings?: string) => {
    const format = endings === undefined ? '' : `, in the format of its ending (${endings})`;
    return new Option(
      '--output <file>',
      `write it there, readable by you alone${format}; - is the standard output`,
    );
  },
  strict: () => new Option('--strict', 'exit with 3 when something could not be checked'),
  allowGaps: () =>
    new Option(
      '--allow-gaps',
      'with --fail-on: do not exit with 3 when something could not be checked',
    ).conflicts('strict'),
  layer: () =>
    new Option('--layer <zip>', 'a layer beside the package; may be given again')
      .argParser((path: string, before: readonly string[]) => [...before, path])
      .default([], 'none'),
  failOn: () =>
    new Option(
      '--fail-on <severity>',
      'exit with 1 when a finding of this severity or worse is open, else with 3 when something could not be checked',
    ).argParser(severityOf),
};
