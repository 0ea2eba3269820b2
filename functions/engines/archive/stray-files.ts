import {
  type Package,
  privateNameIn,
  shadedClasses,
  strayAssemblies,
  strayGems,
} from '../packages/index.ts';
import type { ArchiveContents, ArchiveFile, ListedFile, UnreadFile } from './archive-files.ts';
import { isInstalled } from './own-files.ts';

interface StrayFiles extends Pick<ArchiveContents, 'files'> {
  readonly paths: readonly string[];
  readonly nested: readonly string[];
}

/** What lies there of packages, and has lost what would name it. */
export function straysIn(
  { paths, nested, files }: StrayFiles,
  runtime: string | undefined,
  recognised: readonly Package[],
  published: () => ReadonlySet<string>,
): { readonly packages: readonly Package[]; readonly unread: readonly UnreadFile[] } {
  const mayRun = (language: string) => runtime === undefined || runtime.startsWith(language);
  const documents = files.filter(({ path }) => path.endsWith('.deps.json'));
  const isDotnet = runtime?.startsWith('dotnet') === true || documents.length > 0;
  const texts = documents.map(({ text }) => text);
  const assembly = isDotnet ? strayAssemblies(paths, texts) : undefined;
  const classes = mayRun('java') ? [...classFoldersIn(paths), ...classFoldersIn(nested)] : [];
  const lost = privateManifests(files).filter(({ name }) => published().has(name));

  return {
    packages: mayRun('ruby') ? strayGems(paths) : [],
    unread: [
      ...(assembly ? [assembly] : []),
      ...shadedClasses(classes, recognised),
      ...lost.map(({ path }) => ({ path, reason: 'a package of npm that has lost its version' })),
    ],
  };
}

function privateManifests(files: readonly ArchiveFile[]) {
  return files.flatMap(({ path, text }) => {
    const isOne = isInstalled(path) && path.endsWith('/package.json');
    const name = isOne ? privateNameIn(text) : undefined;
    return name === undefined ? [] : [{ path, name }];
  });
}

/** Each with a slash behind it. */
function classFoldersIn(paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => {
    if (path.endsWith('/')) return [path];
    return path.endsWith('.class') ? [path.slice(0, path.lastIndexOf('/') + 1)] : [];
  });

  return [...new Set(folders)];
}

/** Folders of packages without the file that says which: of an unknown version. */
export function withoutManifest(listing: readonly ListedFile[]): readonly UnreadFile[] {
  const listed = new Set(listing.map(({ path }) => path));
  const folders = listing.flatMap(({ path }) => folderOfPackage(path) ?? []);

  return [...new Set(folders)]
    .filter((folder) => !listed.has(`${folder}/package.json`))
    .map((path) => ({ path, reason: 'a package without its package.json' }));
}

/** The nearest one, of a file of JavaScript. */
function folderOfPackage(path: string): string | undefined {
  if (!/\.[cm]?js$/.test(path)) return undefined;
  const parts = path.split('/');

  for (
    let at = parts.lastIndexOf('node_modules');
    at >= 0;
    at = parts.lastIndexOf('node_modules', at - 1)
  ) {
    const end = at + (parts[at + 1]?.startsWith('@') ? 3 : 2);
    const name = parts.slice(at + 1, end).join('/');
    if (end < parts.length && isPackageName(name)) return parts.slice(0, end).join('/');
    if (at === 0) break;
  }
  return undefined;
}

function isPackageName(name: string): boolean {
  return /^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/.test(name);
}
