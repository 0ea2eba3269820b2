import { Command, Option } from 'commander';
import { enabledRegions } from '../functions/adapters/aws/enabled-regions.ts';
import { scannerNames } from '../functions/checks/index.ts';
import { counted } from '../functions/core/amounts.ts';
import type { Severity } from '../functions/core/severity.ts';
import type { Coverage } from '../functions/domain/finding.ts';
import { defaultScanSettings, OFF, type ScanSettings } from '../functions/domain/scan-settings.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import { countOf, idleDaysOf, regionsOf, roleNamesOf, urlOrOff } from './arguments.ts';
import { callersAccount } from './aws/caller.ts';
import { callCount } from './call-count.ts';
import { withSuggestion } from './closest.ts';
import { coverageReport } from './coverage-report.ts';
import { withoutAdvisories } from './disabled-checks.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { Failure } from './failure.ts';
import { inProcessNight } from './in-process-night.ts';
import { options } from './options.ts';
import { refuseUnknownRegions } from './refuse-unknown-regions.ts';
import { printNight } from './render/night.ts';
import { writeReport } from './report.ts';
import { scanners } from './scanners.ts';
import { worstFirst } from './selection.ts';
import type { End, World } from './world.ts';

interface AuditOptions {
  readonly regions?: readonly string[];
  readonly functions?: string;
  readonly idleDays: number;
  readonly trustedAccounts?: readonly string[];
  readonly deployRoles?: readonly string[];
  readonly maxPublicUsdPerHour: number;
  readonly rate: number;
  readonly advisories: string;
  readonly exploited: string;
  readonly epss: string;
  readonly nvd: string;
  readonly releases: string;
  readonly retire: string;
  readonly json?: boolean;
  readonly failOn?: Severity;
  readonly allowGaps?: boolean;
  readonly strict?: boolean;
  readonly report?: string;
}

const {
  idleDays,
  maxPublicUsdPerHour,
  advisoryUrl,
  exploitedUrl,
  epssUrl,
  nvdUrl,
  releasesUrl,
  retireUrl,
} = defaultScanSettings;
const RATE = 10;

export function auditCommand(world: World, end: End): Command {
  return new Command('audit')
    .option('--regions <regions>', 'regions, with commas between (default: all enabled)', regionsOf)
    .option('--functions <glob>', 'only functions whose name matches, and their roles')
    .option(
      '--idle-days <days>',
      'days without an invocation that make a function idle, or without use a permission unused',
      idleDaysOf,
      idleDays,
    )
    .addOption(options.trustedAccounts())
    .option(
      '--deploy-roles <roles>',
      'roles that are meant to change functions, by name or ARN, with * and ?',
      roleNamesOf,
    )
    .option(
      '--max-public-usd-per-hour <dollars>',
      'what strangers may make one function cost',
      countOf,
      maxPublicUsdPerHour,
    )
    .option('--rate <requests>', 'requests a second to AWS at most', countOf, RATE)
    .addOption(feed('--advisories <url>', 'where advisories are asked for', advisoryUrl, 'OSV'))
    .addOption(
      feed('--exploited <url>', 'where the catalogue of exploited CVEs is', exploitedUrl, 'CISA'),
    )
    .addOption(feed('--epss <url>', 'where EPSS tells how likely exploits are', epssUrl, 'FIRST'))
    .addOption(feed('--nvd <url>', 'where missing ratings are asked for', nvdUrl, 'NVD'))
    .addOption(
      feed('--releases <url>', 'where newer releases are asked for', releasesUrl, 'deps.dev'),
    )
    .addOption(feed('--retire <url>', 'where the repository of Retire.js is', retireUrl, 'its own'))
    .addOption(options.failOn())
    .addOption(options.allowGaps())
    .addOption(options.strict())
    .addOption(options.json())
    .option('--report <file>', 'write one page of HTML too, as vigil report does')
    .addHelpText(
      'after',
      examples('vigil audit --regions eu-west-1', 'vigil audit --fail-on high --strict --json'),
    )
    .action((given: AuditOptions) => audit(given, world, end));
}

async function audit(
  given: AuditOptions,
  { clock, progress, terminal }: World,
  end: End,
): Promise<void> {
  const { functions, report: out } = given;
  refuseStandardOutput(out);
  const { onCall, calls } = callCount();
  const startedAt = clock().toISOString();
  const account = await callersAccount(onCall);
  const settings = settingsOf(given);
  await refuseUnknownRegions(settings.regions, enabledRegions(onCall), terminal);
  const night = inProcessNight({ scanners, account, settings, clock, onCall, functions });

  await progress(
    scannerNames.map((name) => ({
      title: name,
      run: async (tell) => {
        await night.run(name, (done) => tell(`${counted(done, 'target')} seen`));
      },
    })),
  );

  const findings = worstFirst(night.findings.open());
  const coverage = night.findings.coverage();
  refuseEmptyMatch(functions, coverage, night.functionNames);

  const report = coverageReport(coverage);
  const finishedAt = clock().toISOString();
  const times = { startedAt, finishedAt };
  if (out !== undefined) {
    const source = { account: account.account, now: finishedAt, findings, coverage };
    await writeReport(source, out, terminal);
  }
  printNight(
    { account: account.account, ...times, findings, coverage, report, calls: calls() },
    given,
    terminal,
  );
  end(exitCodeFor({ findings, complete: report.complete }, given));
}

/** The findings go there. */
function refuseStandardOutput(out: string | undefined): void {
  if (out === '-') throw new Failure('--report takes a file: the standard output has the findings');
}

function feed(flags: string, description: string, url: string, whose: string): Option {
  return new Option(flags, `${description}, or ${OFF}`).argParser(urlOrOff).default(url, whose);
}

/** A name that is mistyped would pass for a clean account. */
function refuseEmptyMatch(
  glob: string | undefined,
  coverage: readonly Coverage[],
  names: ReadonlySet<string>,
): void {
  const isFunction = ({ target }: Coverage) => identityOf(target).kind === 'function';
  if (glob === undefined || coverage.some(isFunction)) return;

  throw new Failure(
    withSuggestion(`no function that could be listed has a name like ${glob}.`, glob, names),
  );
}

function settingsOf(given: AuditOptions): ScanSettings {
  const { regions = [], trustedAccounts = [], deployRoles = [] } = given;

  return {
    ...defaultScanSettings,
    regions: [...regions],
    trustedAccounts: [...trustedAccounts],
    deployRoles: [...deployRoles],
    maxPublicUsdPerHour: given.maxPublicUsdPerHour,
    idleDays: given.idleDays,
    apiRate: given.rate,
    advisoryUrl: given.advisories,
    exploitedUrl: given.exploited,
    epssUrl: given.epss,
    nvdUrl: given.nvd,
    releasesUrl: given.releases,
    retireUrl: given.retire,
    ...(given.advisories === OFF && withoutAdvisories),
  };
}
