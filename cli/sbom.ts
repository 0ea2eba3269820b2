import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { deployedFunction } from './aws/deployed-function.ts';
import { billOfMaterials } from './cyclonedx.ts';
import { examples } from './examples.ts';
import { type InspectedPackage, inspectedPackage } from './inspected-package.ts';
import { options } from './options.ts';
import { deployedPackages } from './package-list.ts';
import { json } from './render/json.ts';
import type { World } from './world.ts';

interface SbomOptions {
  readonly layer: readonly string[];
}

export function sbomCommand({ terminal, clock }: World): Command {
  return new Command('sbom')
    .argument('<what>', 'a path, or the name of a function in your account and region')
    .addOption(options.layer())
    .addHelpText(
      'after',
      examples('vigil sbom checkout > checkout.cdx.json', 'vigil sbom dist.zip'),
    )
    .action(async (what: string, { layer }: SbomOptions) => {
      const inspected = existsSync(what)
        ? await inspectedPackage(what, {}, layer)
        : await deployedFunction(what, clock);

      const unseen = unseenIn(inspected);
      for (const line of unseen) terminal.err(`not seen: ${line}`);
      terminal.out(
        json(
          billOfMaterials({
            name: what,
            packages: deployedPackages(inspected),
            unseen,
            now: clock(),
          }),
        ),
      );
    });
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
