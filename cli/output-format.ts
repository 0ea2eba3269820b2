import { extname } from 'node:path';
import type { Command } from 'commander';
import { Failure } from './failure.ts';

/** By the ending of a file name, the longest first: the formats that it may hold, and first the one that it stands for. */
const endings: readonly (readonly [ending: string, ...formats: readonly string[]])[] = [
  ['.sarif.json', 'sarif'],
  ['.ocsf.json', 'ocsf'],
  ['.asff.json', 'asff'],
  ['.cdx.json', 'json'],
  ['.sarif', 'sarif'],
  ['.json', 'json', 'sarif', 'ocsf', 'asff'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.csv', 'csv'],
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.ts', 'cdk'],
  ['.tf', 'terraform'],
  ['.yaml', 'sam', 'yaml'],
  ['.yml', 'sam', 'yaml'],
];

/** Endings of formats that nothing is written in. Any other may be a name: `findings.staging`. */
const unwritten: ReadonlySet<string> = new Set(
  '.docx .gz .ods .parquet .pdf .rtf .tsv .xls .xlsx .xml .zip'.split(' '),
);

/**
 * Takes the format from the name of the file that a command writes, where no format is asked for. A
 * table in a file that is named for another format is read by no tool.
 *
 * @throws Failure where the name and the format contradict each other, before anything is asked of AWS.
 */
export function chooseFormat(command: Command): void {
  const { output } = command.opts<{ readonly output?: string }>();
  if (output === undefined || output === '-') return;
  const [ending, ...meant] = endings.find(([end]) => output.toLowerCase().endsWith(end)) ?? [];
  const option = command.options.find(({ long }) => long === '--format');
  const written = option?.argChoices ?? ['json'];
  const asked = askedFormat(command);
  if (ending === undefined) {
    if (asked === undefined && option && unwritten.has(extname(output).toLowerCase())) {
      throw new Failure(
        `--output ${output}: nothing is written as ${extname(output)}: ask for one of ${written.join(', ')} by --format, or name the file otherwise`,
      );
    }
    return;
  }
  const format = asked ?? meant.find((each) => written.includes(each));
  if (format === undefined) {
    throw new Failure(
      `--output ${output} is named for ${meant[0]}, and ${command.name()} writes ${written.join(', ')}: name the file otherwise`,
    );
  }
  if (!meant.includes(format)) {
    throw new Failure(
      `--output ${output} is named for ${meant[0]}, and ${format} is asked for: name the file otherwise, or ask for ${meant[0]}`,
    );
  }
  if (asked === undefined && option) command.setOptionValueWithSource('format', format, 'implied');
}

/** The short forms stand for a format too; with a file name, --sarif writes beside what is printed. */
function askedFormat(command: Command): string | undefined {
  const given: Readonly<Record<string, unknown>> = command.opts();
  if (given.json === true) return 'json';
  if (given.csv === true) return 'csv';
  if (given.sarif === true || given.sarif === '-') return 'sarif';

  const isAsked = command.getOptionValueSource('format') === 'cli';
  return isAsked ? String(given.format) : undefined;
}
