import { Command } from 'commander';
import type { Severity } from '../functions/core/severity.ts';
import { minuteOf } from '../functions/domain/notification/day-and-minute.ts';
import { checkOf, severityOf, sinceOf } from './arguments.ts';
import { deployment } from './aws/deployment.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { coverageReport } from './coverage-report.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { Failure } from './failure.ts';
import {
  type ChangeKind,
  changeKinds,
  type FindingChanges,
  findingChanges,
  lastNightOf,
  type Period,
} from './finding-changes.ts';
import { allCoverage } from './findings.ts';
import { listedFinding } from './listed-finding.ts';
import { notChecked, withNotChecked } from './not-checked.ts';
import { options } from './options.ts';
import { findingTable, severitiesOf } from './render/finding-table.ts';
import { json } from './render/json.ts';
import { isSelected, type Selection, worstFirst } from './selection.ts';
import type { Terminal } from './terminal.ts';
import { warnOfUnreadable } from './unreadable-rows.ts';

interface DiffOptions extends Pick<Selection, 'severity' | 'check'> {
  readonly stack: string;
  readonly json?: boolean;
  readonly failOn?: Severity;
  readonly allowGaps?: boolean;
  readonly strict?: boolean;
}

export function diffCommand({ terminal, clock }: CliContext, setExitCode: SetExitCode): Command {
  return new Command('diff')
    .argument(
      '[from]',
      'a date, or how long ago such as 7d (default: the last night)',
      sinceOf(clock),
    )
    .argument('[to]', 'a date, or how long ago (default: now)', sinceOf(clock))
    .option('--severity <severity>', 'of this severity or worse', severityOf)
    .option('--check <check>', 'of checks such as code/path-traversal or "code/*"', checkOf)
    .addOption(options.failOn())
    .addOption(options.allowGaps())
    .addOption(options.strict())
    .addOption(options.json())
    .addOption(options.stack())
    .addHelpText(
      'after',
      examples('vigil diff', 'vigil diff 7d', 'vigil diff 2026-11-01 2026-11-20 --severity high'),
    )
    .action(async (from: string | undefined, to: string | undefined, given: DiffOptions) => {
      const { findings: queries } = await deployment(given.stack);
      const [all, coverage] = await Promise.all([
        Array.fromAsync(queries.all()),
        allCoverage(queries),
      ]);
      const period = periodOf(from ?? beforeLastNight(coverage), to ?? clock().toISOString());
      const selection = { ...given, status: 'all' } as const;
      const asked = worstFirst(all.filter((finding) => isSelected(finding, selection)));
      const changes = findingChanges(asked, period);
      const gaps = notChecked(coverageReport(coverage), given).length;

      if (given.json) terminal.out(json(documentOf(changes, period)));
      else print(changes, period, gaps, terminal);
      const unreadable = warnOfUnreadable(queries, terminal);
      const findings = [...changes.new, ...changes.worse, ...changes.openAgain];
      setExitCode(exitCodeFor({ findings, complete: gaps === 0 && !unreadable }, given));
    });
}

/** A moment before it began, for what it changed at that very moment belongs to it. */
function beforeLastNight(coverage: Parameters<typeof lastNightOf>[0]): string {
  const began = lastNightOf(coverage);
  if (began === undefined) {
    throw new Failure('no scanner has run yet: vigil scan runs them now');
  }

  return new Date(Date.parse(began) - 1).toISOString();
}

function periodOf(from: string, to: string): Period {
  if (from >= to) throw new Failure(`${from} is not before ${to}: name the earlier date first`);

  return { from, to };
}

const titles: Readonly<Record<ChangeKind, string>> = {
  new: 'New',
  worse: 'Worse',
  milder: 'Milder',
  fixed: 'Fixed',
  suppressed: 'Suppressed',
  openAgain: 'Open again',
};

/** With what each has become, and last how many of each. */
function print(changes: FindingChanges, period: Period, gaps: number, terminal: Terminal): void {
  const kinds = changeKinds.filter((kind) => changes[kind].length > 0);
  for (const kind of kinds) {
    const findings = changes[kind];
    terminal.out(terminal.paint(['bold'], `${titles[kind]}: ${severitiesOf(findings)}`));
    terminal.out(`\n${findingTable(findings, terminal)}\n`);
  }

  const counts = kinds.map((kind) => `${changes[kind].length} ${titles[kind].toLowerCase()}`);
  const what = counts.length > 0 ? counts.join(', ') : 'nothing has changed';
  const when = `between ${minuteOf(period.from)} and ${minuteOf(period.to)}`;
  terminal.out(withNotChecked(`${what} ${when}`, gaps, 'vigil coverage lists them'));
}

function documentOf(changes: FindingChanges, { from, to }: Period) {
  const lists = changeKinds.map((kind) => [kind, changes[kind].map(listedFinding)]);

  return { from, to, ...Object.fromEntries(lists) };
}
