import stringWidth from 'string-width';
import { printable } from '../../functions/domain/notification/plain-text.ts';
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
  const titles = columns.map(({ title }) => ({
    lines: [title],
    paint: (text: string) => paint(['dim'], text),
  }));

  return [titles, ...rows].flatMap((cells) => linesOf(cells, widths)).join('\n');
}

/** As many lines as the longest of its cells has. */
function linesOf(cells: readonly Cell[], widths: readonly number[]): readonly string[] {
  const columns = cells.map(({ lines, paint = (text) => text }, index) => ({
    paint,
    width: widths[index] ?? 0,
    lines: lines.flatMap((line) => wrappedCell(line, widths[index] ?? 0)),
  }));
  const height = Math.max(...columns.map(({ lines }) => lines.length));

  return Array.from({ length: height }, (_, number) =>
    columns
      .map(({ lines: { [number]: line = '' }, paint, width }) =>
        line === '' ? ' '.repeat(width) : paint(line) + ' '.repeat(width - stringWidth(line)),
      )
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

/**
 * Lines of so many columns, broken at spaces, in time that grows with the text alone. Words that are
 * longer than a line are broken too: a name that is cut off is of no use.
 */
function wrappedCell(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;

  for (const word of printable(text).split(' ')) {
    for (const [index, piece] of piecesOf(word, width).entries()) {
      const taken = stringWidth(piece);
      const isNext = index > 0 || (line !== '' && used + 1 + taken > width);
      const isFirst = isNext || line === '';

      if (isNext) lines.push(line);
      line = isFirst ? piece : `${line} ${piece}`;
      used = isFirst ? taken : used + 1 + taken;
    }
  }

  return [...lines, line];
}

/** Of a word, as much as a line holds each, broken between characters as a terminal shows them. */
function piecesOf(word: string, width: number): readonly string[] {
  if (stringWidth(word) <= width) return [word];
  const pieces: string[] = [];
  const widths = new Map<string, number>();
  let piece = '';
  let used = 0;

  for (const { segment } of characters.segment(word)) {
    const taken = widths.get(segment) ?? stringWidth(segment);
    widths.set(segment, taken);
    if (used + taken > width) {
      pieces.push(piece);
      [piece, used] = ['', 0];
    }
    piece += segment;
    used += taken;
  }

  return [...pieces, piece];
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

function widthsOf(columns: readonly Column[], total: number): readonly number[] {
  const fixed = columns.reduce((sum, { width = 0 }) => sum + width, 0);
  const left = total - fixed - GAP * (columns.length - 1);

  return columns.map(({ width }) => width ?? left);
}
