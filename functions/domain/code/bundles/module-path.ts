import type { Sighting } from './sighting.ts';

/**
 * The package that a module's path leads into, as bundlers write paths; undefined for own code.
 * The stores of pnpm, Yarn and others have the version in it.
 */
export function packageOfModule(path: string): Sighting | undefined {
  const at = path.lastIndexOf(FOLDER);
  if (at < 0 || (at > 0 && path[at - 1] !== '/')) return undefined;

  const name = packageName.exec(path.slice(at + FOLDER.length))?.[1];
  if (name === undefined) return undefined;

  return { name, version: versionInStore(path.slice(0, at), name) };
}

/** What an installer lays packages in. */
export const FOLDER = 'node_modules/';

/** Dot folders are the installers' own: stores and caches. */
const packageName = /^((?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*)(?:\/|$)/;

function versionInStore(parents: string, name: string): string | undefined {
  const [store = '', folder = ''] = parents.split('/').filter(Boolean).slice(-2);
  const flat = name.replace('/', '+');

  if (/^\.(?:pnpm|bun|deno|store)$/.test(store) && folder.startsWith(`${flat}@`)) {
    // What follows the version names the peers that this copy was installed for.
    return versionAtStart(folder.slice(flat.length + 1));
  }

  const zipped = `${name.replace('/', '-')}-npm-`;
  return folder.endsWith('.zip') && folder.startsWith(zipped)
    ? yarnVersion.exec(folder.slice(zipped.length))?.[1]
    : undefined;
}

function versionAtStart(text: string): string | undefined {
  return /^\d+\.\d+\.\d+(?:-[\w.-]+?)?(?:\+[\w.-]+?)?(?=$|[_(+])/.exec(text)?.[0];
}

/** Yarn puts one hash or two behind the version. */
const yarnVersion = /^(\d[\w.-]*?)-[0-9a-f]{10}(?:-[0-9a-z]+)?\.zip$/;
