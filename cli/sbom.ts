import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { Clock } from '../functions/app/ports.ts';
import { printable } from '../functions/domain/notification/plain-text.ts';
import { deployedFunction } from './aws/deployed-function.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { billOfMaterials } from './cyclonedx.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { Failure } from './failure.ts';
import { guessedEntry, isLayerContent } from './guessed-entry.ts';
import { type InspectedPackage, inspectedPackage } from './inspected-package.ts';
import { options } from './options.ts';
import { type PackageArchive, packageArchive } from './package-archive.ts';
import { deployedPackages } from './package-list.ts';
import { emit } from './printed.ts';
import { json } from './render/json.ts';

interface SbomOptions {
  readonly layer: readonly string[];
  readonly strict?: boolean;
  readonly output?: string;
}

export function sbomCommand({ terminal, clock }: CliContext, setExitCode: SetExitCode): Command {
  return new Command('sbom')
    .argument('<what>', 'a path, or the name of a function in your account and region')
    .addOption(options.layer())
    .addOption(options.strict())
    .addOption(options.output())
    .addHelpText(
      'after',
      examples('vigil sbom checkout > checkout.cdx.json', 'vigil sbom dist.zip'),
    )
    .action(async (what: string, { layer, ...by }: SbomOptions) => {
      const inspected = await inspectedAt(what, layer, clock);
      const unseen = unseenIn(inspected);

      for (const line of unseen) terminal.err(printable(`not covered: ${line}`));
      const bill = billOfMaterials({
        name: what,
        packages: deployedPackages(inspected),
        unseen,
        now: clock(),
      });
      emit(json(bill), by.output, terminal);
      setExitCode(exitCodeFor({ findings: [], complete: unseen.length === 0 }, by));
    });
}

/** @throws Failure when its packages cannot be listed at all: an empty bill would say "none". */
async function inspectedAt(
  what: string,
  layers: readonly string[],
  clock: Clock,
): Promise<InspectedPackage> {
  const isPath = existsSync(what) || !FUNCTION_NAME.test(what);
  const inspected = isPath
    ? await inspectedPackage(what, await recognised(what), {}, layers)
    : await deployedFunction(what, clock);
  const { packages } = inspected.analysis;

  if (!packages.known)
    throw new Failure(`the packages of ${what} are not known: ${packages.reason}`);
  return inspected;
}

/** A name or an ARN of a function. Source: `FunctionName` of GetFunctionConfiguration. */
const FUNCTION_NAME = /^[\w:$-]+$/;

async function recognised(path: string): Promise<PackageArchive> {
  const archive = await packageArchive(path);

  if (!guessedEntry(archive.paths) && !archive.paths.some(isLayerContent)) {
    throw new Failure(
      `${path} holds no code that Lambda runs, nor packages: name the zip that is deployed, or the folder that is zipped`,
    );
  }
  return archive;
}

/** Why packages may be missing, in the archive and in each layer. */
function unseenIn({ analysis, layers }: InspectedPackage): readonly string[] {
  const all = [
    { where: '', packages: analysis.packages },
    ...layers.map((layer) => ({ where: `${layer.path}: `, packages: layer.analysis.packages })),
  ];

  return all.flatMap(({ where, packages }) => {
    const why = packages.known ? (packages.incomplete ?? packages.understated) : packages.reason;
    return why === undefined ? [] : [`${where}${why}`];
  });
}
