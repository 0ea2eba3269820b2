import { counted } from '../../functions/core/amounts.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { dayOf } from '../../functions/domain/notification/day-and-minute.ts';
import { tallied } from '../../functions/domain/notification/tallied.ts';
import { severitiesIn } from '../../functions/domain/notification/wording.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import { vigilCommand } from '../../functions/domain/vigil-command.ts';
import { type FindingGroup, type GroupBy, grouped } from '../grouping.ts';
import type { Terminal } from '../terminal.ts';
import { type Cell, type Column, type Section, sectionedTable } from './table.ts';
import { paintOf, placeOf } from './words.ts';

/** @param by what heads the findings; what their heading says they do not repeat. */
export function findingTable(
  findings: readonly Finding[],
  terminal: Terminal,
  by: GroupBy = 'none',
): string {
  const sections = grouped(findings, by).map((group) => sectionOf(group, by, terminal));

  return sectionedTable(columnsOf(findings, by, terminal), sections, terminal);
}

/** `15 findings: 2 critical, 13 high` */
export function tallyOf(findings: readonly Finding[]): string {
  return `${counted(findings.length, 'finding')}: ${severitiesOf(findings)}`;
}

/** `2 critical, 13 high` */
export function severitiesOf(findings: readonly Finding[]): string {
  return severitiesIn(tallied(findings.map(({ severity }) => severity)));
}

/** Under these headings each finding is about the same target. */
const headedByTarget: ReadonlySet<GroupBy> = new Set(['target']);

/** Characters. */
const NARROWEST_PLACE = 24;

function columnsOf(
  findings: readonly Finding[],
  by: GroupBy,
  { columns }: Terminal,
): readonly Column[] {
  return [
    { title: 'ID', width: 12 },
    { title: 'SEVERITY', width: 10 },
    ...(headedByTarget.has(by) ? [] : [{ title: 'WHERE', width: placeWidth(findings, columns) }]),
    { title: 'WHAT' },
    { title: 'SINCE', width: 10 },
  ];
}

/** As wide as the longest name, where that leaves enough for the rest. */
function placeWidth(findings: readonly Finding[], columns: number): number {
  const longest = findings.reduce(
    (most, { target }) => Math.max(most, placeOf(target)[0].length),
    NARROWEST_PLACE,
  );

  return Math.max(NARROWEST_PLACE, Math.min(longest, Math.floor(columns / 4)));
}

/** Findings of one check about one target that a list shows; it counts the others. */
const MOST_ALIKE = 5;

function sectionOf({ title, findings }: FindingGroup, by: GroupBy, terminal: Terminal): Section {
  const alike = Map.groupBy(findings, ({ target, check }) => `${check} ${target}`);
  const rows = findings.flatMap((finding, index) => {
    const kind = alike.get(`${finding.check} ${finding.target}`) ?? [];
    const place = by === 'none' ? 0 : kind.indexOf(finding);
    if (place === MOST_ALIKE) return [restRow(finding, kind.length - MOST_ALIKE, by)];
    if (place > MOST_ALIKE) return [];

    const isSameFault = index > 0 && findings[index - 1]?.check === finding.check;
    const namesFault = by === 'none' || (by !== 'check' && !isSameFault);
    return [rowOf(finding, { by, namesFault }, terminal)];
  });

  return title === undefined ? { rows } : { heading: `${title}: ${severitiesOf(findings)}`, rows };
}

/** What stands for those that are not shown. */
function restRow({ target, check }: Finding, rest: number, by: GroupBy): readonly Cell[] {
  const all = vigilCommand(
    'findings',
    ...(identityOf(target).kind === 'account' ? [] : [identityOf(target).name]),
    '--check',
    check,
    '--group-by',
    'none',
  );

  return [
    { lines: [''] },
    { lines: [''] },
    ...(headedByTarget.has(by) ? [] : [{ lines: placeOf(target) }]),
    { lines: [`and ${rest} more of the kind: ${all}`] },
    { lines: [''] },
  ];
}

interface RowStyle {
  readonly by: GroupBy;
  /** Whether the check stands above its summary: of several in succession at the first. */
  readonly namesFault: boolean;
}

function rowOf(
  finding: Finding,
  { by, namesFault }: RowStyle,
  terminal: Terminal,
): readonly Cell[] {
  const { severity, status, target, check, summary, firstSeenAt, figures } = finding;
  const state = status === 'open' ? [] : [status];
  const score = figures?.score === undefined ? [] : [`score ${figures.score}`];

  return [
    { lines: [findingId(finding)] },
    { lines: [severity, ...score, ...state], paint: paintOf(severity, terminal) },
    ...(headedByTarget.has(by) ? [] : [{ lines: placeOf(target) }]),
    { lines: namesFault ? [check, summary] : [summary] },
    { lines: [dayOf(firstSeenAt)] },
  ];
}
