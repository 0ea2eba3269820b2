import { Command } from 'commander';
import { counted } from '../functions/core/amounts.ts';
import type { Severity } from '../functions/core/severity.ts';
import { accountOption, askedAccount } from './account-option.ts';
import { deployment } from './aws/deployment.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { coverageReport } from './coverage-report.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { allCoverage } from './findings.ts';
import { notChecked, withNotChecked } from './not-checked.ts';
import { options } from './options.ts';
import { refuseUnknownOwners } from './refuse-unknown-names.ts';
import type { ReportSource } from './report/report-source.ts';
import { type AskedTag, isAbout, isTagged, maybeTagged } from './selection.ts';
import { tagOption } from './tag-option.ts';
import type { Terminal } from './terminal.ts';
import { warnOfUnreadable } from './unreadable-rows.ts';
import { writeFile } from './write-file.ts';

interface ReportOptions {
  readonly stack: string;
  readonly out: string;
  readonly account?: string;
  readonly tag?: AskedTag;
  readonly failOn?: Severity;
  readonly allowGaps?: boolean;
  readonly strict?: boolean;
}

export function reportCommand({ terminal, clock }: CliContext, setExitCode: SetExitCode): Command {
  return new Command('report')
    .option('--out <file>', 'where to; - is the standard output', 'vigil-report.html')
    .addOption(accountOption())
    .addOption(tagOption())
    .addOption(options.failOn())
    .addOption(options.allowGaps())
    .addOption(options.strict())
    .addOption(options.stack())
    .addHelpText(
      'after',
      examples(
        'vigil report',
        'vigil report --out night.html --strict',
        'vigil report --out - > x.html',
      ),
    )
    .action(async (given: ReportOptions) => {
      const deployed = await deployment(given.stack);
      const { account: own, findings: queries } = deployed;
      const [everything, covered] = await Promise.all([
        Array.fromAsync(queries.all()),
        allCoverage(queries),
      ]);
      const asked = await askedAccount(given.account, deployed, covered);
      refuseUnknownOwners(given, [...everything, ...covered]);
      const isMeant = ({ target }: { readonly target: string }) => isAbout(target, asked);
      const findings = everything.filter((each) => isMeant(each) && isTagged(each, given));
      const tagged = maybeTagged(covered, given);
      const coverage = covered.filter((each) => isMeant(each) && tagged.has(each.target));
      const now = clock().toISOString();

      const source = { account: asked.account ?? own.account, now, findings, coverage };
      await writeReport(source, given.out, terminal);
      const { complete } = coverageReport(coverage);
      const unreadable = warnOfUnreadable(queries, terminal);
      setExitCode(exitCodeFor({ findings, complete: complete && !unreadable }, given));
    });
}

/** What draws the page is loaded where one is wanted: every other command starts without it. */
export async function writeReport(
  source: ReportSource,
  out: string,
  terminal: Terminal,
): Promise<void> {
  const { reportPage } = await import('./report/report-page.ts');
  const page = reportPage(source);

  if (out === '-') terminal.out(page.trimEnd());
  else terminal.err(`${writeFile(out, page)}: ${outcomeOf(source)}`);
}

function outcomeOf({ findings, coverage }: ReportSource): string {
  const open = findings.filter(({ status }) => status === 'open').length;
  const gaps = notChecked(coverageReport(coverage));

  return withNotChecked(
    `${counted(open, 'open finding')}, open it in a browser`,
    gaps.length,
    'the page lists them',
  );
}
