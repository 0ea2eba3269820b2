import { Command } from 'commander';
import type { Coverage } from '../functions/domain/finding.ts';
import { deployment } from './aws/deployment.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { type CoverageReport, coverageReport } from './coverage-report.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { allCoverage } from './findings.ts';
import { coverageJson } from './night-report.ts';
import { options } from './options.ts';
import { coverageCsv } from './render/coverage-csv.ts';
import { coverageTable } from './render/coverage-table.ts';
import { json } from './render/json.ts';
import { warnOfUnreadable } from './unreadable-rows.ts';

interface CoverageOptions {
  readonly stack: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly all?: boolean;
  readonly strict?: boolean;
}

export function coverageCommand({ terminal }: CliContext, setExitCode: SetExitCode): Command {
  return new Command('coverage')
    .addOption(options.strict())
    .option('--all', 'each target by itself, with the whole reason')
    .addOption(options.json())
    .addOption(options.csv())
    .addOption(options.stack())
    .addHelpText(
      'after',
      examples('vigil coverage', 'vigil coverage --all', 'vigil coverage --strict --json'),
    )
    .action(async (given: CoverageOptions) => {
      const { findings } = await deployment(given.stack);
      const coverage = await allCoverage(findings);
      const report = coverageReport(coverage);

      if (given.json) terminal.out(json(documentOf(coverage, report)));
      else if (given.csv) terminal.out(coverageCsv(report));
      else terminal.out(coverageTable(report, terminal, given));
      const unreadable = warnOfUnreadable(findings, terminal);
      setExitCode(exitCodeFor({ findings: [], complete: report.complete && !unreadable }, given));
    });
}

function documentOf(coverage: readonly Coverage[], report: CoverageReport) {
  const { targets, seenWhole, scanners } = report;
  const lastRuns = scanners.map(({ scanner, at = null }) => ({ scanner, lastRunAt: at }));

  return { targets, seenWhole, scanners: lastRuns, coverage: coverageJson(coverage, report) };
}
