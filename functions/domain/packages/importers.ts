import type { DependencyGraph } from './dependency-graph.ts';
import { labelOf } from './package.ts';
import { shortened } from './requirers.ts';

/** What the handler's own files import, one after the other from the handler's. */
export interface HandlerImports {
  readonly packages: readonly ImportedName[];
  /** Whether that is all: nothing is imported by a name that the code makes up as it runs. */
  readonly isWhole: boolean;
}

export interface ImportedName {
  /** Of an npm package. */
  readonly name: string;
  /** Path of the file that imports it. */
  readonly from: string;
}

/**
 * How the handler comes to each package, in their order: see Package. It is told by whole packages:
 * one that is imported is taken to use whatever its manifest names, for its own code is not read.
 * Where that reaches too far, a package is said to be used that is not, and never the other way.
 */
export function importersOf(
  { nodes, find }: DependencyGraph,
  { packages, isWhole }: HandlerImports,
): readonly (readonly string[] | undefined)[] {
  const ways: (readonly string[] | undefined)[] = nodes.map(() => undefined);
  const pending: number[] = [];
  const reach = (at: number, way: readonly string[]) => {
    if (ways[at] !== undefined) return;
    ways[at] = way;
    pending.push(at);
  };

  for (const { name, from } of packages) {
    const folder = from.slice(0, Math.max(from.lastIndexOf('/'), 0));
    for (const at of find(folder, [name])) reach(at, [from]);
  }
  for (const at of pending) {
    const node = nodes[at];
    if (!node) continue;
    const way = shortened([...(ways[at] ?? []), labelOf(node.package)]);
    for (const next of [...node.requires, ...node.mayUse]) reach(next, way);
  }

  return nodes.map(({ package: { ecosystem, evidence } }, at) => {
    const isInstalled = ecosystem === 'npm' && evidence.channel === 'installed';
    return isInstalled ? (ways[at] ?? (isWhole ? [] : undefined)) : undefined;
  });
}
