import { type Known, unknown } from '../../core/known.ts';
import {
  bundledPackages,
  type Fingerprints,
  isBundleCompanion,
  isSourceMap,
} from '../bundles/index.ts';
import { CodeNotAnalysed } from '../flow/index.ts';
import {
  findWeaknesses,
  handlerImports,
  type JavaScriptSource,
  OwnPackages,
} from '../javascript/index.ts';
import {
  bytesToRead,
  type HandlerImports,
  InstalledPython,
  installedPackages,
  isLockCompanion,
  isProjectManifest,
  mayBeArchive,
  modulePath,
  type Package,
  PackageFolders,
  packageMetadataPath,
  privateNameIn,
  shadedClasses,
  strayAssemblies,
  strayGems,
  strippedPython,
  strippedVersionFiles,
} from '../packages/index.ts';
import { findWeaknesses as findPythonWeaknesses, type PythonSource } from '../python/index.ts';
import type {
  ArchiveContents,
  ArchiveFile,
  FileChoice,
  ListedFile,
  UnreadFile,
} from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { foreignPaths } from './foreign-paths.ts';
import { gaps, inPart } from './in-part.ts';
import { bytesForSecrets } from './secrets-in-archive.ts';

/** The files that must be read to analyse an archive. */
export function filesToRead(entry: CodeEntry): FileChoice {
  const { runtime, handler } = entry;

  return (listing) => {
    const isForeign = foreignPaths(listing, entry);
    const mayBundle = runtime === undefined || isNode(runtime);
    const sources = mayBundle
      ? (path: string) => isOwnText(path) || isPartOfHandler(path, handler)
      : () => false;
    const python = isPython(runtime) ? ownPython(listing, handler) : () => false;
    const versions = new Set(
      mayRunPython(runtime) ? strippedVersionFiles(listing.map(({ path }) => path)) : [],
    );

    return new Map(
      listing.flatMap((file) => {
        const isText =
          sources(file.path) ||
          python(file.path) ||
          versions.has(file.path) ||
          (runtime?.startsWith('java') === true && mayBeArchive(file.path));
        const most =
          bytesToRead(file) ?? (isText ? LARGEST_TEXT : bytesForSecrets(file, isForeign, entry));
        return most === undefined ? [] : [[file.path, most]];
      }),
    );
  };
}

function isOwnText(path: string): boolean {
  return isScript(path) || isProjectManifest(path);
}

/** Files of Python that no installer put there. */
function ownPython(
  listing: readonly ListedFile[],
  handler: string | undefined,
): (path: string) => boolean {
  const installed = new InstalledPython(
    listing.map(({ path }) => path),
    handler,
  );

  return (path) => path.endsWith('.py') && !installed.has(path);
}

/** The script that the Lambda web adapter starts, and the package that a handler lies in. */
function isPartOfHandler(path: string, handler = ''): boolean {
  if (handler.endsWith('.sh')) return path === handler.replace(/^\.\//, '');
  const [folder] = /^node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(handler) ?? [];

  return (
    folder !== undefined &&
    path.startsWith(folder) &&
    /\.[cm]?js$/.test(path) &&
    !isInstalled(path.slice(folder.length))
  );
}

/** Bytes. */
const LARGEST_TEXT = 16 * 2 ** 20;

/** Packages that were installed, and those that bundlers have put into other files. */
export function packagesIn(
  { listing, files, unread, nested = [] }: ArchiveContents,
  fingerprints: () => Fingerprints,
  entry: CodeEntry = {},
): Omit<CodeAnalysis, 'weaknesses' | 'sdkCalls' | 'secrets' | 'shippedFiles'> {
  const paths = [...listing, ...files].map(({ path }) => path);
  const folders = new PackageFolders(paths);
  const scripts = files.filter(({ path }) => isScript(path));
  // A text is decoded each time that it is asked for: once is enough.
  const texts = scripts.map(({ path, text }) => ({ path, text }));
  const seen = importsIn(texts, files, entry, folders);
  const imports = seen && { ...seen, isWhole: seen.isWhole && !unread.some(isUnreadSource) };
  const isLayer = entry.handler === undefined;
  const installed = installedPackages(
    files,
    imports || isLayer ? { imports, paths, folders } : undefined,
  );
  const bundled = bundledPackages(texts, fingerprints);
  const stripped = mayRunPython(entry.runtime)
    ? strippedPython([...new Set([...paths, ...nested])], files, installed.packages)
    : { packages: [], unread: [] };
  const strays = straysIn(
    { paths, nested, files },
    entry.runtime,
    installed.packages,
    () => new Set(fingerprints().packages.map(({ name }) => name)),
  );
  // A bundle without the map that would have named all is judged by what else there is.
  const missed = unread.filter(({ path }) => !isSourceMap(path) && !isLockCompanion(path));

  return {
    ...(installed.externalImports && { externalImports: installed.externalImports }),
    ...(installed.importable && { importable: installed.importable }),
    packages: inPart(
      [
        ...installed.packages,
        ...stripped.packages,
        ...strays.packages,
        ...bundled.packages.map((one) => withImporter(one, imports)),
      ],
      gaps('not read', [...missed, ...installed.unread]),
      gaps('not recognised', [
        ...bundled.gaps,
        ...withoutManifest(listing),
        ...stripped.unread,
        ...strays.unread,
      ]),
    ),
    unidentifiedBundles: inPart(
      bundled.unidentified,
      gaps(
        'not read',
        withoutPrograms(missed, listing).filter(({ path }) => !packageMetadataPath(path)),
      ),
    ),
  };
}

function importsIn(
  texts: readonly { readonly path: string; readonly text: string }[],
  files: readonly ArchiveFile[],
  { runtime, handler }: CodeEntry,
  folders: PackageFolders,
): HandlerImports | undefined {
  if (handler === undefined || !isNode(runtime)) return undefined;

  const sources = [
    ...texts.filter(({ path }) => isSource(path)),
    ...files.filter(({ path }) => isPartOfHandler(path, handler)),
  ];
  return handlerImports(
    {
      files: new Map(sources.map(({ path, text }) => [path, text])),
      own: ownPackages(files),
      folders,
    },
    handler,
  );
}

function ownPackages(files: readonly ArchiveFile[]): OwnPackages {
  const manifests = files.filter(({ path }) => isProjectManifest(path));

  return new OwnPackages(
    manifests.map(({ path, text }) => [path, text]),
    (name) => files.find(({ path }) => path === `node_modules/${name}/package.json`)?.text,
  );
}

/** What cannot be read may import anything. */
function isUnreadSource({ path }: UnreadFile): boolean {
  return isSource(path);
}

/** A bundle has what it imports within it: who comes to the one comes to the other. */
function withImporter(bundled: Package, imports: HandlerImports | undefined): Package {
  const { path } = bundled.evidence;
  if (!imports) return bundled;
  if (imports.files.has(path)) return { ...bundled, importedBy: [path] };

  return imports.isWhole ? { ...bundled, importedBy: [] } : bundled;
}

/** @throws when the analysis itself is at fault. */
export function weaknessesIn(
  contents: ArchiveContents,
  { runtime, handler, loadsMore = true }: CodeEntry,
): CodeAnalysis['weaknesses'] {
  if (handler === undefined) return unknown('a layer has no handler to begin at');
  if (isPython(runtime)) return pythonWeaknessesIn(contents, handler, loadsMore);
  if (!isNode(runtime)) return unknown(`code in ${runtime ?? 'no runtime'} is not analysed yet`);

  return ofJavaScript(contents, handler, (source, missed) => {
    const isAll = !loadsMore && contents.unread.length === 0 && !isUnreadHandler(contents, handler);
    const found = findWeaknesses({ ...source, runtime, isAll });

    return inPart(
      found.weaknesses,
      gaps('not read', [...missed, ...found.unread]),
      gaps('not followed', found.unfollowed),
    );
  });
}

function pythonWeaknessesIn(
  contents: ArchiveContents,
  handler: string,
  loadsMore: boolean,
): CodeAnalysis['weaknesses'] {
  const isAll = !loadsMore && contents.unread.length === 0 && !isUnreadModule(contents, handler);

  return ofPython(contents, handler, (source, missed) => {
    const found = findPythonWeaknesses({ ...source, isAll });

    return inPart(
      found.weaknesses,
      gaps('not read', [...missed, ...found.unread]),
      gaps('not followed', found.unfollowed),
    );
  });
}

/** Whether the module that the handler names is there, compiled or as a folder. */
function isUnreadModule({ listing, files }: ArchiveContents, handler: string): boolean {
  const base = handler
    .replace(/\.[^.]*$/, '')
    .replaceAll('.', '/')
    .replace(/^\/+/, '');
  const read = new Set(files.map(({ path }) => path));

  return listing.some(
    ({ path }) => !read.has(path) && (modulePath(path) === base || path.startsWith(`${base}/`)),
  );
}

/** The same as `ofJavaScript`, of Python. */
export function ofPython<T>(
  contents: ArchiveContents,
  handler: string,
  find: (source: PythonSource, missed: readonly UnreadFile[]) => Known<T>,
): Known<T> {
  const isOwn = ownPython([...contents.listing, ...contents.files.map(bytesListed)], handler);
  const missed = contents.unread.filter(({ path }) => isOwn(path));
  const files = new Map(
    contents.files.filter(({ path }) => isOwn(path)).map(({ path, text }) => [path, text]),
  );

  try {
    return find({ files, handler }, missed);
  } catch (error) {
    if (!(error instanceof CodeNotAnalysed)) throw error;
    // The handler's file may be the one that was too large.
    const gap = gaps('not read', missed);
    return unknown(gap === undefined ? error.message : `${error.message}; ${gap}`);
  }
}

function bytesListed({ path, bytes }: ArchiveFile): ListedFile {
  return { path, bytes: bytes.length };
}

/**
 * What is found in own code of JavaScript, given what of the archive could not be read; unknown where
 * it cannot be analysed.
 */
export function ofJavaScript<T>(
  contents: ArchiveContents,
  handler: string,
  find: (source: JavaScriptSource, missed: readonly UnreadFile[]) => Known<T>,
): Known<T> {
  const missed = withoutPrograms(contents.unread, contents.listing).filter(
    ({ path }) => !packageMetadataPath(path) && !isBundleCompanion(path) && !isLockCompanion(path),
  );

  try {
    return find(sourceOf(contents, handler), missed);
  } catch (error) {
    if (error instanceof CodeNotAnalysed) {
      // The handler's file may be the one that was too large.
      const gap = gaps('not read', missed);
      return unknown(gap === undefined ? error.message : `${error.message}; ${gap}`);
    }
    throw error;
  }
}

/** Whether what the handler names is there, in a form that is not read. */
function isUnreadHandler({ listing, files }: ArchiveContents, handler: string): boolean {
  const base = handler.replace(/^\.?\//, '').replace(/\.[^./]*$/, '');
  const read = new Set(files.map(({ path }) => path));

  return listing.some(
    ({ path }) =>
      ((path.startsWith(`${base}.`) || path.startsWith(`${base}/`)) && !read.has(path)) ||
      path.startsWith(`node_modules/${base}/`),
  );
}

/** One for each archive, so that its code is parsed once. */
function sourceOf(contents: ArchiveContents, handler: string): JavaScriptSource {
  const known = sources.get(contents);
  if (known?.handler === handler) return known;

  const source = { ...readSource(contents, handler), handler };
  sources.set(contents, source);
  return source;
}

const sources = new WeakMap<ArchiveContents, JavaScriptSource>();

function readSource(
  { files, listing }: ArchiveContents,
  handler: string,
): Omit<JavaScriptSource, 'handler'> {
  const own = files.filter(({ path }) => isSource(path) || isPartOfHandler(path, handler));

  return {
    files: new Map(own.map(({ path, text }) => [path, text])),
    own: ownPackages(files),
    folders: new PackageFolders([...listing, ...files].map(({ path }) => path)),
  };
}

interface StrayFiles extends Pick<ArchiveContents, 'files'> {
  readonly paths: readonly string[];
  readonly nested: readonly string[];
}

/** What lies there of packages, and has lost what would name it. */
function straysIn(
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

/** A layer may be for any runtime. */
function mayRunPython(runtime: string | undefined): boolean {
  return runtime === undefined || runtime.startsWith('python');
}

/** Folders of packages without the file that says which: of an unknown version. */
function withoutManifest(listing: readonly ListedFile[]): readonly UnreadFile[] {
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

/** Own code, or a file beside it that says what it was made of. */
function isScript(path: string): boolean {
  return isSource(path) || isBundleCompanion(path);
}

function isInstalled(path: string): boolean {
  return /(?:^|\/)node_modules\//.test(path);
}

/** What others wrote is their advisories' business, not this one's. */
function isSource(path: string): boolean {
  return /\.[cm]?js$/.test(path) && !isInstalled(path);
}

/** What is listed as it stands is no script unless it is named so; the rest may be anything. */
function withoutPrograms(
  unread: readonly UnreadFile[],
  listing: readonly ListedFile[],
): readonly UnreadFile[] {
  const listed = new Set(listing.map(({ path }) => path));

  return unread.filter(({ path }) => isScript(path) || !listed.has(path));
}
