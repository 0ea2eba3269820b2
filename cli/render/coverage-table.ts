import type { CoverageReport } from '../coverage-report.ts';
import type { Terminal } from '../terminal.ts';
import { type CoverageRow, coverageRows, coveredInWords, runsInWords } from './coverage-rows.ts';
import { type Cell, type Column, table } from './table.ts';

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
  const rows = coverageRows(report, { all }).map(cellsOf);
  const unseen = rows.length === 0 ? [] : [table(columns, rows, terminal), ''];
  const runs = runsInWords(report).map(([scanner, when]) => `  ${scanner.padEnd(12)}  ${when}`);

  return [...unseen, coveredInWords(report), ...runs].join('\n');
}

function cellsOf({ targets, scanners, hidden, reason, since }: CoverageRow): readonly Cell[] {
  return [
    { lines: wheres(targets) },
    { lines: scanners },
    { lines: [hidden, reason] },
    { lines: [since] },
  ];
}

/** One with its region; of several how many, and the first by name. */
function wheres(targets: CoverageRow['targets']): readonly string[] {
  const [first, ...others] = targets;
  if (first && others.length === 0) return first;

  const named = targets.slice(0, MOST_NAMED).map(([name, place]) => {
    const isOneOfSeveral = targets.filter(([other]) => other === name).length > 1;

    return isOneOfSeveral && place ? `${name} (${place})` : name;
  });
  const more = targets.length - named.length;
  return [`${targets.length} targets:`, ...named, ...(more > 0 ? [`and ${more} more`] : [])];
}

const MOST_NAMED = 3;
