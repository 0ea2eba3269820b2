import Table from 'cli-table3';
import { printable } from '../../functions/domain/message/plain-text.ts';
import type { Terminal } from '../terminal.ts';

export interface Column {
  readonly title: string;
  /** Characters; the one column without takes what the others leave. */
  readonly width?: number;
}

/** Of any text: what is in it is shown, and does nothing. Lines of a cell are a list. */
export interface Cell {
  readonly lines: readonly string[];
  readonly paint?: (text: string) => string;
}

const NARROWEST = 80;
const WIDEST = 140;
const GAP = 2;

/** Rows under titles, without lines between, in the width of the terminal. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { columns: width, paint }: Terminal,
): string {
  const widths = widthsOf(columns, Math.min(WIDEST, Math.max(NARROWEST, width)));
  const grid = new Table({
    chars: bare,
    colWidths: widths.map((each) => each + GAP),
    wordWrap: true,
    wrapOnWordBoundary: true,
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [], compact: true },
  });

  grid.push(columns.map(({ title }) => paint(['dim'], title)));
  for (const row of rows) grid.push(row.map((cell, index) => contentOf(cell, widths[index] ?? 0)));

  return linesOf(grid.toString()).join('\n');
}

/** Words that are longer than a line are broken: a name that is cut off helps nobody. */
function contentOf({ lines, paint = (text) => text }: Cell, width: number): string {
  return lines
    .flatMap((line) =>
      printable(line)
        .split(' ')
        .map((word) => broken(word, width))
        .join(' '),
    )
    .map(paint)
    .join('\n');
}

function broken(word: string, width: number): string {
  const characters = [...word];
  const pieces = Array.from({ length: Math.ceil(characters.length / width) }, (_, index) =>
    characters.slice(index * width, (index + 1) * width).join(''),
  );

  return pieces.join(' ');
}

function widthsOf(columns: readonly Column[], total: number): readonly number[] {
  const fixed = columns.reduce((sum, { width = 0 }) => sum + width, 0);
  const left = total - fixed - GAP * (columns.length - 1);

  return columns.map(({ width }) => width ?? left);
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.trimEnd());
}

const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
