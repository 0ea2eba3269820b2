import { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'magenta' | 'yellow' | 'cyan' | 'green';

/** Where a command writes to. */
export interface Terminal {
  /** What was asked for. Ends with a line feed of its own. */
  out(text: string): void;
  /** Anything else. */
  err(text: string): void;
  /** Characters in a line. */
  readonly columns: number;
  /** In colour, where that can be seen and is wanted. */
  paint(styles: readonly Style[], text: string): string;
}

/** Where output goes that no terminal shows. */
const PIPED_COLUMNS = 100;

export function processTerminal({ stdout, stderr }: NodeJS.Process): Terminal {
  return {
    out: (text) => stdout.write(`${text}\n`),
    err: (text) => stderr.write(`${text}\n`),
    columns: stdout.isTTY ? stdout.columns : PIPED_COLUMNS,
    paint: (styles, text) => (hasColours(stdout) ? styleText([...styles], text) : text),
  };
}

/** As `styleText` decides it by a stream, which it does from Node 22.13 on. NO_COLOR and FORCE_COLOR are asked there. */
function hasColours(stdout: NodeJS.WriteStream): boolean {
  if (!stdout.isTTY && process.env.FORCE_COLOR === undefined) return false;

  return WriteStream.prototype.getColorDepth.call(stdout) > 2;
}
