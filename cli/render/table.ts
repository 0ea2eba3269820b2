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

/** Rows that belong together. */
export interface Section {
  /** A line above them; undefined for rows that stand alone. */
  readonly heading?: string | undefined;
  readonly rows: readonly (readonly Cell[])[];
}

/** With fewer characters in a line, columns would break every sentence: there a row is a paragraph. */
const NARROWEST_TABLE = 100;
const NARROWEST = 40;
/** Longer lines are hard to read. */
const WIDEST = 180;
const GAP = 2;
const INDENT = '  ';

/** Rows under titles, without lines between, in the width of the terminal. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  terminal: Terminal,
): string {
  return sectionedTable(columns, [{ rows }], terminal);
}

/** The same with headings among its rows, and a line free above each. */
export function sectionedTable(
  columns: readonly Column[],
  sections: readonly Section[],
  terminal: Terminal,
): string {
  const { columns: width, paint } = terminal;
  const laidOut =
    width < NARROWEST_TABLE
      ? (cells: readonly Cell[]) => paragraphOf(columns, cells, Math.max(NARROWEST, width))
      : rowsIn(widthsOf(columns, Math.min(WIDEST, width)));
  const titles = columns.map(({ title }) => ({
    lines: [title],
    paint: (text: string) => paint(['dim'], text),
  }));
  const head = width < NARROWEST_TABLE ? [] : laidOut(titles);

  const blocks = sections.map(({ heading, rows }, index) => [
    ...(heading === undefined || (index === 0 && head.length === 0) ? [] : ['']),
    ...(heading === undefined ? [] : headingOf(heading, terminal)),
    ...rows.flatMap(laidOut),
  ]);
  return [...head, ...blocks.flat()].join('\n');
}

function headingOf(heading: string, { columns, paint }: Terminal): readonly string[] {
  return wrappedCell(heading, Math.max(NARROWEST, columns)).map((line) => paint(['bold'], line));
}

function rowsIn(widths: readonly number[]) {
  return (cells: readonly Cell[]) => linesOf(cells, widths);
}

/** What columns of a width hold in a line or two, and below it the text of the others. */
function paragraphOf(
  columns: readonly Column[],
  cells: readonly Cell[],
  width: number,
): readonly string[] {
  const isText = (index: number) => columns[index]?.width === undefined;
  const texts = cells.filter((_, index) => isText(index)).flatMap(({ lines }) => lines);
  const labels = cells.flatMap(({ lines, paint = (text: string) => text }, index) =>
    isText(index) || lines.length === 0 ? [] : [{ text: lines.filter(Boolean).join(', '), paint }],
  );
  const head = labels.map(({ text }) => printable(text)).join(INDENT);

  return [
    ...(stringWidth(head) <= width
      ? [labels.map(({ text, paint }) => paint(printable(text))).join(INDENT)]
      : wrappedCell(head, width)),
    ...texts.flatMap((text) =>
      wrappedCell(text, width - INDENT.length).map((line) => `${INDENT}${line}`.trimEnd()),
    ),
  ];
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
