import * as z from 'zod/mini';
import { parseJson } from '../../core/parse-json.ts';
import { folderOf, foldersUpwards } from '../packages/index.ts';

/** What a manifest maps a name to: a path that begins with `./`, from its folder; or another name. */
export interface ManifestTarget {
  /** In which the manifest lies. */
  readonly folder: string;
  readonly target: string;
}

/** The project's own manifests, by which its files have names. Source: "Modules: Packages" (Node.js). */
export class OwnPackages {
  readonly #byFolder = new Map<string, Manifest>();
  readonly #byName = new Map<string, string>();
  readonly #installed: (name: string) => string | undefined;

  /**
   * @param texts by path, of each `package.json` that is no installed package's.
   * @param installed the text of that of a package in `node_modules`, by its name. @default none is there
   */
  constructor(
    texts: Iterable<readonly [string, string]>,
    installed: (name: string) => string | undefined = () => undefined,
  ) {
    this.#installed = installed;
    for (const [path, text] of texts) {
      const manifest = manifestIn(text);
      const folder = folderOf(path);
      this.#byFolder.set(folder, manifest);
      if (manifest.name !== undefined) this.#byName.set(manifest.name, folder);
    }
  }

  /** All that `#name` may mean to a file, under whatever conditions; undefined where that is not known. */
  internal(from: string, specifier: string): readonly ManifestTarget[] | undefined {
    const folder = this.#folderOfPackage(from);
    const imports = folder === undefined ? undefined : this.#byFolder.get(folder)?.imports;

    return targetsOf(folder ?? '', entriesOf(imports), specifier);
  }

  /** The same of the name of an own package; none for one that is not the project's. */
  named(name: string, specifier: string): readonly ManifestTarget[] | undefined {
    const folder = this.#byName.get(name);

    return folder === undefined ? [] : this.#inside(folder, `.${specifier.slice(name.length)}`);
  }

  /** The first number of a package's version, as it is installed, or as a manifest asks for it. */
  majorOf(name: string): number | undefined {
    const installed = this.#installed(name);
    if (installed !== undefined) return majorIn(manifestIn(installed).version);
    const asked = [...this.#byFolder.values()].flatMap(
      ({ dependencies }) => majorIn(dependencies?.[name]) ?? [],
    );

    return new Set(asked).size === 1 ? asked[0] : undefined;
  }

  /** What the nearest manifest makes of a `.js` file; undefined where it cannot be read. */
  typeOf(path: string): 'module' | 'commonjs' | undefined {
    const folder = this.#folderOfPackage(path);
    const nearest = folder === undefined ? noType : this.#byFolder.get(folder);
    if (!nearest?.isRead) return undefined;

    return nearest.type === 'module' ? 'module' : 'commonjs';
  }

  /** A script of the manifest of a folder, or of the nearest one above it. */
  script(folder: string, name: string): string | undefined {
    const nearest = this.#folderOfPackage(`${folder}/`);
    const text = nearest === undefined ? undefined : this.#byFolder.get(nearest)?.scripts?.[name];

    return name === '' || typeof text !== 'string' ? undefined : text;
  }

  /** The same of a folder that has a manifest; none for one that has not. */
  inFolder(folder: string): readonly ManifestTarget[] {
    const main = this.#byFolder.get(folder)?.main;

    return main === undefined ? [] : [{ folder, target: asPath(main) }];
  }

  #inside(folder: string, subpath: string): readonly ManifestTarget[] | undefined {
    const { exports, main = 'index.js' } = this.#byFolder.get(folder) ?? {};
    if (exports !== undefined) return targetsOf(folder, subpathsOf(exports), subpath);

    return [{ folder, target: subpath === '.' ? asPath(main) : subpath }];
  }

  /** The nearest one above it that has a manifest. */
  #folderOfPackage(path: string): string | undefined {
    return foldersUpwards(folderOf(path))
      .map((above) => above.replace(/\/$/, ''))
      .find((folder) => this.#byFolder.has(folder));
  }
}

const text = z.catch(z.optional(z.string()), undefined);
const manifest = z.object({
  name: text,
  type: text,
  main: text,
  version: text,
  dependencies: z.catch(z.optional(z.record(z.string(), z.unknown())), undefined),
  imports: z.optional(z.unknown()),
  exports: z.optional(z.unknown()),
  scripts: z.catch(z.optional(z.record(z.string(), z.unknown())), undefined),
});
/** `isRead` where it is JSON. */
type Manifest = z.infer<typeof manifest> & { readonly isRead?: true };

const noType: Manifest = { isRead: true };

/** Of one that cannot be read, nothing is known: what it should explain stays unexplained. */
function manifestIn(json: string): Manifest {
  try {
    const read = manifest.safeParse(parseJson(json.replace(/^\uFEFF/, ''))).data;
    return read ? { ...read, isRead: true } : {};
  } catch {
    return {};
  }
}

/** Of `3.14.1`, `^3.14`, `~3` and `3.x`; other ranges say little. */
function majorIn(version: unknown): number | undefined {
  const [, major] =
    typeof version === 'string' ? (/^[\^~=v]?(\d{1,9})(?:\.|$)/.exec(version) ?? []) : [];

  return major === undefined ? undefined : Number(major);
}

type Entries = readonly (readonly [string, unknown])[];

/** Without subpaths, it is about the package itself. */
function subpathsOf(exports: unknown): Entries {
  const entries = entriesOf(exports);
  const isOfSubpaths = entries.length > 0 && entries.every(([key]) => key.startsWith('.'));

  return isOfSubpaths ? entries : [['.', exports]];
}

function entriesOf(value: unknown): Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : [];
}

function targetsOf(
  folder: string,
  entries: Entries,
  key: string,
): readonly ManifestTarget[] | undefined {
  const exact = entries.find(([name]) => name === key);
  const [pattern, value] = exact ?? longestPattern(entries, key) ?? [];
  if (pattern === undefined) return undefined;

  const star = pattern.indexOf('*');
  const held = star < 0 ? '' : key.slice(star, key.length - (pattern.length - star - 1));
  const targets = targetsIn(value).map((target) => target.replaceAll('*', held));

  return targets.length === 0 ? undefined : targets.map((target) => ({ folder, target }));
}

function longestPattern(entries: Entries, key: string): readonly [string, unknown] | undefined {
  return entries
    .filter(([pattern]) => {
      const [before = '', after] = pattern.split('*');
      return after !== undefined && key.startsWith(before) && key.endsWith(after);
    })
    .toSorted(([a], [b]) => b.length - a.length)
    .at(0);
}

/** Of all conditions: which of them hold depends on how it is run. */
function targetsIn(value: unknown): readonly string[] {
  const targets: string[] = [];
  const pending: unknown[] = [value];

  for (const next of pending) {
    if (typeof next === 'string') targets.push(...(isOfTypes(next) ? [] : [next]));
    else if (typeof next === 'object' && next !== null) pending.push(...Object.values(next));
    if (pending.length > MOST_TARGETS) return [];
  }

  return targets;
}

/** Node loads none of them. */
function isOfTypes(target: string): boolean {
  return /\.d\.[cm]?ts$/.test(target);
}

/** Of one name; no real manifest has as many. */
const MOST_TARGETS = 200;

/** As `main` may be written. */
function asPath(main: string): string {
  return /^\.{1,2}(?:\/|$)/.test(main) ? main : `./${main}`;
}
