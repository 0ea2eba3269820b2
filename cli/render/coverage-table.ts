import { factInWords } from '../../functions/domain/gap-in-words.ts';
import { dayOf, minuteOf } from '../../functions/domain/message/day-and-minute.ts';
import type { CoverageReport, LastRun, Unseen } from '../coverage-report.ts';
import type { Terminal } from '../terminal.ts';
import { type Cell, type Column, table } from './table.ts';
import { placeOf } from './words.ts';

const columns: readonly Column[] = [
  { title: 'WHERE', width: 24 },
  { title: 'SCANNER', width: 12 },
  { title: 'NOT SEEN, AND WHY' },
  { title: 'SINCE', width: 10 },
];

export function coverageTable(report: CoverageReport, terminal: Terminal): string {
  const rows = report.unseen.map(rowOf);
  const unseen = rows.length === 0 ? [] : [table(columns, rows, terminal), ''];

  return [...unseen, sentenceOf(report), ...report.scanners.map(lineOf)].join('\n');
}

/** `13 of 15 targets seen in full` */
function sentenceOf({ seenWhole, targets }: CoverageReport): string {
  return `${seenWhole} of ${targets} targets seen in full`;
}

function rowOf({ target, scanner, fact, reason, since }: Unseen): readonly Cell[] {
  return [
    { lines: placeOf(target) },
    { lines: [scanner] },
    { lines: [factInWords(fact), reason] },
    { lines: [since === undefined ? 'never' : dayOf(since)] },
  ];
}

function lineOf({ scanner, at }: LastRun): string {
  const when = at === undefined ? 'has not run yet' : `last ran ${minuteOf(at)}`;

  return `  ${scanner.padEnd(12)}  ${when}`;
}
