import { Command } from 'commander';
import type { Coverage } from '../functions/domain/finding.ts';
import {
  type AskedAccount,
  accountOption,
  accountsInWords,
  askedAccount,
  isOfAccount,
} from './account-option.ts';
import { deployment } from './aws/deployment.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { type CoverageReport, coverageReport } from './coverage-report.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { allCoverage } from './findings.ts';
import { coverageJson } from './night-report.ts';
import { isAskedAbout } from './not-checked.ts';
import { options } from './options.ts';
import { emit, formatOf, type Wanted, withoutColours } from './printed.ts';
import { refuseUnknownNames, refuseUnknownOwners } from './refuse-unknown-names.ts';
import { coverageCsv } from './render/coverage-csv.ts';
import { coverageMarkdown } from './render/coverage-markdown.ts';
import { coveragePage } from './render/coverage-page.ts';
import { coverageTable } from './render/coverage-table.ts';
import { json, jsonLine } from './render/json.ts';
import { type AskedTag, isAbout, maybeTagged } from './selection.ts';
import { tagOption } from './tag-option.ts';
import { warnOfUnreadable } from './unreadable-rows.ts';

/** The others are of findings, and what was not covered is none. */
const coverageFormats = ['table', 'json', 'jsonl', 'csv', 'markdown', 'html'] as const;
type CoverageFormat = (typeof coverageFormats)[number];

interface CoverageOptions extends Wanted {
  readonly format?: CoverageFormat;
  readonly stack: string;
  readonly all?: boolean;
  readonly account?: string;
  readonly tag?: AskedTag;
  readonly strict?: boolean;
}

export function coverageCommand(
  { terminal, clock }: CliContext,
  setExitCode: SetExitCode,
): Command {
  return new Command('coverage')
    .argument('[name...]', 'of functions, roles or layers; * and ? are wildcards')
    .addOption(accountOption())
    .addOption(tagOption())
    .addOption(options.strict())
    .option('--all', 'each target by itself, with the whole reason')
    .addOption(options.format(coverageFormats))
    .addOption(options.output('.json, .csv, .md, .html, …'))
    .addOption(options.json())
    .addOption(options.csv())
    .addOption(options.stack())
    .addHelpText(
      'after',
      examples(
        'vigil coverage',
        'vigil coverage shop-mailer',
        'vigil coverage --all',
        'vigil coverage --all --output gaps.html',
        'vigil coverage --strict --json',
      ),
    )
    .action(async (names: readonly string[], given: CoverageOptions) => {
      const deployed = await deployment(given.stack);
      const { findings } = deployed;
      const every = await allCoverage(findings);
      const asked = { names, ...(await askedAccount(given.account, deployed, every)) };
      refuseUnknownNames({ names }, { found: [], scanned: every.map(({ target }) => target) });
      refuseUnknownOwners(given, every);
      const tagged = maybeTagged(every, given);
      const others = new Set(every.map(({ target }) => target)).difference(tagged);
      const coverage = every.filter(({ target }) => isAbout(target, asked) && tagged.has(target));
      const report = reportAbout(coverageReport(every), coverage, { ...asked, others });

      const heading = {
        title: `Coverage of ${accountsInWords(
          deployed.account.account,
          every.map(({ target }) => target).filter((one) => isOfAccount(one, asked)),
        )}`,
        at: clock().toISOString(),
        ...given,
      };
      const forms: Readonly<Record<CoverageFormat, () => string>> = {
        table: () => coverageTable(report, withoutColours(given, terminal), given),
        json: () => json(documentOf(coverage, report)),
        jsonl: () => coverageJson(coverage, report).map(jsonLine).join('\n'),
        csv: () => coverageCsv(report),
        markdown: () => coverageMarkdown(report, heading),
        html: () => coveragePage(report, heading),
      };
      emit(forms[formatOf(given) as CoverageFormat](), given.output, terminal);
      const unreadable = warnOfUnreadable(findings, terminal);
      setExitCode(exitCodeFor({ findings: [], complete: report.complete && !unreadable }, given));
    });
}

/** Of the targets that are named; what could not be listed may hide any of them. */
function reportAbout(
  report: CoverageReport,
  coverage: readonly Coverage[],
  {
    others,
    ...asked
  }: AskedAccount & {
    readonly names: readonly string[];
    /** ARNs of what is not asked about. */
    readonly others: ReadonlySet<string>;
  },
): CoverageReport {
  const unseen = report.unseen.filter((gap) => isAskedAbout(gap, asked) && !others.has(gap.target));
  const targets = new Set(coverage.map(({ target }) => target));
  const seenWhole = targets.difference(new Set(unseen.map(({ target }) => target)));
  const haveRun = report.scanners.every(({ at }) => at !== undefined);

  return {
    scanners: report.scanners,
    unseen,
    targets: targets.size,
    seenWhole: seenWhole.size,
    complete: unseen.length === 0 && haveRun,
  };
}

function documentOf(coverage: readonly Coverage[], report: CoverageReport) {
  const { targets, seenWhole, scanners } = report;
  const lastRuns = scanners.map(({ scanner, at = null }) => ({ scanner, lastRunAt: at }));

  return { targets, seenWhole, scanners: lastRuns, coverage: coverageJson(coverage, report) };
}
