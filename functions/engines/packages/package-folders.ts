import { foldersUpwards } from './installed-copies.ts';

/** Where npm packages lie in an archive, whatever their manifests say, and where they have none. */
export class PackageFolders {
  readonly #folders = new Set<string>();
  readonly #names = new Set<string>();

  /** @param paths of the files of the archive. */
  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      for (const { index, 0: step } of path.matchAll(inTree)) {
        const folder = nameOfModule(path.slice(0, index + step.length));
        this.#folders.add(folder);
        this.#names.add(folder.slice(folder.lastIndexOf(TREE) + TREE.length));
      }
    }
  }

  /** Whether one of them, wherever it lies, has this name. */
  hasName(name: string): boolean {
    return this.#names.has(name);
  }

  get all(): readonly string[] {
    return [...this.#folders];
  }

  get isEmpty(): boolean {
    return this.#folders.size === 0;
  }

  /** That which Node takes for a name to a file in a folder; undefined where there is none. */
  find(folder: string, name: string): string | undefined {
    if (this.isEmpty) return undefined;

    return foldersUpwards(folder)
      .map((above) => `${above}node_modules/${name}`)
      .find((place) => this.#folders.has(place));
  }
}

const TREE = 'node_modules/';

/** Each step of a path through `node_modules`. */
const inTree = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*/g;

/** A single file may lie there as well. */
function nameOfModule(path: string): string {
  return path.replace(/\.(?:[cm]?js|json|node)$/, '');
}
