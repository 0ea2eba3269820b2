import { commandsApart, type PackageFolders, partTargets } from '../packages/index.ts';
import { importsIn } from './imports-in.ts';
import { OwnPackages } from './own-packages.ts';
import { meaningOf, packageName } from './specifier-meaning.ts';

/** An installed package. */
export interface PackageCode {
  /** `…/node_modules/name` */
  readonly folder: string;
  /** The text of its package.json. */
  readonly manifest: string;
  /** All of its files of JavaScript by path, without those of packages within it. */
  readonly scripts: ReadonlyMap<string, string>;
}

/**
 * The names of the packages that one may require that brings commands, once any file of it is loaded
 * but these: they are run by themselves. Undefined where that is not known, or where it has no commands: it is
 * taken to require what its manifest names.
 *
 * @param folders of the archive.
 */
export function requiredByPackage(
  { folder, manifest, scripts }: PackageCode,
  folders: PackageFolders,
): ReadonlySet<string> | undefined {
  const within = [...scripts.keys()].map((path) => path.slice(folder.length + 1));
  const commands = commandsApart(manifest, within)?.map((command) => `${folder}/${command}`);
  const loaded = new Set([...scripts.keys()].filter((path) => commands?.includes(path) === false));

  return requiredFrom(loaded, { folder, scripts }, folders);
}

/** Some files of a package, of which nothing else is loaded. */
export interface PackageParts extends PackageCode {
  /** By the folder of a part, the text of the package.json that it has. */
  readonly manifests: ReadonlyMap<string, string>;
}

/**
 * The names that parts of a package may require: `app` of `firebase/app`. Undefined where one leads to what was not read.
 *
 * @param parts as code names them, without the name of the package.
 */
export function requiredByParts(
  { folder, manifest, manifests, scripts }: PackageParts,
  parts: readonly string[],
  folders: PackageFolders,
): ReadonlySet<string> | undefined {
  const loaded = new Set<string>();

  for (const part of parts) {
    const targets = partTargets(part, manifest, manifests.get(`${folder}/${part}`));
    const paths = targets.map((target) => `${folder}/${target}`);
    if (paths.length === 0 || !paths.every((path) => scripts.has(path))) return undefined;
    for (const path of paths) loaded.add(path);
  }
  return requiredFrom(loaded, { folder, scripts, mayBeWhole: false }, folders);
}

/**
 * @param loaded files; those that they load are put there, too.
 * @param code with `mayBeWhole` where they may load the package itself: all of it counts as loaded.
 */
function requiredFrom(
  loaded: Set<string>,
  {
    folder,
    scripts,
    mayBeWhole = true,
  }: Pick<PackageCode, 'folder' | 'scripts'> & { readonly mayBeWhole?: boolean },
  folders: PackageFolders,
): ReadonlySet<string> | undefined {
  if (loaded.size === 0) return undefined;

  const code = { files: scripts, own: new OwnPackages([]), folders };
  const own = folder.slice(folder.lastIndexOf(TREE) + TREE.length);
  const names = new Set<string>();

  // A set that grows while it is walked is walked to its new end: a file may require a command.
  for (const from of loaded) {
    const { specifiers, words, mayImportMore } = importsIn(scripts.get(from) ?? '');
    const meanings = [...specifiers].map((specifier) => meaningOf(code, from, specifier));
    const isWhole = !mayImportMore && meanings.every((meaning) => meaning.isWhole);
    // By its own name it may come to its commands.
    if (!isWhole || [...specifiers].some((each) => each.startsWith(`${own}/`))) return undefined;
    if (!mayBeWhole && specifiers.has(own)) return undefined;

    for (const word of words) names.add(packageName(word) ?? word);
    for (const name of meanings.flatMap(({ packages }) => packages)) names.add(name);
    for (const path of meanings.flatMap(({ files }) => files)) loaded.add(path);
  }
  return names;
}

const TREE = 'node_modules/';
