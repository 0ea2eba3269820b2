import { minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import type { CoverageReport } from '../coverage-report.ts';
import { escaped } from '../report/html.ts';
import { type CoverageRow, coverageRows, coveredInWords, runsInWords } from './coverage-rows.ts';
import { plainPage } from './plain-page.ts';

/** What could not be seen, and when which scanner last ran, as a page without script. */
export function coveragePage(
  report: CoverageReport,
  { title, at, all }: { readonly title: string; readonly at: string; readonly all?: boolean },
): string {
  const rows = coverageRows(report, { all: all === true });
  const runs = runsInWords(report).map((run) => `<li>${escaped(run.join(' '))}</li>`);

  return plainPage(title, [
    `<p>${coveredInWords(report)}, <time datetime="${escaped(at)}">${minuteOf(at)}</time></p>`,
    ...(rows.length > 0 ? [tableOf(rows)] : []),
    `<ul>\n${runs.join('\n')}\n</ul>`,
  ]);
}

function tableOf(rows: readonly CoverageRow[]): string {
  const lines = rows.map(({ targets, scanners, hidden, reason, since }) => {
    const where = targets.map(([name, place]) => `<b>${escaped(name)}</b> ${escaped(place)}`);
    const why = `${escaped(hidden)}: ${escaped(reason)}`;
    const cells = [where.join('<br>'), scanners.join('<br>'), why, since];

    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const heads = ['Where', 'Scanner', 'Not covered, and why', 'Since'];

  return `<table>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>`;
}
