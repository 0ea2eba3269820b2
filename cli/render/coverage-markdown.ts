import { minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import type { CoverageReport } from '../coverage-report.ts';
import { coverageRows, coveredInWords, runsInWords } from './coverage-rows.ts';
import { markdownText } from './markdown-text.ts';

/** What could not be seen, and when which scanner last ran, for an issue, a wiki or a pull request. */
export function coverageMarkdown(
  report: CoverageReport,
  { title, at, all }: { readonly title: string; readonly at: string; readonly all?: boolean },
): string {
  const rows = coverageRows(report, { all: all === true }).map((row) => [
    row.targets.map((target) => markdownText(target.join(' '))).join('<br>'),
    row.scanners.join(', '),
    `${markdownText(row.hidden)}: ${markdownText(row.reason)}`,
    row.since,
  ]);
  const heads = ['where', 'scanner', 'not covered, and why', 'since'];
  const lines = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

  return [
    `# ${markdownText(title)}`,
    `${coveredInWords(report)}, ${minuteOf(at)}`,
    ...(rows.length > 0 ? [lines.join('\n')] : []),
    runsInWords(report)
      .map((run) => `- ${run.join(' ')}`)
      .join('\n'),
  ].join('\n\n');
}
