import { stringify } from 'csv-stringify/sync';
import { printable } from '../../functions/domain/notification/plain-text.ts';

/** A header and rows, in which no cell is a formula and none has a line break. */
export function csv<C extends string>(
  columns: readonly C[],
  rows: readonly Readonly<Record<C, string>>[],
): string {
  const cells = rows.map((row) => columns.map((column) => printable(row[column])));

  return stringify([[...columns], ...cells], { escape_formulas: true }).trimEnd();
}
