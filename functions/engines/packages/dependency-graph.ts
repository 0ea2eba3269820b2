import { InstalledCopies } from './installed-copies.ts';
import type { Package } from './package.ts';

/** A copy of a package, and what its manifest or its lock says of others. */
export interface GraphedPackage {
  readonly package: Package;
  /** Of npm its own, in the archive or as its lock has it; of others, the one that all share. */
  readonly folder: string;
  /** What its lock calls it by, where that has keys. */
  readonly keys: readonly string[] | undefined;
  /** Names that it asks for, or keys of the same lock. */
  readonly requires: readonly string[];
  /** Whether a manifest or lock states what it requires. */
  readonly statesRequires: boolean;
  /** Those that it uses when another package brings them. */
  readonly mayUse: readonly string[];
  /** Whether the lock that names it says that the project asks for it. */
  readonly isTopLevel: boolean;
}

/** What the manifest of a project on npm asks for, and the folder that it lies in. */
export interface Project {
  readonly folder: string;
  readonly requires: readonly string[];
}

/** Who asks for whom: numbers are places in `nodes`. */
export interface DependencyGraph {
  readonly nodes: readonly DependencyNode[];
  /** The npm packages that names may mean to a file in a folder. */
  find(folder: string, names: readonly string[]): readonly number[];
}

export interface DependencyNode {
  readonly package: Package;
  /** As of a GraphedPackage. */
  readonly folder: string;
  /** Those that it surely asks for. */
  readonly requires: readonly number[];
  /** Those that it may use besides. */
  readonly mayUse: readonly number[];
  /** Names of those that it asks for or may use, and that are not there. */
  readonly missing: readonly string[];
  /** Whether its manifest, or its lock, says at all what it asks for. */
  readonly statesRequires: boolean;
  readonly isTopLevel: boolean;
  /** Whether something asks for it that may as well mean another copy. */
  readonly isWanted: boolean;
}

/** Far beyond what installers make: of 20,000 packages, each asks for three others or so. */
const MOST_EDGES = 500_000;

/** Undefined when there are too many dependencies to follow. */
export function dependencyGraph(
  packages: readonly GraphedPackage[],
  projects: readonly Project[],
): DependencyGraph | undefined {
  const lists = [...packages, ...projects].map(({ requires }) => requires);
  const edges = [...lists, ...packages.map(({ mayUse }) => mayUse)].reduce(
    (sum, { length }) => sum + length,
    0,
  );
  if (edges > MOST_EDGES) return undefined;

  const copies = new InstalledCopies(packages);
  const find = (folder: string, names: readonly string[]) =>
    copies.resolve({ ecosystem: 'npm', folder }, names).flat();
  const top = new Set(projects.flatMap(({ folder, requires }) => find(folder, requires)));
  const linked = packages.map((own) => edgesOf(own, copies));
  const wanted = new Set(linked.flatMap(({ doubtful }) => doubtful));

  const nodes = linked.map(({ own, requires, doubtful, mayUse, missing }, at) => ({
    package: own.package,
    folder: own.folder,
    requires,
    missing,
    mayUse: [...doubtful, ...mayUse],
    statesRequires: own.statesRequires,
    isTopLevel: own.isTopLevel || top.has(at),
    isWanted: wanted.has(at),
  }));
  return { nodes, find };
}

function edgesOf(own: GraphedPackage, copies: InstalledCopies) {
  const place = {
    ecosystem: own.package.ecosystem,
    folder: own.folder,
    lock: own.keys && own.package.evidence.path,
  };
  const required = copies.resolve(place, own.requires);
  const perhaps = copies.resolve(place, own.mayUse);
  const isMissing = (all: typeof required) => (_: string, at: number) => all[at]?.length === 0;

  return {
    own,
    requires: required.filter(({ length }) => length === 1).flat(),
    doubtful: required.filter(({ length }) => length > 1).flat(),
    mayUse: perhaps.flat(),
    missing: [
      ...own.requires.filter(isMissing(required)),
      ...own.mayUse.filter(isMissing(perhaps)),
    ],
  };
}
