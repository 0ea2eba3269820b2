import { type GapCause, gapCauses, hiddenInWords } from '../../functions/domain/gap-causes.ts';
import { factInWords } from '../../functions/domain/gap-in-words.ts';
import { dayOf, minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import { factWords } from '../../functions/facts/index.ts';
import { areOfSeveral } from '../account-option.ts';
import type { CoverageReport, LastRun, Unseen } from '../coverage-report.ts';
import type { Terminal } from '../terminal.ts';
import { type Cell, type Column, table } from './table.ts';
import { placeOf } from './words.ts';

const columns: readonly Column[] = [
  { title: 'WHERE', width: 24 },
  { title: 'SCANNER', width: 12 },
  { title: 'NOT COVERED, AND WHY' },
  { title: 'SINCE', width: 10 },
];

/** @param all each target by itself, with the whole reason; else each cause once, and its first targets. */
export function coverageTable(
  report: CoverageReport,
  terminal: Terminal,
  { all = false }: { readonly all?: boolean } = {},
): string {
  const several = areOfSeveral(report.unseen.map(({ target }) => target));
  const rows = all
    ? report.unseen.map((each) => rowOf(each, several))
    : gapCauses(report.unseen, factWords).map((cause) => causeRow(cause, several));
  const unseen = rows.length === 0 ? [] : [table(columns, rows, terminal), ''];

  return [...unseen, coveredInWords(report), ...report.scanners.map(lineOf)].join('\n');
}

/** `13 of 15 targets fully covered` */
export function coveredInWords({ seenWhole, targets }: CoverageReport): string {
  return `${seenWhole} of ${targets} targets fully covered`;
}

function causeRow(cause: GapCause, several: boolean): readonly Cell[] {
  const { scanner, reason, targets, since } = cause;

  return [
    {
      lines: wheres(
        targets.map(({ arn }) => arn),
        several,
      ),
    },
    { lines: [scanner] },
    { lines: [hiddenInWords(cause, factWords), reason] },
    { lines: [since === undefined ? 'never' : dayOf(since)] },
  ];
}

/** One with its region; of several how many, and the first by name. */
function wheres(arns: readonly string[], several: boolean): readonly string[] {
  const [first = ''] = arns;
  if (arns.length === 1) return placeOf(first, several);

  const named = arns.slice(0, MOST_NAMED).map((arn) => placeOf(arn)[0]);
  const more = arns.length - named.length;
  return [`${arns.length} targets:`, ...named, ...(more > 0 ? [`and ${more} more`] : [])];
}

const MOST_NAMED = 3;

function rowOf(
  { target, scanner, fact, reason, since }: Unseen,
  several: boolean,
): readonly Cell[] {
  return [
    { lines: placeOf(target, several) },
    { lines: [scanner] },
    { lines: [factInWords(fact, factWords), reason] },
    { lines: [since === undefined ? 'never' : dayOf(since)] },
  ];
}

function lineOf({ scanner, at }: LastRun): string {
  const when = at === undefined ? 'has not run yet' : `last ran ${minuteOf(at)}`;

  return `  ${scanner.padEnd(12)}  ${when}`;
}
