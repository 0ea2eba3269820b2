import { Command } from 'commander';
import type { Severity } from '../functions/core/severity.ts';
import { inFaults } from '../functions/domain/fault-words.ts';
import { minuteOf } from '../functions/domain/notification/day-and-minute.ts';
import { checkOf, severityOf, sinceOf } from './arguments.ts';
import { deployment } from './aws/deployment.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { coverageReport } from './coverage-report.ts';
import { deployedListing, type ListedAccount } from './deployed-listing.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { Failure } from './failure.ts';
import {
  changeKinds,
  changeWords,
  type FindingChanges,
  findingChanges,
  lastNightOf,
  type Period,
} from './finding-changes.ts';
import { allCoverage } from './findings.ts';
import { checksAsked, checksLike } from './known-checks.ts';
import { listedFinding } from './listed-finding.ts';
import type { Listing } from './listing.ts';
import { notChecked, withNotChecked } from './not-checked.ts';
import { LIST_ENDINGS, options } from './options.ts';
import { print, type Wanted } from './printed.ts';
import { findingTable, severitiesOf } from './render/finding-table.ts';
import { isSelected, type Selection, worstFirst } from './selection.ts';
import type { Terminal } from './terminal.ts';
import { warnOfUnreadable } from './unreadable-rows.ts';

interface DiffOptions extends Pick<Selection, 'severity' | 'check'>, Wanted {
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
    .addOption(options.format())
    .addOption(options.output(LIST_ENDINGS))
    .addOption(options.json())
    .addOption(options.stack())
    .addHelpText(
      'after',
      examples(
        'vigil diff',
        'vigil diff 7d',
        'vigil diff --format markdown',
        'vigil diff 7d --output week.html',
        'vigil diff 2026-11-01 2026-11-20 --severity high',
      ),
    )
    .action(async (from: string | undefined, to: string | undefined, given: DiffOptions) => {
      const deployed = await deployment(given.stack);
      const { findings: queries } = deployed;
      const [all, coverage] = await Promise.all([
        Array.fromAsync(queries.all()),
        allCoverage(queries),
      ]);
      const period = periodOf(from ?? beforeLastNight(coverage), to ?? clock().toISOString());
      const selection = { ...given, status: 'all' } as const;
      const asked = worstFirst(all.filter((finding) => isSelected(finding, selection)));
      const changes = findingChanges(asked, period);
      const missed = notChecked(coverageReport(coverage), given);
      const gaps = missed.length;
      const watched = coverage.map(({ target }) => target);

      const outcome = outcomeOf(changes, period, gaps);
      await print(
        {
          table: (to) => tableOf(changes, outcome, to),
          document: () => documentOf(changes, period),
          listing: () => listingOf(changes, period, { deployed, given, missed, watched }),
          ...(gaps > 0 && { aside: outcome }),
        },
        given,
        terminal,
      );
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

/** Each kind of change under a heading, and last how many of each. */
function tableOf(changes: FindingChanges, outcome: string, terminal: Terminal): string {
  const parts = changeKinds.flatMap((kind) => {
    const findings = changes[kind];
    if (findings.length === 0) return [];

    const heading = terminal.paint(
      ['bold'],
      `${capitalized(changeWords[kind])}: ${severitiesOf(findings)}${inFaults(findings)}`,
    );
    return [heading, findingTable(findings, terminal, 'none', { folds: true })];
  });

  return [...parts, outcome].join('\n\n');
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `2 new, 1 fixed between … and …; 1 thing not checked` */
function outcomeOf(changes: FindingChanges, { from, to }: Period, gaps: number): string {
  const counts = changeKinds
    .filter((kind) => changes[kind].length > 0)
    .map((kind) => `${changes[kind].length} ${changeWords[kind]}`);
  const what = counts.length > 0 ? counts.join(', ') : 'nothing has changed';

  return withNotChecked(
    `${what} between ${minuteOf(from)} and ${minuteOf(to)}`,
    gaps,
    'vigil coverage lists them',
  );
}

interface DiffContext {
  readonly deployed: ListedAccount;
  readonly given: DiffOptions;
  readonly missed: readonly string[];
  /** ARNs of what was looked at. */
  readonly watched: readonly string[];
}

/** Each finding as it is now, with what became of it. */
function listingOf(
  changes: FindingChanges,
  { from, to }: Period,
  { deployed, given, missed, watched }: DiffContext,
): Listing {
  const kinds = new Map(
    changeKinds.flatMap((kind) => changes[kind].map((finding) => [finding, kind] as const)),
  );
  const what = `Changes between ${minuteOf(from)} and ${minuteOf(to)}`;

  return {
    ...deployedListing(
      what,
      deployed,
      {
        at: to,
        findings: [...kinds.keys()],
        checks: (checksAsked(given) ?? checksLike('*')).map(({ check }) => check.id),
        notChecked: missed,
      },
      watched,
    ),
    changes: kinds,
  };
}

function documentOf(changes: FindingChanges, { from, to }: Period) {
  const lists = changeKinds.map((kind) => [kind, changes[kind].map(listedFinding)]);

  return { from, to, ...Object.fromEntries(lists) };
}
