import { Command } from 'commander';
import type { FindingsQueries } from '../functions/adapters/tables/findings-queries.ts';
import { scannerNames } from '../functions/checks/index.ts';
import type { Severity } from '../functions/core/severity.ts';
import type { Coverage, Finding } from '../functions/domain/finding.ts';
import { accountOption, askedAccount, isOfAccount } from './account-option.ts';
import { mayHaveParts, withPartsOf } from './account-parts.ts';
import { checkOf, frameworkOf, severityOf, sinceOf, statusOf } from './arguments.ts';
import { deployment } from './aws/deployment.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { coverageReport } from './coverage-report.ts';
import { deployedListing, type ListedAccount } from './deployed-listing.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { Failure } from './failure.ts';
import { type GroupBy, groupBys } from './grouping.ts';
import { checksAsked, checksLike } from './known-checks.ts';
import { listedFinding } from './listed-finding.ts';
import { notChecked, withNotChecked } from './not-checked.ts';
import { choice, LIST_ENDINGS, options } from './options.ts';
import { type Printed, print, type Wanted } from './printed.ts';
import { refuseUnknownNames, refuseUnknownOwners } from './refuse-unknown-names.ts';
import { findingTable, tallyOf } from './render/finding-table.ts';
import { isAtLeast, isSelected, type Selection, severitiesFrom, worstFirst } from './selection.ts';
import { tagOption } from './tag-option.ts';
import { warnOfUnreadable } from './unreadable-rows.ts';

interface FindingsOptions extends Selection, Wanted {
  readonly stack: string;
  readonly groupBy: GroupBy;
  readonly failOn?: Severity;
  readonly allowGaps?: boolean;
  readonly strict?: boolean;
}

export function findingsCommand(
  { terminal, clock }: CliContext,
  setExitCode: SetExitCode,
): Command {
  return new Command('findings')
    .argument('[name...]', 'of functions, roles or layers; * and ? are wildcards')
    .option('--severity <severity>', 'of this severity or worse', severityOf)
    .option('--function <glob>', 'about functions whose name matches; * and ? are wildcards')
    .option('--check <check>', 'of checks such as code/path-traversal or "code/*"', checkOf)
    .option(
      '--framework <framework>',
      'of checks mapped to cwe, owasp, csa, fsbp or cis, or to one item such as Lambda.1 or CWE-78',
      frameworkOf,
    )
    .addOption(accountOption())
    .option('--owner <name>', 'of functions that this owner has; * and ? are wildcards')
    .option('--in-stack <name>', 'of functions in this CloudFormation stack')
    .option('--application <name>', 'of functions in this application')
    .addOption(tagOption())
    .option('--deployed-by <name>', 'of functions that this role, user or session deployed last')
    .option('--status <status>', 'open, resolved, suppressed or all', statusOf, 'open')
    .option(
      '--since <when>',
      'changed since then: today, yesterday, 7d, 12h, 2026-11-01',
      sinceOf(clock),
    )
    .addOption(
      choice('--group-by <what>', 'what heads the findings of the table', groupBys).default(
        'target',
        'the function or role',
      ),
    )
    .addOption(options.failOn())
    .addOption(options.allowGaps())
    .addOption(options.strict())
    .addOption(options.format())
    .addOption(options.output(LIST_ENDINGS))
    .addOption(options.json())
    .addOption(options.csv())
    .addOption(options.stack())
    .addHelpText(
      'after',
      examples(
        'vigil findings',
        'vigil findings shop-mailer "checkout-*" --since 7d',
        'vigil findings --severity high --function "checkout-*"',
        'vigil findings --check "code/*" --group-by check',
        'vigil findings --framework fsbp',
        'vigil findings --group-by owner',
        'vigil findings --account 111122223333 --severity high',
        'vigil findings --fail-on critical --json',
        'vigil findings --format markdown',
      ),
    )
    .action(async (names: readonly string[], rest: Omit<FindingsOptions, 'names'>) => {
      refuseBlindFailOn({ ...rest, names });
      const deployed = await deployment(rest.stack);
      const { findings: queries } = deployed;
      const coverage = await allCoverage(queries);
      const asked = await askedAccount(rest.account, deployed, coverage);
      const given = { ...rest, names, ...asked };
      const selected = await select(queries, coverage, given);
      const findings = worstFirst(selected);
      refuseUnknownNames(given, {
        found: findings.map(({ target }) => target),
        scanned: coverage.map(({ target }) => target),
      });
      refuseUnknownOwners(given, [...findings, ...coverage]);
      const missed = notChecked(coverageReport(coverage), given);
      const now = clock().toISOString();

      const watched = coverage.map(({ target }) => target).filter((one) => isOfAccount(one, given));

      await print(printedOf({ findings, missed, watched, given, deployed, now }), given, terminal);
      const unreadable = warnOfUnreadable(queries, terminal);
      setExitCode(exitCodeFor({ findings, complete: missed.length === 0 && !unreadable }, given));
    });
}

/** What is not listed cannot fail: better refused than passed in silence. */
function refuseBlindFailOn({ failOn, status, severity = 'info' }: FindingsOptions): void {
  if (failOn === undefined) return;

  if (status !== 'open' && status !== 'all') {
    throw new Failure(`--fail-on is about open findings: it does not go with --status ${status}`);
  }
  if (!isAtLeast(failOn, severity)) {
    throw new Failure(
      `--fail-on ${failOn} would miss what --severity ${severity} leaves out: make them equal`,
    );
  }
}

async function select(
  queries: FindingsQueries,
  coverage: readonly Coverage[],
  selection: Selection,
): Promise<readonly Finding[]> {
  const selected: Finding[] = [];
  const ofAccounts: Finding[] = [];
  for await (const finding of candidates(queries, selection)) {
    if (isSelected(finding, selection)) selected.push(finding);
    else if (mayHaveParts(finding, selection)) ofAccounts.push(finding);
  }

  return [...selected, ...withPartsOf(ofAccounts, coverage, selection)];
}

/** By the index that leaves the least to read. */
async function* candidates(
  queries: FindingsQueries,
  { status, severity = 'info', check, framework }: Selection,
): AsyncIterable<Finding> {
  if (check !== undefined) {
    for (const id of new Set(
      (checksAsked({ check, framework }) ?? []).map(({ check: { id } }) => id),
    )) {
      yield* queries.ofCheck(id);
    }
  } else if (status !== 'open') yield* queries.all();
  else for (const each of severitiesFrom(severity)) yield* queries.open(each);
}

export async function allCoverage({
  coverage,
}: Pick<FindingsQueries, 'coverage'>): Promise<readonly Coverage[]> {
  const all = await Promise.all(scannerNames.map((name) => Array.fromAsync(coverage(name))));

  return all.flat();
}

/** What is for machines stays whole on the standard output: what was not checked goes beside it. */
function printedOf({ findings, missed, watched, given, deployed, now }: FoundFindings): Printed {
  const none = given.status === 'open' ? 'no open findings' : 'no findings';
  const result = findings.length > 0 ? tallyOf(findings) : none;
  const outcome = withNotChecked(result, missed.length, 'vigil coverage lists them');

  return {
    table: (terminal) =>
      [
        ...(findings.length > 0 ? [`${findingTable(findings, terminal, given.groupBy)}\n`] : []),
        outcome,
      ].join('\n'),
    document: () => ({ findings: findings.map(listedFinding) }),
    listing: () =>
      deployedListing(
        'Findings',
        deployed,
        {
          at: now,
          findings,
          checks: (checksAsked(given) ?? checksLike('*')).map(({ check }) => check.id),
          notChecked: missed,
        },
        watched,
      ),
    ...(missed.length > 0 && { aside: outcome }),
  };
}

interface FoundFindings {
  readonly deployed: ListedAccount;
  readonly findings: readonly Finding[];
  readonly missed: readonly string[];
  /** ARNs of what was looked at in the accounts that are asked about. */
  readonly watched: readonly string[];
  readonly given: FindingsOptions;
  readonly now: string;
}
