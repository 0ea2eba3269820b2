import { EC2Client } from '@aws-sdk/client-ec2';
import { Command } from 'commander';
import { auditedRegions, enabledRegions } from '../functions/adapters/aws/enabled-regions.ts';
import { type OnCall, observedCalls } from '../functions/adapters/aws/observed-calls.ts';
import { scannerNames } from '../functions/checks/index.ts';
import type { Severity } from '../functions/core/severity.ts';
import { withSuggestion } from '../functions/domain/closest.ts';
import type { Coverage } from '../functions/domain/finding.ts';
import { OFF } from '../functions/domain/settings/takes.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import { NO_ADVISORIES } from './advisory-source.ts';
import { callersAccount } from './aws/caller.ts';
import {
  enteredAccounts,
  type OtherAccountsOptions,
  otherAccountsOptions,
} from './aws/entered-accounts.ts';
import { functionCount } from './aws/function-count.ts';
import { callCount } from './call-count.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { coverageReport } from './coverage-report.ts';
import { earlierFindings } from './earlier-audit.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { Failure } from './failure.ts';
import { feedWaits } from './feed-waits.ts';
import { inProcessNight } from './in-process-night.ts';
import { changesBetween, wasLookedAt } from './night-changes.ts';
import { LIST_ENDINGS, options } from './options.ts';
import { print, type Wanted } from './printed.ts';
import { refuseUnknownRegions } from './refuse-unknown-regions.ts';
import { paceInWords } from './remaining-time.ts';
import { printedNight } from './render/night.ts';
import { writeReport } from './report.ts';
import { rulesIn } from './rules-file.ts';
import { scanners } from './scanners.ts';
import { type Selection, worstFirst } from './selection.ts';
import { settingOptions, settingsFrom } from './setting-options.ts';
import { tagOption } from './tag-option.ts';
import { keepingTag, taggedNight } from './tagged-night.ts';

interface AuditOptions extends Wanted, OtherAccountsOptions, Pick<Selection, 'tag'> {
  readonly functions?: string;
  readonly all?: boolean;
  readonly baseline?: string;
  readonly failOn?: Severity;
  readonly allowGaps?: boolean;
  readonly strict?: boolean;
  readonly full?: boolean;
  readonly report?: string;
  readonly rules?: string;
}

export function auditCommand(context: CliContext, setExitCode: SetExitCode): Command {
  const command = new Command('audit');
  const every = [...settingOptions(), ...otherAccountsOptions()];
  for (const option of every) command.addOption(option);

  return command
    .argument('[functions]', 'the same as --functions')
    .option('--functions <glob>', 'only functions whose name matches, and their roles')
    .addOption(tagOption('findings of functions with this tag; * and ? in the value are wildcards'))
    .addOption(options.failOn())
    .addOption(options.allowGaps())
    .addOption(options.strict())
    .option(
      '--full',
      'read at once what a night leaves to the others of its week, as --fail-on and --strict do',
    )
    .addOption(options.all())
    .addOption(options.format())
    .addOption(options.output(LIST_ENDINGS))
    .addOption(options.json())
    .option('--rules <file>', 'what is agreed on: findings that its rules accept are not open')
    .option('--baseline <file>', 'an earlier audit as JSON: what is new and fixed since then')
    .option('--report <file>', 'write one page of HTML too, as vigil report does')
    .addHelpText(
      'after',
      examples(
        'vigil audit --regions eu-west-1',
        'vigil audit "checkout-*"',
        'vigil audit --tag team=shop',
        'vigil audit --json > monday.json',
        'vigil audit --baseline monday.json --all',
        'vigil audit --fail-on high --strict --json',
        'vigil audit --accounts 222233334444 --assume OrganizationAccountAccessRole',
      ),
    )
    .action((functions: string | undefined, given: AuditOptions) =>
      audit({ ...given, ...functionsIn(functions, given) }, context, setExitCode),
    );
}

/** A verdict may not wait for another night, unless gaps are allowed. */
function isVerdict({ failOn, strict, allowGaps }: AuditOptions): boolean {
  return !allowGaps && (failOn !== undefined || strict === true);
}

/** @throws Failure where they are named twice. */
function functionsIn(
  named: string | undefined,
  { functions }: AuditOptions,
): Pick<AuditOptions, 'functions'> {
  if (named === undefined) return {};
  if (functions === undefined) return { functions: named };

  throw new Failure(`functions are named twice: ${named}, and --functions ${functions}`);
}

async function audit(
  given: AuditOptions,
  { clock, sleep, progress, terminal, onInterrupt, onLongRun }: CliContext,
  setExitCode: SetExitCode,
): Promise<void> {
  const { functions, report: out } = given;
  refuseStandardOutput(out);
  const settings = keepingTag(settingsFrom(given), given);
  const rules = given.rules === undefined ? undefined : await rulesIn(given.rules, terminal);
  const { onCall, calls } = callCount();
  const startedAt = clock().toISOString();
  const { account, region } = await callersAccount(onCall);
  const enabled = enabledRegions(observedCalls(new EC2Client({}), onCall));
  await refuseUnknownRegions(settings.regions, enabled, terminal);
  const others = enteredAccounts(given, account, { clock, onCall });
  const accounts = [account.account, ...others.map((other) => other.account)];
  const before = given.baseline && earlierFindings(given.baseline, accounts);
  const waits = feedWaits();
  const night = inProcessNight({
    scanners,
    account,
    settings,
    rules,
    clock,
    sleep,
    fetch: waits.fetch,
    onCall,
    functions,
    others,
    readsAll: isVerdict(given) || given.full,
  });

  const total = await totalOf(given, auditedRegions(settings, enabled), onCall);
  onInterrupt('the audit has ended here: nothing goes on, and nothing was stored');
  onLongRun();

  await progress(
    scannerNames.map((name) => ({
      title: name,
      run: async (report) => {
        const began = clock().getTime();
        let pace = '';
        const show = () => report([pace, waits.inWords()].filter((part) => part !== '').join('; '));
        waits.watch(show);
        await night.run(name, (_, done) => {
          const elapsed = clock().getTime() - began;
          pace = paceInWords({ done, total, elapsed }, 'functions');
          show();
        });
      },
    })),
  );

  const all = { findings: night.findings.open(), coverage: night.findings.coverage() };
  refuseEmptyMatch(functions, all.coverage, night.functionNames);
  const { coverage, ...tagged } = taggedNight(all, given);
  const findings = worstFirst(tagged.findings);

  const report = coverageReport(coverage);
  const finishedAt = clock().toISOString();
  const times = { startedAt, finishedAt };
  if (out !== undefined) {
    const source = { account: account.account, now: finishedAt, findings, coverage };
    await writeReport(source, out, terminal);
  }
  const scope = { report, coverage, settings, isLimited: isLimited(given) };
  const changes = before
    ? changesBetween(before, findings, (finding) => wasLookedAt(finding, scope))
    : undefined;
  const leftOut = settings.advisoryUrl === OFF ? [NO_ADVISORIES] : [];
  const printed = printedNight(
    {
      account: account.account,
      accounts,
      ...times,
      findings,
      coverage,
      report,
      changes,
      calls: calls(),
    },
    { account, region },
    { all: given.all, listedBy: '--all', leftOut },
  );
  await print(printed, given, terminal);
  for (const sentence of leftOut) terminal.err(sentence);
  setExitCode(exitCodeFor({ findings, complete: report.complete }, given));
}

/** To some functions, whose roles and layers are there too. */
function isLimited({ functions, tag }: AuditOptions): boolean {
  return functions !== undefined || tag !== undefined;
}

/** What a progress is measured by: undefined where only some functions, or other accounts too, are audited. */
function totalOf(
  { functions, accounts }: AuditOptions,
  regions: () => Promise<readonly string[]>,
  onCall: OnCall,
): Promise<number | undefined> {
  const isOfAll = functions === undefined && accounts === undefined;

  return isOfAll ? functionCount(regions, onCall) : Promise.resolve(undefined);
}

/** The findings go there. */
function refuseStandardOutput(out: string | undefined): void {
  if (out === '-') throw new Failure('--report takes a file: the standard output has the findings');
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
    withSuggestion(`no function that could be listed has a name like ${glob}`, glob, names),
  );
}
