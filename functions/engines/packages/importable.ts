import * as z from 'zod/mini';
import { compareTexts } from '../../core/compare-texts.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import type { ExternalImports } from './importers.ts';
import { isInstalledByNpm, labelOf, type Package } from './package.ts';
import type { PackageFolders } from './package-folders.ts';
import { shortened } from './requirers.ts';

/**
 * What handlers may import from a layer: Lambda lays it beside the code, where Node looks once it
 * has found nothing nearer. Numbers are places among the layer's packages.
 */
export interface Importable {
  /** Which packages a name means. */
  readonly names: Readonly<Record<string, readonly number[]>>;
  /** Of each package, those that it asks for or may use. */
  readonly links: readonly (readonly number[])[];
  /** Of each, names of those that are not in this layer: another one may have them. */
  readonly missing: readonly (readonly string[])[];
  /** Names of what lies among them without a manifest, or with one that has no version: it may lead anywhere. */
  readonly opaque: readonly string[];
  /** Whether nothing else may lead to its packages: no code of its own, no wrapper, no extension. */
  readonly isWhole: boolean;
}

/** Reads it back from storage. */
export const importableSchema: z.ZodMiniType<Importable> = z.object({
  names: z.record(z.string(), z.array(z.number())),
  links: z.array(z.array(z.number())),
  missing: z.array(z.array(z.string())),
  opaque: z.array(z.string()),
  isWhole: z.boolean(),
});

export function importableFrom(
  { nodes, find }: DependencyGraph,
  { paths, folders }: { readonly paths: readonly string[]; readonly folders: PackageFolders },
): Importable {
  const installed = nodes.filter((node) => isInstalledByNpm(node.package));
  const known = new Set(installed.map(({ folder }) => folder));
  const names = new Set([...known].map((folder) => folder.split(TREE).at(-1) ?? ''));
  const resolved = [...names].map((name) => [
    name,
    [...new Set(LOOKED_IN.flatMap((folder) => find(folder, [name])))],
  ]);

  return {
    names: Object.fromEntries(resolved.filter(([, found]) => found?.length !== 0)),
    links: nodes.map(({ requires, mayUse }) => [...requires, ...mayUse]),
    missing: nodes.map(({ missing }) => missing),
    opaque: opaqueAmong(folders, known),
    isWhole: !paths.some(mayRun),
  };
}

/** What lies in the tests of a package is found from nowhere else. */
function opaqueAmong(folders: PackageFolders, known: ReadonlySet<string>): readonly string[] {
  const names = folders.all.flatMap((folder) => {
    const tree = folder.lastIndexOf(`/${TREE}`);
    const around = folder.slice(0, Math.max(tree, 0));
    const isFound = known.has(around) || LOOKED_IN.includes(around);
    return isFound && !known.has(folder) ? [folder.slice(tree + TREE.length + 1)] : [];
  });

  return [...new Set(names)];
}

const TREE = 'node_modules/';

/** Source: "Packaging your layer content" (Lambda Developer Guide). */
const LOOKED_IN = ['nodejs', ...[16, 18, 20, 22, 24, 26].map((major) => `nodejs/node${major}`)];

/** Whether it is code that is no package's: an extension, a wrapper, or what a handler imports by its path. */
function mayRun(path: string): boolean {
  if (/(?:^|\/)node_modules\//.test(path)) return false;

  return (
    path.startsWith('extensions/') ||
    /\.(?:[cm]?js|node|sh)$/.test(path) ||
    !path.slice(path.lastIndexOf('/') + 1).includes('.')
  );
}

/** A layer of a function, with its packages. */
export interface LaidLayer {
  readonly packages: readonly Package[];
  /** Undefined where it is not known. */
  readonly importable?: Importable | undefined;
}

/**
 * How a handler comes to the packages of its layers, in their order: see Package. Layers lie over
 * one another, so that what one asks for may be in another.
 */
export function waysIntoLayers(
  { surely, perhaps, isWhole }: ExternalImports,
  layers: readonly LaidLayer[],
): readonly (readonly (readonly string[] | undefined)[])[] {
  const sure = walk(surely, layers);
  const doubtful = walk(
    perhaps.map((name) => [name, []]),
    layers,
  );
  const isAll =
    [isWhole, sure.isClosed, doubtful.isClosed].every(Boolean) &&
    layers.every(({ importable }) => importable?.isWhole === true);

  return layers.map(({ packages }, layer) =>
    packages.map((own, at) => {
      if (!isInstalledByNpm(own)) return undefined;
      const isUnused = isAll && doubtful.ways[layer]?.[at] === undefined;
      return sure.ways[layer]?.[at] ?? (isUnused ? [] : undefined);
    }),
  );
}

/**
 * The names that a handler may come to in its layers: other names lead nowhere.
 * Sorted, each once.
 */
export function namesInLayers(layers: readonly (Importable | undefined)[]): readonly string[] {
  const names = layers.flatMap((importable) =>
    importable ? [...Object.keys(importable.names), ...importable.opaque] : [],
  );

  return [...new Set(names)].toSorted(compareTexts);
}

/**
 * What of it layers can answer to, so that `waysIntoLayers` gives the same: of the words of a
 * function's code, those remain that are names of packages in its layers.
 */
export function externalImportsAmong(
  { surely, perhaps, isWhole }: ExternalImports,
  names: readonly string[],
): ExternalImports {
  const among = new Set(names);

  return {
    surely: surely.filter(([name]) => among.has(name)),
    perhaps: perhaps.filter((name) => among.has(name)),
    isWhole,
  };
}

function walk(surely: ExternalImports['surely'], layers: readonly LaidLayer[]) {
  const ways = layers.map(({ packages }) =>
    packages.map((): readonly string[] | undefined => undefined),
  );
  const pending: {
    readonly layer: number;
    readonly at: number;
    readonly way: readonly string[];
  }[] = [];
  const reach = (layer: number, at: number, way: readonly string[]) => {
    const ofLayer = ways[layer];
    if (!ofLayer || at >= ofLayer.length || ofLayer[at] !== undefined) return;
    ofLayer[at] = way;
    pending.push({ layer, at, way });
  };
  const opaque = new Set(layers.flatMap(({ importable }) => importable?.opaque ?? []));
  const seen = new Set<string>();
  const seek = (name: string, way: readonly string[]) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const [layer, { importable }] of layers.entries()) {
      const found =
        importable && Object.hasOwn(importable.names, name) ? importable.names[name] : [];
      for (const at of found ?? []) reach(layer, at, way);
    }
  };

  for (const [name, way] of surely) seek(name, way);
  for (const { layer, at, way: before } of pending) {
    const { packages, importable } = layers[layer] ?? {};
    const own = packages?.[at];
    if (!own || !importable) continue;

    const way = shortened([...before, labelOf(own)]);
    for (const next of importable.links[at] ?? []) reach(layer, next, way);
    for (const name of importable.missing[at] ?? []) seek(name, way);
  }

  return { ways, isClosed: seen.isDisjointFrom(opaque) };
}
