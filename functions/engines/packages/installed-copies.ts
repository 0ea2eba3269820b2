import type { Ecosystem } from './ecosystem.ts';
import { normalisedName, type Package } from './package.ts';

interface Copy {
  readonly package: Package;
  readonly folder: string;
  /** What the lock that names it calls it by, if that has keys. */
  readonly keys?: readonly string[] | undefined;
}

interface Place {
  readonly ecosystem: Ecosystem;
  readonly folder: string;
  /** Path of the lock in which names are keys. */
  readonly lock?: string | undefined;
}

/** Which copy of a package a name resolves to, seen from a place. Copies are numbered by their places in a list. */
export class InstalledCopies {
  readonly #all: readonly Copy[];
  readonly #byFolder = new Map<string, number>();
  /** Folders in which packages are installed. */
  readonly #trees = new Set<string>();
  readonly #byName = new Map<string, number[]>();

  constructor(all: readonly Copy[]) {
    this.#all = all;
    for (const [at, copy] of all.entries()) {
      if (copy.keys) {
        const { path } = copy.package.evidence;
        for (const key of new Set(copy.keys)) this.#addByName(`${path} ${key}`, at);
        continue;
      }
      const isNpm = copy.package.ecosystem === 'npm';
      if (isNpm) this.#addInTree(copy.folder, at);
      if (!isNpm || isInStore(copy.folder)) this.#addByName(keyOf(copy), at);
    }
  }

  #addInTree(folder: string, at: number): void {
    this.#byFolder.set(folder, at);
    this.#trees.add(folder.slice(0, folder.lastIndexOf(TREE) + TREE.length));
  }

  #addByName(key: string, at: number): void {
    const copies = this.#byName.get(key) ?? [];

    if (copies.length < MOST_COPIES) this.#byName.set(key, [...copies, at]);
  }

  /** Of each name: none when it is not there, several when it may resolve to any of them. */
  resolve(
    { ecosystem, folder, lock }: Place,
    names: readonly string[],
  ): readonly (readonly number[])[] {
    if (names.length === 0) return [];
    if (lock !== undefined) return names.map((key) => this.#byName.get(`${lock} ${key}`) ?? []);
    if (ecosystem === 'npm') return this.#foundByNode(folder, names);

    return names.map((name) => {
      const copies = this.#byName.get(`${ecosystem} ${normalisedName(ecosystem, name)}`) ?? [];
      const near = copies.filter((at) => this.#all[at]?.folder === folder);
      return near.length > 0 ? near : copies;
    });
  }

  /** Source: "Loading from node_modules folders" (Node.js documentation). */
  #foundByNode(folder: string, names: readonly string[]): readonly (readonly number[])[] {
    const trees = foldersUpwards(folder)
      .map((above) => `${above}node_modules/`)
      .filter((tree) => this.#trees.has(tree));

    return names.map((name) => {
      for (const tree of trees) {
        const at = this.#byFolder.get(tree + name);
        if (at !== undefined) return [at];
      }
      return this.#byName.get(`npm ${name}`) ?? [];
    });
  }
}

const TREE = 'node_modules/';

/** Among which a name may choose. */
const MOST_COPIES = 50;

/** That of pnpm, which separates copies by links; an archive shows none. */
export function isInStore(folder: string): boolean {
  return /(?:^|\/)node_modules\/\.pnpm\//.test(folder);
}

/** An npm package is asked for by the name of its folder, which may be an alias. */
function keyOf({ package: { ecosystem, name }, folder }: Copy): string {
  const known = ecosystem === 'npm' ? folder.split(TREE).at(-1) : undefined;

  return `${ecosystem} ${known ?? normalisedName(ecosystem, name)}`;
}

/** That in which a file or a folder lies, without a slash behind it; empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** A folder and those above it, each with a slash behind it, but for the root. Names of paths are long only to waste time. */
export function foldersUpwards(folder: string): readonly string[] {
  const folders: string[] = [];
  let above = folder.slice(0, LONGEST_FOLDER);

  while (above !== '' && folders.length < MOST_LEVELS) {
    if (!/(?:^|\/)node_modules$/.test(above)) folders.push(`${above}/`);
    above = folderOf(above);
  }
  return [...folders, ''];
}

/** Characters. */
const LONGEST_FOLDER = 500;
const MOST_LEVELS = 40;
