import { statSync } from 'node:fs';
import { Command, Option } from 'commander';
import { inMemoryFindings } from '../functions/adapters/tables/in-memory.ts';
import { perTargetKnown } from '../functions/app/collectors.ts';
import { observe } from '../functions/app/observe.ts';
import { checksByScanner } from '../functions/checks/index.ts';
import { compareTexts } from '../functions/core/compare-texts.ts';
import { type Known, unknown } from '../functions/core/known.ts';
import type { Severity } from '../functions/core/severity.ts';
import { accountTarget, partitionOf, type Target } from '../functions/core/target.ts';
import { coverageOf, type Observation } from '../functions/domain/finding.ts';
import { factInWords } from '../functions/domain/gap-in-words.ts';
import { printable } from '../functions/domain/notification/plain-text.ts';
import { enabledChecks } from '../functions/domain/registry.ts';
import { defaultScanSettings, readSetting } from '../functions/domain/settings/read-settings.ts';
import type { ScanSettings } from '../functions/domain/settings/settings.ts';
import { OFF } from '../functions/domain/settings/takes.ts';
import { transitionsOf } from '../functions/domain/transitions.ts';
import type { CodeAnalysis } from '../functions/engines/archive/index.ts';
import { factWords } from '../functions/facts/index.ts';
import { configuration } from '../functions/facts/several/configuration.ts';
import { layerSharers } from '../functions/facts/several/sharers.ts';
import type { AssembledScanner } from '../functions/scanners/assembled-scanner.ts';
import { dependenciesScanner } from '../functions/scanners/dependencies-scanner.ts';
import { runtimeOf } from './arguments.ts';
import { awsCalls } from './aws-calls.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { dependencyChecksOn } from './disabled-checks.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { Failure } from './failure.ts';
import { waitsShownOn } from './feed-waits.ts';
import { type GivenEntry, type GuessedEntry, guessedEntry } from './guessed-entry.ts';
import { type InspectedPackage, inspectedPackage } from './inspected-package.ts';
import { listedFinding } from './listed-finding.ts';
import { type Listing, NOT_DEPLOYED } from './listing.ts';
import { options } from './options.ts';
import { osvFolder } from './osv-folder.ts';
import { type PackageArchive, packageArchive } from './package-archive.ts';
import type { PackageInspection, UnknownOfPackage } from './package-inspection.ts';
import { deployedPackages } from './package-list.ts';
import { formatOf, print, type Wanted } from './printed.ts';
import { pythonHandlers } from './python-handlers.ts';
import { packagePlaces } from './render/code-places.ts';
import { rendered } from './render/formats.ts';
import { packageReport } from './render/package-report.ts';
import { worstFirst } from './selection.ts';
import { settingOption } from './setting-options.ts';
import { writeFile } from './write-file.ts';

interface InspectPackageOptions extends Wanted {
  readonly runtime?: string;
  readonly handler?: string;
  readonly layer: readonly string[];
  readonly advisories: string;
  readonly enabledChecks?: readonly string[];
  readonly failOn?: Severity;
  readonly allowGaps?: boolean;
  readonly strict?: boolean;
}

/** The clock, and what waits for a feed. */
type Time = Pick<CliContext, 'clock' | 'sleep'> & { readonly fetch?: typeof fetch };

export function inspectPackageCommand(
  { terminal, ...time }: CliContext,
  setExitCode: SetExitCode,
): Command {
  return new Command('package')
    .description(
      'packages, advisories, AWS calls and weaknesses of a zip or folder, before it is deployed',
    )
    .argument('<path>', 'a deployment package: a zip, or the folder that will be zipped')
    .option(
      '--runtime <runtime>',
      'that it will run in (default: guessed from its files)',
      runtimeOf,
    )
    .option('--handler <handler>', 'where Lambda enters it (default: guessed from its files)')
    .addOption(options.layer())
    .option(
      '--advisories <source>',
      'where advisories are asked for: a URL that speaks as OSV does, a folder of its records, or off',
      sourceOf,
      defaultScanSettings.advisoryUrl,
    )
    .addOption(settingOption('enabledChecks'))
    .addOption(options.failOn())
    .addOption(options.allowGaps())
    .addOption(options.strict())
    .addOption(options.format())
    .addOption(options.output())
    .addOption(options.json())
    .addOption(
      new Option(
        '--sarif [file]',
        'print SARIF 2.1.0 for a code host; with a file, write it there and print the report',
      ).conflicts('json'),
    )
    .addHelpText(
      'after',
      examples(
        'vigil inspect package dist.zip',
        'vigil inspect package build/ --runtime python3.14 --handler app.handler --layer libs.zip',
        'vigil inspect package dist.zip --advisories ./osv --json',
        'vigil inspect package build/ --sarif vigil.sarif --fail-on high',
      ),
    )
    .action(async (path: string, given: InspectPackageOptions) => {
      const archive = await packageArchive(path);
      const defined = given.handler === undefined ? await pythonHandlers(archive) : undefined;
      const entry = entryOf(path, archive, given, defined);
      const guess = guessIn(path, entry, given);
      if (guess !== undefined) terminal.err(printable(guess));
      const { runtime, handler = NO_HANDLER } = entry;
      const inspected = await inspectedPackage(path, archive, { runtime, handler }, given.layer);
      const { fetch } = waitsShownOn(terminal);
      const inspection = await inspect(inspected, given, { ...time, fetch });

      const { findings, unknown } = inspection;
      const listing = () => listingOf(path, inspected, inspection, time.clock);
      const isFile = given.sarif !== undefined && formatOf(given) !== 'sarif';
      if (isFile) writeFile(String(given.sarif), `${await rendered('sarif', listing())}\n`);
      await print(
        {
          table: (to) => packageReport(path, inspection, to),
          document: () => jsonOf({ path, runtime, handler: entry.handler ?? null }, inspection),
          listing,
        },
        given,
        terminal,
      );
      const isBlind = entry.handler !== undefined && !isCodeRead(inspected);
      if (isBlind) terminal.err(printable(`${path}: nothing of its code could be checked`));
      setExitCode(exitCodeFor({ findings, complete: unknown.length === 0, isBlind }, given));
    });
}

/**
 * Of languages that are not analysed nothing else is expected. Of a handler that cannot be parsed nothing
 * is known but that.
 */
function isCodeRead({ target, analysis: { weaknesses } }: InspectedPackage): boolean {
  if (!weaknesses.known) return !/^(?:nodejs|python)/.test(target.runtime ?? '');

  const isUnparsed = weaknesses.value.every(({ kind }) => kind === 'does-not-start');
  return weaknesses.incomplete === undefined || weaknesses.value.length === 0 || !isUnparsed;
}

function listingOf(
  path: string,
  { layers }: InspectedPackage,
  { findings, checks, unknown }: PackageInspection,
  clock: CliContext['clock'],
): Listing {
  return {
    title: `Findings in ${path}`,
    at: clock().toISOString(),
    home: NOT_DEPLOYED,
    findings,
    checks,
    notChecked: unknown.map(unknownInWords),
    places: packagePlaces({
      path,
      isFolder: statSync(path).isDirectory(),
      layers: new Map(layers.map(({ target, path: layer }) => [target.arn, layer])),
    }),
  };
}

function unknownInWords({ fact, path, reason }: UnknownOfPackage): string {
  return `${factInWords(fact, factWords)}${path === undefined ? '' : ` of ${path}`}: ${reason}`;
}

/** In the place of one that only the configuration of a function names: a layer has none at all. */
const NO_HANDLER = 'handler';

function entryOf(
  path: string,
  { paths }: PackageArchive,
  given: GivenEntry,
  defined: ReadonlyMap<string, string> | undefined,
): GuessedEntry {
  const entry = guessedEntry(paths, given, defined);

  if (!entry) {
    throw new Failure(
      `${path} holds no code that ${given.runtime ?? 'Lambda'} runs, nor packages of it: name the zip that is deployed, or the folder that is zipped`,
    );
  }
  return entry;
}

/** `dist.zip: --runtime is guessed as python3.14, --handler as app.lambda_handler (there is app.py)` */
function guessIn(
  path: string,
  { runtime, handler, because }: GuessedEntry,
  given: GivenEntry,
): string | undefined {
  const guessed = [
    ...(given.runtime === undefined ? [`--runtime is guessed as ${runtime}`] : []),
    ...(given.handler === undefined && handler !== undefined
      ? [`--handler is guessed as ${handler}`]
      : []),
  ];

  return guessed.length === 0 ? undefined : `${path}: ${guessed.join(', ')} (there is ${because})`;
}

async function inspect(
  inspected: InspectedPackage,
  {
    advisories,
    enabledChecks: named = defaultScanSettings.enabledChecks,
  }: Pick<InspectPackageOptions, 'advisories' | 'enabledChecks'>,
  time: Time,
): Promise<PackageInspection> {
  const targets = [inspected.target, ...inspected.layers.map(({ target }) => target)];
  const dependencies = await dependenciesScannerOf(inspected, advisories, time);
  const observers = [codeObserver(inspected, named, time), dependencies.observer];
  const each = (await Promise.all(observers.map((observer) => observe(observer, targets)))).flat();
  const observed = [...each, ...(await inSum(inspected, dependencies))];
  const findings = observed.flatMap((observation) =>
    transitionsOf([], observation, ALL).map(({ finding }) => finding),
  );
  const pathOf = new Map(inspected.layers.map(({ target, path }) => [target.arn, path]));
  const unknown = observed.flatMap((observation) => {
    const path = pathOf.get(observation.target);
    return coverageOf(observation).gaps.map((gap) => ({
      ...gap,
      ...(path !== undefined && { path }),
    }));
  });

  return {
    checks: [...new Set(observers.flatMap(({ checks }) => checks.map(({ id }) => id)))],
    packages: deployedPackages(inspected).toSorted((a, b) => compareTexts(a.purl, b.purl)),
    ...awsCalls(inspected.analysis.sdkCalls),
    verifiesSignature: knownOf(inspected.analysis.verifiesSignature),
    findings: worstFirst(findings),
    unknown: [
      ...unknown,
      ...unseenPackages(inspected, unknown),
      ...unseenCalls(inspected.analysis.sdkCalls),
    ],
  };
}

function knownOf<T>(answer: Known<T> | undefined): T | undefined {
  return answer?.known ? answer.value : undefined;
}

/** Calls may be missing where code could not be read. */
function unseenCalls(
  sdkCalls: InspectedPackage['analysis']['sdkCalls'],
): readonly UnknownOfPackage[] {
  const reason = sdkCalls.known ? sdkCalls.incomplete : sdkCalls.reason;

  return reason === undefined ? [] : [{ fact: 'sdkCalls', reason }];
}

/** Reports that packages may be missing where no gap of the advisories says so already. */
function unseenPackages(
  { analysis, layers }: InspectedPackage,
  reported: readonly UnknownOfPackage[],
): readonly UnknownOfPackage[] {
  const all: readonly { readonly path?: string; readonly packages: typeof analysis.packages }[] = [
    { packages: analysis.packages },
    ...layers.map((layer) => ({ path: layer.path, packages: layer.analysis.packages })),
  ];

  return all.flatMap(({ packages, ...of }) => {
    const reason = packages.known ? packages.incomplete : packages.reason;
    if (reason === undefined) return [];

    const isReported = reported.some((gap) => {
      return (
        gap.fact === 'vulnerablePackages' && gap.path === of.path && gap.reason.includes(reason)
      );
    });
    return isReported ? [] : [{ fact: 'packages', ...of, reason }];
  });
}

/** What the package itself answers, before it is anywhere. */
const beforeDeployment: ReadonlySet<string> = new Set([
  'weaknesses',
  'secretsInCode',
  'shippedFiles',
  'configuration',
  'sharers',
]);

/** Checks of code that need nothing but the code. */
function codeObserver(
  { target, analysis, layers, facts }: InspectedPackage,
  named: readonly string[],
  { clock }: Time,
) {
  const settings = { ...defaultScanSettings, enabledChecks: named };
  const checks = enabledChecks(checksByScanner.code, settings).filter(({ needs }) =>
    needs.every((need) => beforeDeployment.has(need)),
  );
  const analyses = new Map([
    [target.arn, analysis],
    ...layers.map((layer) => [layer.target.arn, layer.analysis] as const),
  ]);
  const read = <V>(pick: (analysis: CodeAnalysis) => Known<V>) =>
    perTargetKnown(async ({ arn }: Target) => {
      const found = analyses.get(arn);
      return found ? pick(found) : unknown(`${arn} has no code`);
    });
  const ofArchive = {
    secretsInCode: read(({ secrets }) => secrets),
    shippedFiles: read((found) => found.shippedFiles),
  };

  return {
    name: 'code',
    checks,
    collectors: {
      function: { weaknesses: read(({ weaknesses }) => weaknesses), ...ofArchive },
      layer: { configuration: configuration(), sharers: layerSharers(facts), ...ofArchive },
    },
    clock,
    words: factWords,
  };
}

/** The deployed scanner, without the checks that ask AWS or that need a past. */
async function dependenciesScannerOf({ facts }: InspectedPackage, advisories: string, time: Time) {
  const { settings, ...feed } = await feedsFor(advisories);
  const findings = inMemoryFindings();

  return dependenciesScanner({
    settings,
    facts,
    findings,
    targetState: findings.targetState,
    ...time,
    ...feed,
  });
}

/** What checks of an account would add up of the package and its layers, as if they were all of one. */
async function inSum(
  { target, layers }: InspectedPackage,
  { observer, surveys }: AssembledScanner,
): Promise<readonly Observation[]> {
  const functions = new Set([target.arn]);
  await surveys?.account?.survey(
    {
      functions,
      functionsOfRole: new Map(),
      functionsOfLayer: new Map(layers.map((layer) => [layer.target.arn, [target.arn]])),
      functionsOfLogGroup: new Map(),
      complete: new Set([target.region]),
    },
    [],
  );
  const account = accountTarget(target.account, partitionOf(target.arn));

  const seen = await observe(observer, [account]);
  return seen.map((observation) => ({ ...observation, target: target.arn }));
}

const notBeforeDeployment: readonly string[] = ['builds', 'inspection', 'layerVersions'];

/** Where advisories come from a mirror or a folder, no other feed is asked either. */
async function feedsFor(
  source: string,
): Promise<{ readonly settings: ScanSettings; readonly fetch?: typeof fetch }> {
  const disabledChecks = [...dependencyChecksOn(...notBeforeDeployment)];
  const settings = { ...defaultScanSettings, disabledChecks };
  const alone = {
    ...settings,
    exploitedUrl: OFF,
    epssUrl: OFF,
    nvdUrl: OFF,
    releasesUrl: OFF,
    retireUrl: OFF,
  };

  if (source === settings.advisoryUrl) return { settings };
  if (isFeed(source)) return { settings: { ...alone, advisoryUrl: source } };
  const { baseUrl, fetch } = await osvFolder(source);
  return { settings: { ...alone, advisoryUrl: baseUrl }, fetch };
}

/** @throws InvalidSetting for a URL that the setting would not take. */
function sourceOf(text: string): string {
  return isFeed(text) ? readSetting('advisoryUrl', text) : text;
}

/** Else it is a folder. */
function isFeed(source: string): boolean {
  return source === OFF || /^https?:\/\//.test(source);
}

/** What is not stored can be listed as a whole. */
const ALL = Number.POSITIVE_INFINITY;

function jsonOf(
  inspected: { readonly path: string; readonly runtime: string; readonly handler: string | null },
  { packages, calls, unresolvedCalls, verifiesSignature, findings, unknown }: PackageInspection,
) {
  return {
    package: inspected,
    packages: packages.map(({ candidates, alternatives, requires: _, isTopLevel: __, ...one }) => ({
      ...one,
      ...(candidates && { candidates }),
      ...(alternatives && { alternatives }),
    })),
    calls,
    unresolvedCalls,
    ...(verifiesSignature && { verifiesSignature }),
    findings: findings.map(listedFinding),
    unknown,
  };
}
