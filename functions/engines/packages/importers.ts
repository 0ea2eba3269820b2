import * as z from 'zod/mini';
import type { DependencyGraph, DependencyNode } from './dependency-graph.ts';
import { folderOf, foldersUpwards } from './installed-copies.ts';
import { isInstalledByNpm, labelOf } from './package.ts';
import type { PackageFolders } from './package-folders.ts';
import { shortened } from './requirers.ts';

/** What the handler's own files import, one after the other from the handler's. */
export interface HandlerImports {
  readonly packages: readonly ImportedName[];
  /** Paths of all own files that it comes to. */
  readonly files: ReadonlySet<string>;
  /**
   * Words in them that may name packages: of a driver or a plugin that a framework loads. Those
   * that name one of the archive are all there; of others no more than MOST_MENTIONED.
   */
  readonly mentioned: ReadonlySet<string>;
  /** Whether that is all: nothing is imported by a name that the code makes up as it runs. */
  readonly isWhole: boolean;
}

export interface ImportedName {
  /** Of an npm package. */
  readonly name: string;
  /** Path of the file that imports it. */
  readonly from: string;
}

/** How the handler reaches packages of an archive, and which it imports from elsewhere. */
export interface Importers {
  /** In the order of the packages: see Package. */
  readonly ways: readonly (readonly string[] | undefined)[];
  readonly externalImports: ExternalImports;
}

/** The packages that a handler imports from outside its own archive: from its layers, where it has any. */
export interface ExternalImports {
  /** Names, and the way from the handler to each import: see Package. */
  readonly surely: readonly (readonly [string, readonly string[]])[];
  /** Names of others that it may import. */
  readonly perhaps: readonly string[];
  /** Whether that is all. */
  readonly isWhole: boolean;
}

/** Reads it back from storage. */
export const externalImportsSchema: z.ZodMiniType<ExternalImports> = z.object({
  surely: z.array(z.tuple([z.string(), z.array(z.string())])),
  perhaps: z.array(z.string()),
  isWhole: z.boolean(),
});

/** What there is in the archive besides the packages that state their names and versions. */
export interface Surroundings {
  readonly folders: PackageFolders;
  /** By folder, what the manifests of those ask for that have no version: others' are not asked for. */
  readonly versionless: ReadonlyMap<string, readonly string[]>;
}

/**
 * Follows whole packages: one that is imported is taken to use whatever its manifest names, for its
 * own code is not read. So a package may be called used that is not, and never the other way: where
 * there may be another way to one than manifests show, the answer is undefined.
 */
export function importersOf(
  graph: DependencyGraph,
  imports: HandlerImports,
  surroundings: Surroundings,
): Importers {
  const { nodes } = graph;
  const from = imports.packages.map((one) => ({
    folder: folderOf(one.from),
    name: one.name,
    way: [one.from],
  }));
  const { ways, externalImports, isWhole } = walk(graph, surroundings, from);

  const used = new Set(nodes.flatMap(({ folder }, at) => (ways[at] === undefined ? [] : folder)));
  const doubtful = nodes.flatMap((node, at) =>
    ways[at] === undefined && isDoubtful(node, used, imports.mentioned) ? [at] : [],
  );
  const perhaps = walk(graph, surroundings, [], doubtful);
  const isAll = imports.isWhole && isWhole && perhaps.isWhole;

  return {
    ways: nodes.map(({ package: own }, at) => {
      if (!isInstalledByNpm(own)) return undefined;
      return ways[at] ?? (isAll && perhaps.ways[at] === undefined ? [] : undefined);
    }),
    externalImports: {
      surely: [...externalImports],
      perhaps: [...new Set([...imports.mentioned, ...perhaps.externalImports.keys()])],
      isWhole: isAll && imports.mentioned.size < MOST_MENTIONED,
    },
  };
}

/** Beyond, words in the code are no longer collected: see HandlerImports. */
export const MOST_MENTIONED = 4_000;

interface Step {
  /** From which the name is looked up. */
  readonly folder: string;
  readonly name: string;
  readonly way: readonly string[];
}

function walk(
  { nodes, find }: DependencyGraph,
  { folders, versionless }: Surroundings,
  steps: readonly Step[],
  starts: readonly number[] = [],
) {
  const ways: (readonly string[] | undefined)[] = nodes.map(() => undefined);
  const externalImports = new Map<string, readonly string[]>();
  const strays = new Set<string>();
  const pending: { readonly step?: Step; readonly at?: number; readonly way: readonly string[] }[] =
    [];
  let isWhole = true;

  const reach = (at: number, way: readonly string[]) => {
    if (ways[at] !== undefined) return;
    ways[at] = way;
    pending.push({ at, way });
  };
  const seek = ({ folder, name, way }: Step) => {
    const place = folders.find(folder, name);
    const found = find(folder, [name]).filter(
      (at) => place === undefined || nodes[at]?.folder === place,
    );
    for (const at of found) reach(at, way);
    if (found.length > 0) return;

    if (place === undefined) {
      if (!externalImports.has(name) && externalImports.size < MOST_EXTERNAL)
        externalImports.set(name, way);
    } else if (!strays.has(place)) {
      strays.add(place);
      const requires = versionless.get(place);
      if (requires === undefined) isWhole = false;
      const further = shortened([...way, name]);
      for (const next of requires ?? []) {
        pending.push({ step: { folder: place, name: next, way: further }, way: further });
      }
    }
  };

  for (const at of starts) reach(at, []);
  for (const step of steps) seek(step);
  for (const { step, at, way: before } of pending) {
    if (step) seek(step);
    const node = at === undefined ? undefined : nodes[at];
    if (!node) continue;

    const way = shortened([...before, labelOf(node.package)]);
    for (const next of [...node.requires, ...node.mayUse]) reach(next, way);
    for (const name of node.missing) seek({ folder: node.folder, name, way });
  }

  return { ways, externalImports, isWhole: isWhole && externalImports.size < MOST_EXTERNAL };
}

/** Names beyond these are not kept. */
const MOST_EXTERNAL = 2_000;

/**
 * Whether there may be another way to it than manifests show: the code has its name as a text, or it
 * lies within a package that is used.
 */
function isDoubtful(
  { package: own, folder }: DependencyNode,
  used: ReadonlySet<string>,
  mentioned: ReadonlySet<string>,
): boolean {
  if (!isInstalledByNpm(own)) return false;
  const [, name = ''] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(folder) ?? [];

  return (
    mentioned.has(name) ||
    foldersUpwards(folderOf(folder)).some((above) => used.has(above.slice(0, -1)))
  );
}
