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
import { emit, formatOf, type Wanted, withoutColours } from './printed.ts';
import { findingTable, severitiesOf } from './render/finding-table.ts';
import { json, jsonLine } from './render/json.ts';
import { isSelected, type Selection, worstFirst } from './selection.ts';
import type { Terminal } from './terminal.ts';
import { warnOfUnreadable } from './unreadable-rows.ts';

const diffFormats = ['table', 'json', 'jsonl'] as const;
type DiffFormat = (typeof diffFormats)[number];

interface DiffOptions extends Pick<Selection, 'severity' | 'check'>, Wanted {
  readonly format?: DiffFormat;
  readonly stack: string;
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
    .addOption(options.format(diffFormats))
    .addOption(options.output())
    .addOption(options.json())
    .addOption(options.stack())
    .addHelpText(
      'after',
      examples(
        'vigil diff',
        'vigil diff 7d',
        'vigil diff --format jsonl',
        'vigil diff 2026-11-01 2026-11-20 --severity high',
      ),
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

      const outcome = outcomeOf(changes, period, gaps);
      const forms: Readonly<Record<DiffFormat, () => string>> = {
        table: () => tableOf(changes, outcome, withoutColours(given, terminal)),
        json: () => json(documentOf(changes, period)),
        jsonl: () => linesOf(changes),
      };
      const format = formatOf(given) as DiffFormat;
      emit(forms[format](), given.output, terminal);
      if (format !== 'table' && gaps > 0) terminal.err(outcome);
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

/** Each kind of change under a heading, and last how many of each. */
function tableOf(changes: FindingChanges, outcome: string, terminal: Terminal): string {
  const parts = changeKinds.flatMap((kind) => {
    const findings = changes[kind];
    if (findings.length === 0) return [];

    const heading = terminal.paint(['bold'], `${titles[kind]}: ${severitiesOf(findings)}`);
    return [heading, findingTable(findings, terminal)];
  });

  return [...parts, outcome].join('\n\n');
}

/** `2 new, 1 fixed between … and …; 1 thing not checked` */
function outcomeOf(changes: FindingChanges, { from, to }: Period, gaps: number): string {
  const counts = changeKinds
    .filter((kind) => changes[kind].length > 0)
    .map((kind) => `${changes[kind].length} ${titles[kind].toLowerCase()}`);
  const what = counts.length > 0 ? counts.join(', ') : 'nothing has changed';

  return withNotChecked(
    `${what} between ${minuteOf(from)} and ${minuteOf(to)}`,
    gaps,
    'vigil coverage lists them',
  );
}

/** A finding a line, with what became of it. */
function linesOf(changes: FindingChanges): string {
  return changeKinds
    .flatMap((kind) =>
      changes[kind].map((finding) => jsonLine({ change: kind, ...listedFinding(finding) })),
    )
    .join('\n');
}

function documentOf(changes: FindingChanges, { from, to }: Period) {
  const lists = changeKinds.map((kind) => [kind, changes[kind].map(listedFinding)]);

  return { from, to, ...Object.fromEntries(lists) };
}
