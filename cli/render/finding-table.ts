import { counted } from '../../functions/core/amounts.ts';
import { type Fault, findingsOf, isOfVariable } from '../../functions/domain/fault.ts';
import { countOfOthers, inFaults, othersInWords } from '../../functions/domain/fault-words.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { dayOf } from '../../functions/domain/notification/day-and-minute.ts';
import { tallied } from '../../functions/domain/notification/tallied.ts';
import { severitiesIn } from '../../functions/domain/notification/wording.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import { vigilCommand } from '../../functions/domain/vigil-command.ts';
import { type FaultGroup, type GroupBy, grouped } from '../grouping.ts';
import type { Terminal } from '../terminal.ts';
import { type Cell, type Column, type Section, sectionedTable } from './table.ts';
import { paintOf, placeOf } from './words.ts';

interface TableStyle {
  /** Whether one fault of several functions is one row where nothing heads the findings. @default each is one */
  readonly folds?: boolean;
  /** Functions that are named in a row or a heading; of more it says how many. @default 10 */
  readonly mostNames?: number;
}

/**
 * @param by what heads the findings; what their heading says they do not repeat. One fault of several functions
 *   is one row.
 */
export function findingTable(
  findings: readonly Finding[],
  terminal: Terminal,
  by: GroupBy = 'none',
  style: TableStyle = {},
): string {
  const sections = grouped(findings, by, style).map((group) =>
    sectionOf(group, { by, mostNames: MOST_NAMES, ...style }, terminal),
  );

  return sectionedTable(columnsOf(findings, by, terminal), sections, terminal);
}

const MOST_NAMES = 10;

/** `15 findings: 2 critical, 13 high`, `15 findings (3 faults): 2 critical, 13 high` */
export function tallyOf(findings: readonly Finding[]): string {
  const count = `${counted(findings.length, 'finding')}${inFaults(findings)}`;

  return `${count}: ${severitiesOf(findings)}`;
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

interface SectionStyle {
  readonly by: GroupBy;
  readonly mostNames: number;
}

function sectionOf(
  { title, faults }: FaultGroup,
  style: SectionStyle,
  terminal: Terminal,
): Section {
  const { by } = style;
  const alike = Map.groupBy(faults, kindOf);
  const places = new Map(
    [...alike.values()].flatMap((kind) =>
      [...kind.entries()].map(([at, one]) => [one, at] as const),
    ),
  );
  const rows = faults.flatMap((fault, index) => {
    const { finding } = fault;
    const place = by === 'none' ? 0 : (places.get(fault) ?? 0);
    const count = alike.get(kindOf(fault))?.length ?? 0;
    if (place === MOST_ALIKE) return [restRow(finding, count - MOST_ALIKE, by)];
    if (place > MOST_ALIKE) return [];

    const isSameFault = index > 0 && faults[index - 1]?.finding.check === finding.check;
    const namesFault = by === 'none' || (by !== 'check' && !isSameFault);
    return [rowOf(fault, { ...style, namesFault }, terminal)];
  });
  if (title === undefined) return { rows };

  const findings = faults.flatMap(findingsOf);
  const tally = `${severitiesOf(findings)}${inFaults(findings)}`;
  return { heading: `${title}: ${tally}`, rows };
}

function kindOf({ finding: { check, target } }: Fault): string {
  return `${check} ${target}`;
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

interface RowStyle extends SectionStyle {
  /** Whether the check stands above its summary: of several in succession at the first. */
  readonly namesFault: boolean;
}

function rowOf(
  fault: Fault,
  { by, mostNames, namesFault }: RowStyle,
  terminal: Terminal,
): readonly Cell[] {
  const { finding } = fault;
  const { severity, status, target, check, summary, firstSeenAt, figures } = finding;
  const state = status === 'open' ? [] : [status];
  const score = figures?.score === undefined ? [] : [`score ${figures.score}`];
  const isHeaded = by === 'target' || (by === 'function' && identityOf(target).kind === by);
  const others = isHeaded ? knownOfValues(fault) : othersInWords(fault, mostNames);

  return [
    { lines: [findingId(finding)] },
    { lines: [severity, ...score, ...state], paint: paintOf(severity, terminal) },
    ...(headedByTarget.has(by) ? [] : [{ lines: placeOf(target) }]),
    { lines: [...(namesFault ? [check] : []), summary, ...(others === undefined ? [] : [others])] },
    { lines: [dayOf(firstSeenAt)] },
  ];
}

/** Below the names of all that have the variable: whether their values are equal. */
function knownOfValues(fault: Fault): string | undefined {
  return fault.others.length > 0 && isOfVariable(fault.finding) ? countOfOthers(fault) : undefined;
}
