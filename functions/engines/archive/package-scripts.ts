import { requiredByPackage, requiredByParts } from '../javascript/index.ts';
import type { PackageFolders } from '../packages/index.ts';
import type { ArchiveFile, ListedFile } from './archive-files.ts';

/**
 * Paths of the code of those installed packages that seem to bring a command and are small: what only
 * a command requires, no handler comes to.
 */
export function scriptsBesideCommands(listing: readonly ListedFile[]): ReadonlySet<string> {
  const folders = new Set(
    listing.flatMap(({ path }) => (mayBeCommand(path) ? (packageFolder(path) ?? []) : [])),
  );
  const chosen = new Set<string>();
  if (folders.size === 0) return chosen;

  const scripts = Map.groupBy(
    listing.filter(({ path }) => isScriptOfPackage(path)),
    ({ path }) => packageFolder(path),
  );
  let left = MOST_BYTES.ofArchive;
  for (const folder of folders) {
    const own = scripts.get(folder) ?? [];
    const bytes = own.reduce((sum, each) => sum + each.bytes, 0);
    if (own.length > MOST_SCRIPTS || bytes > MOST_BYTES.ofPackage || bytes > left) continue;
    left -= bytes;
    for (const { path } of own) chosen.add(path);
  }
  return chosen;
}

/**
 * Paths of the code of the parts of installed packages that each have a package.json: `firebase/app`. Where code imports
 * nothing else of a package, it comes to what these require.
 *
 * @returns the manifests of the parts among them.
 */
export function scriptsOfParts(listing: readonly ListedFile[]): ReadonlySet<string> {
  const parts = new Set(listing.flatMap(({ path }) => partOf(path) ?? []));
  const chosen = new Set<string>();
  if (parts.size === 0) return chosen;

  const files = Map.groupBy(
    listing.filter(({ path }) => isScriptOfPackage(path)),
    ({ path }) => partAround(path, parts),
  );
  let left = MOST_BYTES.ofParts;
  for (const part of parts) {
    const own = files.get(part) ?? [];
    const bytes = own.reduce((sum, each) => sum + each.bytes, 0);
    if (own.length > MOST_OF_PART || bytes > MOST_BYTES.ofPart || bytes > left) continue;
    left -= bytes;
    for (const { path } of [...own, { path: `${part}/package.json` }]) chosen.add(path);
  }
  return chosen;
}

/** The folder of a part whose manifest a path is; what a build makes is none. */
function partOf(path: string): string | undefined {
  if (!path.endsWith('/package.json')) return undefined;
  const folder = path.slice(0, -'/package.json'.length);
  const end = folder.lastIndexOf('/');
  const around = packageFolder(`${folder}/`);

  return around === folder.slice(0, end) && !ofBuilds.has(folder.slice(end + 1))
    ? folder
    : undefined;
}

const ofBuilds: ReadonlySet<string> = new Set(
  'build cjs dist es esm lib module modules node_modules src test tests umd'.split(' '),
);

function partAround(path: string, parts: ReadonlySet<string>): string | undefined {
  const around = packageFolder(path);
  const end = around === undefined ? -1 : path.indexOf('/', around.length + 1);
  const part = path.slice(0, Math.max(end, 0));

  return parts.has(part) ? part : undefined;
}

/** As it is laid out, for what a manifest says is not read yet. */
function mayBeCommand(path: string): boolean {
  const folder = path.lastIndexOf('/bin/');

  return folder > 0 && folder === path.lastIndexOf('/') - 4;
}

/** Of 13 packages that have commands in `bin` and depend on others, 10 keep within these. */
const MOST_SCRIPTS = 200;
const MOST_BYTES = {
  ofPackage: 192 * 2 ** 10,
  ofArchive: 2 * 2 ** 20,
  ofPart: 32 * 2 ** 10,
  ofParts: 2 ** 20,
};
const MOST_OF_PART = 20;

/** Whether it is one that may be read for what it requires, and for nothing else. */
export function isScriptOfPackage(path: string): boolean {
  return path.endsWith('js') && path.includes(TREE) && /\.[cm]?js$/.test(path);
}

/**
 * By the folder of an installed package, the names that its code may require: see `requiredByPackage`, and for some of
 * its parts `requiredByParts`. Undefined where not all of that code was read.
 */
export function requiredInPackages(
  paths: Iterable<string>,
  files: readonly ArchiveFile[],
  folders: PackageFolders,
): (folder: string, parts?: readonly string[]) => ReadonlySet<string> | undefined {
  const scripts = files.filter(({ path }) => isScriptOfPackage(path));
  if (scripts.length === 0) return () => undefined;

  const read = new Map(files.map((file) => [file.path, file]));
  const byFolder = Map.groupBy(scripts, ({ path }) => packageFolder(path));
  const unread = new Set<string | undefined>();
  for (const path of paths) {
    if (isScriptOfPackage(path) && !read.has(path)) unread.add(packageFolder(path));
  }

  // Node.js takes a file of that name before the folder.
  const hasFileOf = (folder: string, part: string) =>
    [...paths].some((path) => filesOfPart.some((end) => path === `${folder}/${part}${end}`));

  return (folder, parts) => {
    const manifest = read.get(`${folder}/package.json`)?.text;
    const own = byFolder.get(folder);
    if (!own || manifest === undefined) return undefined;

    const texts = new Map(own.map(({ path, text }) => [path, text]));
    if (parts) {
      if (parts.some((part) => hasFileOf(folder, part))) return undefined;
      const manifests = new Map(
        parts.flatMap((part) => {
          const text = read.get(`${folder}/${part}/package.json`)?.text;
          return text === undefined ? [] : [[`${folder}/${part}`, text] as const];
        }),
      );
      return requiredByParts({ folder, manifest, manifests, scripts: texts }, parts, folders);
    }
    if (unread.has(folder)) return undefined;
    return requiredByPackage({ folder, manifest, scripts: texts }, folders);
  };
}

const filesOfPart = ['', '.js', '.json', '.node', '.cjs', '.mjs'];
const TREE = 'node_modules/';

/** That of the innermost package; undefined for what is in none. */
function packageFolder(path: string): string | undefined {
  const start = path.lastIndexOf(TREE) + TREE.length;
  if (start < TREE.length) return undefined;

  const end = path.indexOf('/', start);
  const scoped = path[start] === '@' && end > 0 ? path.indexOf('/', end + 1) : end;
  return scoped < 0 ? undefined : path.slice(0, scoped);
}
