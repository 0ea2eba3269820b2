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
  /** Of those words and imports, the ones that name a file within a package of the archive: `a/bin/b`. */
  readonly filesNamed: ReadonlySet<string>;
  /** And those that name such a package itself. */
  readonly wholeNamed: ReadonlySet<string>;
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

type RequiredIn = (folder: string, parts?: readonly string[]) => ReadonlySet<string> | undefined;

/** What there is in the archive besides the packages that state their names and versions. */
export interface Surroundings {
  readonly folders: PackageFolders;
  /** By folder, what the manifests of those ask for that have no version: others' are not asked for. */
  readonly versionless: ReadonlyMap<string, readonly string[]>;
  /**
   * By the folder of an installed package, the names of those that its code may require but by its commands; and where
   * nothing else of it is loaded than some of its parts, what these require. Undefined where that is not known. It takes
   * its time. @default not known
   */
  readonly requiredIn?: RequiredIn;
  /** Whether a folder in an installed package is one of commands alone. @default none is */
  readonly isOfCommands?: (folder: string, within: string) => boolean;
}

/**
 * Follows whole packages: one that is imported is taken to use whatever its manifest names, for its
 * own code is not read, but for small ones that bring commands (`requiredIn`). So a package may be called used that is not, and never the other way: where
 * there may be another way to one than manifests show, the answer is undefined.
 */
export function importersOf(
  graph: DependencyGraph,
  imports: HandlerImports,
  { requiredIn = () => undefined, isOfCommands = () => false, ...others }: Surroundings,
): Importers {
  const { nodes } = graph;
  const partsOf = partsEntered(imports, graph, others.versionless);
  const surroundings = { ...others, requiredIn: keptAnswers(requiredIn, partsOf) };
  const isRunAlone = (folder: string, within: string) =>
    isOfCommands(folder, within) && !startsAny(imports.filesNamed, `${nameOf(folder)}/${within}`);
  const from = imports.packages.map((one) => ({
    folder: folderOf(one.from),
    name: one.name,
    way: [one.from],
  }));
  const { ways, externalImports, isWhole } = walk(graph, surroundings, from);

  const used = new Set(nodes.flatMap(({ folder }, at) => (ways[at] === undefined ? [] : folder)));
  // What is used asks for them, and a way to them there would be, were it not by a command alone.
  const ofCommands = new Set(
    nodes.flatMap(({ requires }, at) => (ways[at] === undefined ? [] : requires)),
  );
  // There may be another way to them than manifests show.
  const doubtful = nodes.flatMap((node, at) => {
    const isSeen = ways[at] !== undefined || !isInstalledByNpm(node.package);
    if (isSeen) return [];
    const mayBeMeant = imports.mentioned.has(nameOf(node.folder));
    const isWithin = () => !ofCommands.has(at) && liesWithin(node, used, isRunAlone);
    return mayBeMeant || isWithin() ? [at] : [];
  });
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

function startsAny(all: ReadonlySet<string>, start: string): boolean {
  return [...all].some((each) => each === start || each.startsWith(`${start}/`));
}

/** By what a package is entered of which own code names files; undefined for another. */
type PartsOf = (name: string) => readonly string[] | 'any' | undefined;

/** Where nothing names the package itself and no other package asks for it, the files that are named are all. */
function partsEntered(
  { filesNamed, wholeNamed, isWhole }: HandlerImports,
  { nodes }: DependencyGraph,
  versionless: Surroundings['versionless'],
): PartsOf {
  const parts = Map.groupBy(filesNamed, packageOfFile);
  const asked = new Set<string>();
  if (parts.size > 0) {
    for (const { requires, mayUse } of nodes) {
      for (const at of [...requires, ...mayUse]) asked.add(nameOf(nodes[at]?.folder ?? ''));
    }
    for (const names of versionless.values()) for (const name of names) asked.add(name);
  }

  return (name) => {
    const named = parts.get(name);
    if (named === undefined) return undefined;
    if (!isWhole || wholeNamed.has(name) || asked.has(name)) return 'any';
    return named.map((file) => file.slice(name.length + 1));
  };
}

/** Of a package that may be entered by any file, nothing is known: it may be a command. */
function keptAnswers(requiredIn: RequiredIn, partsOf: PartsOf): RequiredIn {
  const known = new Map<string, ReadonlySet<string> | undefined>();
  const answer = (folder: string) => {
    const parts = partsOf(nameOf(folder));
    return parts === 'any' ? undefined : requiredIn(folder, parts);
  };

  return (folder) => {
    if (!known.has(folder)) known.set(folder, answer(folder));
    return known.get(folder);
  };
}

function packageOfFile(file: string): string {
  return file
    .split('/')
    .slice(0, file.startsWith('@') ? 2 : 1)
    .join('/');
}

/** By which others ask for what is installed in a folder. */
function nameOf(folder: string): string {
  const at = folder.lastIndexOf(TREE);

  return at < 0 ? '' : folder.slice(at + TREE.length);
}

const TREE = 'node_modules/';

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
  { folders, versionless, requiredIn }: Required<Omit<Surroundings, 'isOfCommands'>>,
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
    const linked = [...node.requires, ...node.mayUse];
    const names = linked.length + node.missing.length > 0 ? requiredIn(node.folder) : undefined;
    const isRequired = (name: string) => names === undefined || names.has(name);
    for (const next of linked) if (isRequired(nameOf(nodes[next]?.folder ?? ''))) reach(next, way);
    for (const name of node.missing) if (isRequired(name)) seek({ folder: node.folder, name, way });
  }

  return { ways, externalImports, isWhole: isWhole && externalImports.size < MOST_EXTERNAL };
}

/** Names beyond these are not kept. */
const MOST_EXTERNAL = 2_000;

/** Whether it lies within a package that is used, which may come to it whatever its manifest says. */
function liesWithin(
  { folder }: DependencyNode,
  used: ReadonlySet<string>,
  isRunAlone: (folder: string, within: string) => boolean,
): boolean {
  return foldersUpwards(folderOf(folder)).some((above) => {
    const around = above.slice(0, -1);
    return used.has(around) && !isRunAlone(around, folder.slice(above.length).split('/', 1).join());
  });
}
