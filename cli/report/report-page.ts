import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';
import { compareTexts } from '../../functions/core/compare-texts.ts';
import { severities } from '../../functions/core/severity.ts';
import { faultsIn } from '../../functions/domain/fault.ts';
import { vigilCommand } from '../../functions/domain/vigil-command.ts';
import { coverageReport } from '../coverage-report.ts';
import { knownCheck } from '../known-checks.ts';
import { placeOf } from '../render/words.ts';
import { worstFirst } from '../selection.ts';
import { fixFirst } from './fix-first.ts';
import { functionMap } from './function-map.ts';
import { escaped } from './html.ts';
import { lastChanges } from './last-changes.ts';
import { nightChart } from './night-chart.ts';
import { nightsOf } from './nights.ts';
import { overviewOf } from './overview.ts';
import { practiceOf, practices } from './practices.ts';
import type { ReportSource } from './report-source.ts';
import { severityMatrix } from './severity-matrix.ts';
import { shownFault } from './shown-finding.ts';
import { thisWeek } from './this-week.ts';
import { scannersSeen, unseenCauses } from './unseen-causes.ts';

/** The night on one page of HTML that needs nothing else. The same data makes the same bytes. */
export function reportPage(source: ReportSource): string {
  const style = asset('page.css');
  const script = asset('page.js');

  return eta.render('./page', {
    ...viewOf(source),
    command: vigilCommand,
    style,
    script,
    policy: [
      "default-src 'none'",
      `style-src '${hashOf(style)}'`,
      `script-src '${hashOf(script)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
  });
}

/** Findings of one check about one target that are shown at first: more of them say the same. */
const MOST_ALIKE = 5;

const folder = join(import.meta.dirname, 'templates');

/** Whatever a template prints is escaped; there is no other way in. */
const eta = new Eta({ views: folder, escapeFunction: escaped, autoTrim: ['nl', 'nl'] });

function viewOf(source: ReportSource) {
  const { findings, coverage } = source;
  const seen = coverageReport(coverage);
  const open = worstFirst(findings.filter(({ status }) => status === 'open'));
  const lastLook = coverage
    .map(({ observedAt }) => observedAt)
    .toSorted(compareTexts)
    .at(-1);
  const nights = nightsOf(findings, lastLook ?? source.now);

  return {
    overview: overviewOf(source, seen),
    week: thisWeek(open),
    first: fixFirst(open),
    scanners: scannersSeen(coverage, seen),
    causes: unseenCauses(seen),
    unseen: seen.targets - seen.seenWhole,
    matrix: severityMatrix(open),
    map: functionMap(open),
    nights: nights.toReversed(),
    firstLook: nights.find(({ isFirstLook }) => isFirstLook),
    chart: nightChart(nights),
    changes: lastChanges(findings),
    mostAlike: MOST_ALIKE,
    severities: severities.toReversed(),
    practices,
    usedPractices: new Set(open.map(practiceOf)),
    names: [...new Set(open.map(({ target }) => placeOf(target)[0]))].toSorted(compareTexts),
    rows: faultsIn(open).map(shownFault),
    suppressed: faultsIn(
      worstFirst(findings.filter(({ status }) => status === 'suppressed')),
      ({ suppression }) => JSON.stringify(suppression),
    ).map(shownFault),
    checks: checksIn(open.map(({ check }) => check)),
  };
}

function checksIn(ids: readonly string[]) {
  return [...new Set(ids)]
    .toSorted(compareTexts)
    .flatMap((id) => knownCheck(id) ?? [])
    .map(({ id, title, rationale, references }) => ({ id, title, rationale, references }));
}

function asset(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** As a Content-Security-Policy names what lies between two tags. */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
