import type { PackageMatch } from './detection.ts';

/**
 * The package that a module's path leads into, as bundlers write paths; undefined for own code.
 * The stores of pnpm, Yarn and others have the version in it.
 */
export function packageOfModule(path: string): PackageMatch | undefined {
  const at = path.lastIndexOf(FOLDER);
  if (at < 0 || (at > 0 && path[at - 1] !== '/')) return undefined;

  const inside = path.slice(at + FOLDER.length);
  const name = packageName.exec(inside)?.[1];

  return name === undefined
    ? (inYarnStore(inside) ?? inVersionedFolder(inside))
    : { name, version: versionInStore(path.slice(0, at), name) };
}

/** What an installer lays packages in. */
export const FOLDER = 'node_modules/';

/** Dot folders are the installers' own: stores and caches. */
const packageName = /^((?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*)(?:\/|$)/;

/** `.store/@a-b-npm-1.0.0-dbf9d8386f/package/x.js`, as Yarn does pnpm's layout. */
function inYarnStore(inside: string): PackageMatch | undefined {
  const [store, folder = '', beneath, file] = inside.split('/', 4);
  const label = folder.slice(0, -HASH);
  const isOne = /^-[0-9a-f]{10}$/.test(folder.slice(-HASH));
  if (store !== '.store' || beneath !== 'package' || file === undefined || !isOne) return undefined;

  const at = label.search(/-npm-\d/);
  const version = at < 0 ? undefined : label.slice(at + '-npm-'.length);
  const flat = at < 0 ? label.replace(/-virtual$/, '') : label.slice(0, at);
  if (flat === label || !/^[@\w~][\w.~-]*$/.test(flat) || !/^[\w.-]*$/.test(version ?? '')) {
    return undefined;
  }

  return { name: flat.replace(/^(@[^-]+)-/, '$1/'), version };
}

/** Characters of `-dbf9d8386f`. */
const HASH = 11;

/** `_@a_b@1.0.0@@a/b/x.js`, as cnpm lays packages beside each other. */
function inVersionedFolder(inside: string): PackageMatch | undefined {
  const [, version, name] =
    /^_@?[\w.~-]+@(\d[\w.+-]*)@((?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*)\//.exec(inside) ?? [];

  return name === undefined ? undefined : { name, version };
}

function versionInStore(parents: string, name: string): string | undefined {
  const folders = parents.split('/').filter(Boolean);
  const folder = folders.at(-1) ?? '';
  const zipped = `${name.replace('/', '-')}-npm-`;
  if (folder.startsWith(zipped)) return yarnVersion.exec(folder.slice(zipped.length))?.[1];

  for (const label of [name.replace('/', '+'), name]) {
    const depth = label.split('/').length;
    const [store = '', ...inside] = folders.slice(-1 - depth);
    const version = inside.join('/').slice(label.length + 1);

    if (isStore(store) && inside.join('/').startsWith(`${label}@`)) {
      return versionAtStart(store === '.store' ? version.replace(npmHash, '') : version);
    }
  }
  return undefined;
}

/** pnpm's, and those that do the same: Bun, Deno, npm, Bazel's rules. */
function isStore(folder: string): boolean {
  return /^\.(?:pnpm|bun|deno|store|aspect_rules_js)$/.test(folder);
}

/** What follows the version names the peers that this copy was installed for. */
function versionAtStart(text: string): string | undefined {
  return /^\d+\.\d+\.\d+(?:-[\w.-]+?)?(?:\+[\w.-]+?)?(?=$|[_(+])/.exec(text)?.[0];
}

/** 16 bytes in base64, where npm installs by links. */
const npmHash = /-[\w-]{22}$/;

/** Yarn puts one hash or two behind the version, and does not zip what it has unplugged. */
const yarnVersion = /^(\d[\w.-]*?)-[0-9a-f]{10}(?:-[0-9a-z]+)?(?:\.zip)?$/;
