import type { Listing } from './listing.ts';
import { type Format, formats, rendered } from './render/formats.ts';
import { json } from './render/json.ts';
import type { Terminal } from './terminal.ts';
import { writeFile } from './write-file.ts';

/** How a user wants it. The short forms are refused beside another. */
export interface Wanted {
  readonly format?: Format | undefined;
  readonly json?: boolean | undefined;
  readonly csv?: boolean | undefined;
  /** With a file name it is written beside what is printed. */
  readonly sarif?: string | true | undefined;
  /** A file; `-` and nothing are the standard output. */
  readonly output?: string | undefined;
}

/** What a command found, in each of its forms: a form that is not wanted is not made. */
export interface Printed {
  table(terminal: Terminal): string;
  /** As docs/finding.schema.json says. */
  document(): unknown;
  listing(): Listing;
  /** What is said beside any form but the table, which says it itself: that something is missing. */
  readonly aside?: string | undefined;
}

/** @throws Failure when the file cannot be written. */
export async function print(printed: Printed, wanted: Wanted, terminal: Terminal): Promise<void> {
  const format = formatOf(wanted);
  const text = await textOf(printed, format, withoutColours(wanted, terminal));
  const saysItself = format === 'table' && !goesToFile(wanted);

  emit(text, wanted.output, terminal);
  if (printed.aside !== undefined && !saysItself) terminal.err(printed.aside);
}

/** To the file, for its owner's eyes only, or to the standard output. */
export function emit(text: string, output: string | undefined, terminal: Terminal): void {
  if (output === undefined || output === '-') terminal.out(text);
  else terminal.err(`${writeFile(output, text === '' ? '' : `${text}\n`)} is written`);
}

export function formatOf({ format, json: isJson, csv, sarif }: Wanted): Format {
  if (isJson) return 'json';
  if (csv) return 'csv';
  if (sarif === true || sarif === '-') return 'sarif';

  return format ?? formats[0];
}

/** What goes to a file has no colours. */
export function withoutColours(wanted: Wanted, terminal: Terminal): Terminal {
  return goesToFile(wanted) ? { ...terminal, paint: (_, text) => text } : terminal;
}

async function textOf(printed: Printed, format: Format, terminal: Terminal): Promise<string> {
  if (format === 'table') return printed.table(terminal);
  if (format === 'json') return json(printed.document());

  return rendered(format, printed.listing());
}

function goesToFile({ output }: Wanted): boolean {
  return output !== undefined && output !== '-';
}
