import { Command, Option } from 'commander';
import pMap from 'p-map';
import { type ScannerName, scannerNames } from '../functions/checks/index.ts';
import { counted } from '../functions/core/amounts.ts';
import { type Severity, severities } from '../functions/core/severity.ts';
import type { Finding } from '../functions/domain/finding.ts';
import { findingId } from '../functions/domain/finding-id.ts';
import { durationOf, scannersOf } from './arguments.ts';
import { deployedScanners } from './aws/deployed-scanner.ts';
import { type Deployment, deployment } from './aws/deployment.ts';
import { callCount } from './call-count.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { coverageReport } from './coverage-report.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { Failure } from './failure.ts';
import { allCoverage } from './findings.ts';
import { changesBetween, type NightChanges } from './night-changes.ts';
import type { NightReport } from './night-report.ts';
import { LIST_ENDINGS, options } from './options.ts';
import { print, type Wanted } from './printed.ts';
import type { Step } from './progress.ts';
import { printedNight } from './render/night.ts';
import { runScanner } from './run-scanner.ts';
import { worstFirst } from './selection.ts';
import { sentenceFor } from './sentence-for.ts';
import { warnOfUnreadable } from './unreadable-rows.ts';

interface ScanOptions extends Wanted {
  readonly only?: readonly ScannerName[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly stack: string;
  readonly all?: boolean;
  readonly failOn?: Severity;
  readonly allowGaps?: boolean;
  readonly strict?: boolean;
}

export function scanCommand(context: CliContext, setExitCode: SetExitCode): Command {
  return new Command('scan')
    .option('--only <scanners>', `only some of ${scannerNames.join(', ')}; no digest`, scannersOf)
    .addOption(
      new Option('--timeout <duration>', 'how long to wait in all')
        .argParser(durationOf)
        .default(durationOf('60m'), '60m'),
    )
    .addOption(options.failOn())
    .addOption(options.allowGaps())
    .addOption(options.strict())
    .addOption(options.all())
    .addOption(options.format())
    .addOption(options.output(LIST_ENDINGS))
    .addOption(options.json())
    .addOption(options.stack())
    .addHelpText(
      'after',
      examples('vigil scan', 'vigil scan --all', 'vigil scan --only code,dependencies --json'),
    )
    .action(async (given: ScanOptions) => {
      const { onCall, calls } = callCount();
      const startedAt = context.clock().toISOString();
      const deployed = await deployment(given.stack, onCall);
      const before = await openFindings(deployed);
      const failures: string[] = [];

      await context.progress(stepsOf(deployedScanners(deployed, onCall), given, context, failures));

      const { findings, coverage, report } = await outcomeOf(deployed);
      const changes = await changesSince(before, findings, deployed);
      const finishedAt = context.clock().toISOString();
      const account = deployed.account.account;
      const printed = printedNight(
        { account, startedAt, finishedAt, findings, coverage, report, changes, calls: calls() },
        deployed,
        { all: given.all, listedBy: 'vigil findings' },
      );
      await print(printed, given, context.terminal);
      if (failures.length > 0) throw new Failure(failures.join('; '));
      const unreadable = warnOfUnreadable(deployed.findings, context.terminal);
      setExitCode(exitCodeFor({ findings, complete: report.complete && !unreadable }, given));
    });
}

/** A scanner of which something fails is reported at the end: the others go on without it. */
function stepsOf(
  { scanner, digest }: ReturnType<typeof deployedScanners>,
  { only, timeout }: ScanOptions,
  context: CliContext,
  failures: string[],
): readonly Step[] {
  const deadline = context.clock().getTime() + timeout;
  const names = only ?? scannerNames;
  const scans = names.map(
    (name, index): Step => ({
      title: name,
      run: async (report) => {
        context.onInterrupt(whatGoesOn(name, names.slice(index + 1)));
        try {
          const failed = await runScanner(scanner(name), context, { deadline, report });
          if (failed > 0) failures.push(`${name}: ${failureOf(failed)}`);
        } catch (error) {
          throw new Failure(`${name}: ${sentenceFor(error)}`);
        }
      },
    }),
  );

  const last: Step = {
    title: 'digest',
    run: () => {
      context.onInterrupt('the digest goes on in the account by itself');
      return digest();
    },
  };
  return only ? scans : [...scans, last];
}

/** A deployed scanner ends what it has begun; those behind it are woken by this command. */
function whatGoesOn(running: ScannerName, behind: readonly ScannerName[]): string {
  const rest =
    behind.length === 0 ? '' : `; not started: ${behind.join(', ')}, which the next night runs`;

  return `${running} goes on in the account by itself${rest}; vigil coverage shows when each scanner last ran`;
}

function failureOf(failed: number): string {
  return `${counted(failed, 'message')} failed for good and are in its dead-letter queue; its logs show why`;
}

async function outcomeOf(
  deployed: Deployment,
): Promise<Pick<NightReport, 'findings' | 'coverage' | 'report'>> {
  const coverage = await allCoverage(deployed.findings);

  return {
    findings: await openFindings(deployed),
    coverage,
    report: coverageReport(coverage),
  };
}

/** The worst first. */
async function openFindings({ findings }: Deployment): Promise<readonly Finding[]> {
  const open = await Promise.all(severities.map((each) => Array.fromAsync(findings.open(each))));

  return worstFirst(open.flat());
}

/** Findings read at once. */
const READ_AT_ONCE = 10;

/** By what was open before, never by times: the clock of this machine may be wrong. */
async function changesSince(
  before: readonly Finding[],
  after: readonly Finding[],
  { findings }: Deployment,
): Promise<NightChanges> {
  const { unknown } = changesBetween(before, after, () => false);
  const now = await pMap(
    unknown,
    ({ target, check, subject }) => findings.find(target, check, subject),
    { concurrency: READ_AT_ONCE },
  );
  const resolved = new Set(
    now.flatMap((each) => (each?.status === 'resolved' ? [findingId(each)] : [])),
  );

  const { opened, resolved: fixed } = changesBetween(before, after, (finding) =>
    resolved.has(findingId(finding)),
  );
  return { opened, resolved: fixed, unknown: [] };
}
