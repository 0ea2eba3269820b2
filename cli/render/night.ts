import { counted } from '../../functions/core/amounts.ts';
import { faultsIn, findingsOf } from '../../functions/domain/fault.ts';
import { inFaults } from '../../functions/domain/fault-words.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { accountsInWords } from '../account-option.ts';
import { deployedListing, type ListedAccount } from '../deployed-listing.ts';
import { checksLike } from '../known-checks.ts';
import { type NightReport, nightJson } from '../night-report.ts';
import { notChecked, withNotChecked } from '../not-checked.ts';
import type { Printed } from '../printed.ts';
import { worstFirst } from '../selection.ts';
import type { Terminal } from '../terminal.ts';
import { coveredInWords } from './coverage-rows.ts';
import { coverageTable } from './coverage-table.ts';
import { findingTable, severitiesOf } from './finding-table.ts';

export interface NightStyle {
  /** Every list whole; else the worst of what matters most, and counts. */
  readonly all?: boolean | undefined;
  /** The command that lists what is open. */
  readonly listedBy: string;
  /** What was not looked for on purpose, a sentence each: no gap, but said in every list. */
  readonly leftOut?: readonly string[];
}

/** Of a list that is not shown whole. */
const MOST_SHOWN = 10;

/** What a night has changed and what is open after it, and what it could not see. */
export function printedNight(night: NightReport, of: ListedAccount, style: NightStyle): Printed {
  const { findings, report, finishedAt } = night;
  const missed = notChecked(report);

  return {
    table: (terminal) => tableOf(night, missed, style, terminal),
    document: () => nightJson(night, style.leftOut),
    listing: () =>
      deployedListing(
        'Findings',
        of,
        {
          at: finishedAt,
          findings,
          checks: checksLike('*').map(({ check }) => check.id),
          notChecked: [...(style.leftOut ?? []), ...missed],
          leftOut: style.leftOut,
        },
        night.coverage.map(({ target }) => target),
      ),
    ...(missed.length > 0 && {
      aside: withNotChecked(resultOf(night), missed.length, '--format table --all lists them'),
    }),
  };
}

function tableOf(
  night: NightReport,
  missed: readonly string[],
  style: NightStyle,
  terminal: Terminal,
): string {
  const { report } = night;

  return [
    ...listsOf(night, style).map((list) => `${listOf(list, style, terminal)}\n`),
    style.all ? `${coverageTable(report, terminal)}\n` : coveredInWords(report),
    lengthOf(night),
    withNotChecked(resultOf(night), missed.length, whereGapsAre(style)),
  ].join('\n');
}

interface List {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** What is new where that is known, else what is open; with --all everything. */
function listsOf({ findings, changes }: NightReport, { all }: NightStyle): readonly List[] {
  const open = { title: 'Open', findings };
  const news = changes && { title: 'New', findings: changes.opened };
  const fixed = changes && { title: 'Fixed', findings: changes.resolved };
  const lists = all ? [news, fixed, open] : [news ?? open];

  return lists.flatMap((list) => (list && list.findings.length > 0 ? [list] : []));
}

/** Each fault once: with --all, with all functions that have it. */
function listOf({ title, findings }: List, style: NightStyle, terminal: Terminal): string {
  const heading = `${title}: ${severitiesOf(findings)}${inFaults(findings)}`;
  if (style.all) {
    const whole = findingTable(findings, terminal, 'target', {
      mostNames: Number.POSITIVE_INFINITY,
    });
    return [terminal.paint(['bold'], heading), '', whole].join('\n');
  }
  const faults = faultsIn(worstFirst(findings));
  const shown = faults.slice(0, MOST_SHOWN).flatMap(findingsOf);
  const more = faults.slice(MOST_SHOWN).flatMap(findingsOf);

  return [
    terminal.paint(['bold'], heading),
    '',
    findingTable(shown, terminal, 'none', { folds: true }),
    ...(more.length > 0
      ? ['', `and ${more.length} more${inFaults(more)}: ${style.listedBy} lists them`]
      : []),
  ].join('\n');
}

/** `3 new, 2 fixed, 57 open (40 faults): 1 critical, 56 high` */
function resultOf({ findings, changes }: NightReport): string {
  const open =
    findings.length === 0
      ? 'no open findings'
      : `${findings.length} open${inFaults(findings)}: ${severitiesOf(findings)}`;
  if (changes === undefined) return open;

  const { opened, resolved, unknown } = changes;
  const unseen =
    unknown.length === 0 ? '' : `, ${unknown.length} not seen again where it could not look`;
  return `${opened.length} new, ${resolved.length} fixed${unseen}, ${open}`;
}

function whereGapsAre({ all }: NightStyle): string {
  return all ? 'listed above' : '--all lists them';
}

/** `account 111122223333 in 12 s, with 340 requests to AWS` */
function lengthOf(night: NightReport): string {
  const { account, accounts = [], coverage, startedAt, finishedAt, calls } = night;
  const seconds = Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
  const requests = Object.values(calls).reduce((sum, count) => sum + count, 0);

  const targets = coverage.map(({ target }) => target);
  const whose =
    accounts.length > 1 ? `${accounts.length} accounts` : accountsInWords(account, targets);
  return `${whose} in ${seconds} s, with ${counted(requests, 'request')} to AWS`;
}
