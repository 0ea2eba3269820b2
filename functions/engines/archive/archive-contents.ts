import { bundledPackages, type Fingerprints, isSourceMap } from '../bundles/index.ts';
import { handlerImports } from '../javascript/index.ts';
import {
  bytesToRead,
  type HandlerImports,
  installedPackages,
  isLockCompanion,
  isProjectManifest,
  mayBeArchive,
  type Package,
  PackageFolders,
  packageMetadataPath,
  recordsToRead,
  strippedPython,
  strippedVersionFiles,
} from '../packages/index.ts';
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
import { ownPackages } from './own-code.ts';
import {
  isPartOfHandler,
  isPrismaSchema,
  isScript,
  isSource,
  ownPython,
  withoutPrograms,
} from './own-files.ts';
import {
  isScriptOfPackage,
  requiredInPackages,
  scriptsBesideCommands,
  scriptsOfParts,
} from './package-scripts.ts';
import { bytesForSecrets } from './secrets-in-archive.ts';
import { straysIn, withoutManifest } from './stray-files.ts';

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
    const ofPackages =
      isNode(runtime) && handler !== undefined
        ? new Set([...scriptsBesideCommands(listing), ...scriptsOfParts(listing)])
        : new Set();
    const ofPython = new Set(
      mayRunPython(runtime)
        ? [...strippedVersionFiles(listing.map(({ path }) => path)), ...recordsToRead(listing)]
        : [],
    );

    return new Map(
      listing.flatMap((file) => {
        const isText =
          sources(file.path) ||
          python(file.path) ||
          ofPython.has(file.path) ||
          ofPackages.has(file.path) ||
          (runtime?.startsWith('java') === true && mayBeArchive(file.path));
        const most =
          bytesToRead(file) ?? (isText ? LARGEST_TEXT : bytesForSecrets(file, isForeign, entry));
        return most === undefined ? [] : [[file.path, most]];
      }),
    );
  };
}

function isOwnText(path: string): boolean {
  return isScript(path) || isProjectManifest(path) || isPrismaSchema(path);
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
    imports || isLayer
      ? {
          imports,
          paths,
          folders,
          requiredIn: requiredInPackages(
            [...paths, ...unread.map(({ path }) => path)],
            files,
            folders,
          ),
        }
      : undefined,
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
  const isNeedless = unread.length > 0 ? needless(listing, entry) : () => false;
  const missed = unread.filter(({ path }) => !isNeedless(path));

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

/** Whether all packages are named without it, as a rule: a companion of a bundle or a lock, or code of a package. */
function needless(
  listing: readonly ListedFile[],
  { handler }: CodeEntry,
): (path: string) => boolean {
  const listed = new Set(listing.map(({ path }) => path));
  const isOfPackage = (path: string) =>
    listed.has(path) && isScriptOfPackage(path) && !isPartOfHandler(path, handler);

  return (path) => isSourceMap(path) || isLockCompanion(path) || isOfPackage(path);
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

/** A layer may be for any runtime. */
function mayRunPython(runtime: string | undefined): boolean {
  return runtime === undefined || runtime.startsWith('python');
}
