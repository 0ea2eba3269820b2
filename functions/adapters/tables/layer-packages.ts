import { each } from '../../app/collectors.ts';
import type { FactStore } from '../../app/ports.ts';
import type { WatchedBy } from '../../app/watched-accounts.ts';
import { compareTexts } from '../../core/compare-texts.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import { type CodeAnalysis, layerKey } from '../../engines/archive/index.ts';
import {
  type LaidLayer,
  mapKnown,
  type Package,
  waysIntoLayers,
} from '../../engines/packages/index.ts';
import { type LayerUse, layerUses } from '../../facts/layer-uses.ts';
import { layerSharers } from '../../facts/several/sharers.ts';
import { analysisIn, packagesIn, unread } from './stored-analysis.ts';

/**
 * What the code scanner has found in layers, by ARN, with what the handlers of the functions that use one have to do with each.
 *
 * @param watched where several accounts are, any of which may use the layer: one that looks at it for all
 *   of them must not take it for unused because its own functions do not import it.
 */
export function layerPackages(facts: FactStore, watched?: WatchedBy) {
  const sharers = layerSharers(facts, watched);

  return async (
    targets: readonly Target<'layer'>[],
  ): Promise<ReadonlyMap<string, Known<readonly Package[]>>> => {
    const used = await sharers(targets);
    const functionsOf = new Map([...used].map(([arn, known]) => [arn, usersIn(known)]));
    const uses = await layerUses(facts).read([...new Set([...functionsOf.values()].flat())]);

    const arns = new Set([
      ...targets.map(({ arn }) => arn),
      ...[...uses.values()].flatMap(({ layers }) => layers),
    ]);
    const stored = await facts.read('layer', [...arns].map(layerKey));
    const analyses = new Map(
      [...arns].map((arn) => [arn, analysisIn(stored.get(layerKey(arn)), unread)]),
    );
    const laid = each(analyses, laidIn);

    return new Map(
      targets.map(({ arn }) => {
        const packages = packagesIn(analyses.get(arn) ?? unknown(unread));
        const users = functionsOf.get(arn) ?? [];
        return [arn, mapKnown(packages, (all) => withHandlers(all, arn, { users, uses, laid }))];
      }),
    );
  };
}

/** Functions whose handlers are looked at: the first by ARN. Of the one after them nothing is known. */
const MOST_USERS = 200;

/** In place of an ARN: of its handler nothing is known. */
const UNLISTED = 'a function that was not listed';

function usersIn(sharers: Known<readonly string[]>): readonly string[] {
  if (!sharers.known) return [];

  const users = sharers.value.toSorted(compareTexts).slice(0, MOST_USERS + 1);
  return sharers.incomplete === undefined ? users : [...users, UNLISTED];
}

interface Users {
  /** ARNs of functions. */
  readonly users: readonly string[];
  readonly uses: ReadonlyMap<string, LayerUse>;
  readonly laid: ReadonlyMap<string, LaidLayer>;
}

function withHandlers(
  packages: readonly Package[],
  layer: string,
  { users, uses, laid }: Users,
): readonly Package[] {
  if (users.length === 0) return packages;

  const ways = users.map((arn, at) => {
    const { layers = [], sought } = (at < MOST_USERS ? uses.get(arn) : undefined) ?? {};
    const all = layers.map((one) => laid.get(one) ?? { packages: [] });
    const into = sought ? waysIntoLayers(sought, all) : [];
    return { arn, ofPackages: into[layers.indexOf(layer)] };
  });

  return packages.map((one, at) => ({
    ...one,
    handlers: ways.map(({ arn, ofPackages }) => ({ arn, importedBy: ofPackages?.[at] })),
  }));
}

function laidIn(analysis: Known<CodeAnalysis>): LaidLayer {
  const packages = packagesIn(analysis);

  return {
    packages: packages.known ? packages.value : [],
    importable: analysis.known ? analysis.value.importable : undefined,
  };
}
