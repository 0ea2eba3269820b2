import { statSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Severity } from '../functions/core/severity.ts';
import { factInWords } from '../functions/domain/gap-in-words.ts';
import { printable } from '../functions/domain/notification/plain-text.ts';
import { defaultScanSettings } from '../functions/domain/settings/read-settings.ts';
import { OFF } from '../functions/domain/settings/takes.ts';
import { factWords } from '../functions/facts/index.ts';
import { advisorySource, NO_ADVISORIES } from './advisory-source.ts';
import { runtimeOf } from './arguments.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { Failure } from './failure.ts';
import { waitsShownOn } from './feed-waits.ts';
import { type GivenEntry, type GuessedEntry, guessedEntry } from './guessed-entry.ts';
import { type InspectedPackage, inspectedPackage } from './inspected-package.ts';
import { listedFinding } from './listed-finding.ts';
import { type Listing, NOT_DEPLOYED } from './listing.ts';
import { LIST_ENDINGS, options } from './options.ts';
import { type PackageArchive, packageArchive } from './package-archive.ts';
import {
  type PackageInspection,
  packageInspection,
  type UnknownOfPackage,
} from './package-inspection.ts';
import { formatOf, print, type Wanted } from './printed.ts';
import { pythonHandlers } from './python-handlers.ts';
import { packagePlaces } from './render/code-places.ts';
import { rendered } from './render/formats.ts';
import { packageReport } from './render/package-report.ts';
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
      advisorySource,
      defaultScanSettings.advisoryUrl,
    )
    .addOption(settingOption('enabledChecks'))
    .addOption(options.failOn())
    .addOption(options.allowGaps())
    .addOption(options.strict())
    .addOption(options.format())
    .addOption(options.output(LIST_ENDINGS))
    .addOption(options.ownJson())
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
      const inspection = await packageInspection(inspected, given, { ...time, fetch });

      const { findings, unknown } = inspection;
      const isLeftOut = given.advisories === OFF && inspection.packages.length > 0;
      const leftOut = isLeftOut ? [NO_ADVISORIES] : [];
      const listing = () => listingOf(path, inspected, { ...inspection, leftOut }, time.clock);
      const isFile = given.sarif !== undefined && formatOf(given) !== 'sarif';
      if (isFile) writeFile(String(given.sarif), `${await rendered('sarif', listing())}\n`);
      await print(
        {
          table: (to) => packageReport(path, inspection, to),
          document: () => ({
            ...jsonOf({ path, runtime, handler: entry.handler ?? null }, inspection),
            leftOut,
          }),
          listing,
        },
        given,
        terminal,
      );
      for (const sentence of leftOut) terminal.err(printable(`${path}: ${sentence}`));
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

type Sentences = readonly string[];

function listingOf(
  path: string,
  { layers }: InspectedPackage,
  { findings, checks, unknown, leftOut }: PackageInspection & { readonly leftOut: Sentences },
  clock: CliContext['clock'],
): Listing {
  return {
    title: `Findings in ${path}`,
    at: clock().toISOString(),
    home: NOT_DEPLOYED,
    findings,
    checks,
    notChecked: [...leftOut, ...unknown.map(unknownInWords)],
    leftOut,
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
