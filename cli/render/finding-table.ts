import { counted } from '../../functions/core/amounts.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { dayOf } from '../../functions/domain/notification/day-and-minute.ts';
import { tallied } from '../../functions/domain/notification/tallied.ts';
import { severitiesIn } from '../../functions/domain/notification/wording.ts';
import type { Terminal } from '../terminal.ts';
import { type Cell, type Column, table } from './table.ts';
import { paintOf, placeOf } from './words.ts';

const columns: readonly Column[] = [
  { title: 'ID', width: 12 },
  { title: 'SEVERITY', width: 10 },
  { title: 'WHERE', width: 24 },
  { title: 'WHAT' },
  { title: 'SINCE', width: 10 },
];

export function findingTable(findings: readonly Finding[], terminal: Terminal): string {
  const rows = findings.map((finding) => rowOf(finding, terminal));

  return table(columns, rows, terminal);
}

/** `15 findings: 2 critical, 13 high` */
export function tallyOf(findings: readonly Finding[]): string {
  const bySeverity = tallied(findings.map(({ severity }) => severity));

  return `${counted(findings.length, 'finding')}: ${severitiesIn(bySeverity)}`;
}

function rowOf(finding: Finding, terminal: Terminal): readonly Cell[] {
  const { severity, status, target, check, summary, firstSeenAt, figures } = finding;
  const state = status === 'open' ? [] : [status];
  const score = figures?.score === undefined ? [] : [`score ${figures.score}`];

  return [
    { lines: [findingId(finding)] },
    { lines: [severity, ...score, ...state], paint: paintOf(severity, terminal) },
    { lines: placeOf(target) },
    { lines: [check, summary] },
    { lines: [dayOf(firstSeenAt)] },
  ];
}
