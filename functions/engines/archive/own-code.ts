import { type Known, unknown } from '../../core/known.ts';
import { isBundleCompanion } from '../bundles/index.ts';
import { CodeNotAnalysed } from '../flow/index.ts';
import { type JavaScriptSource, OwnPackages } from '../javascript/index.ts';
import {
  isLockCompanion,
  isProjectManifest,
  PackageFolders,
  packageMetadataPath,
} from '../packages/index.ts';
import type { PythonSource } from '../python/index.ts';
import type { ArchiveContents, ArchiveFile, ListedFile, UnreadFile } from './archive-files.ts';
import { gaps } from './in-part.ts';
import {
  isPartOfHandler,
  isPrismaSchema,
  isSource,
  ownPython,
  withoutPrograms,
} from './own-files.ts';

/** What is found in own code of Python: see `ofJavaScript`. */
export function ofPython<T>(
  contents: ArchiveContents,
  handler: string,
  find: (source: PythonSource, missed: readonly UnreadFile[]) => Known<T>,
): Known<T> {
  const { source, missed } = pythonOf(contents, handler);

  try {
    return find(source, missed);
  } catch (error) {
    if (!(error instanceof CodeNotAnalysed)) throw error;
    // The handler's file may be the one that was too large.
    const gap = gaps('not read', missed);
    return unknown(gap === undefined ? error.message : `${error.message}; ${gap}`);
  }
}

interface OwnPython {
  readonly source: PythonSource;
  readonly missed: readonly UnreadFile[];
}

/** One for each archive, so that its code is parsed once for all that is asked of who may call it. */
function pythonOf(contents: ArchiveContents, handler: string): OwnPython {
  const known = ownPythons.get(contents);
  if (known?.source.handler === handler) return known;

  const listing = [...contents.listing, ...contents.files.map(bytesListed)];
  const isOwn = ownPython(listing, handler, contents.files);
  const own = contents.files.filter(({ path }) => isOwn(path));
  const found = {
    source: { files: new Map(own.map(({ path, text }) => [path, text])), handler },
    missed: contents.unread.filter(({ path }) => isOwn(path)),
  };
  ownPythons.set(contents, found);
  return found;
}

const ownPythons = new WeakMap<ArchiveContents, OwnPython>();

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
    schemas: files.filter(({ path }) => isPrismaSchema(path)).map(({ text }) => text),
    own: ownPackages(files),
    folders: new PackageFolders([...listing, ...files].map(({ path }) => path)),
  };
}

/** What is found where no file of its own is left unread, which may do more. */
export function whereAllIsRead<T>(
  missed: readonly UnreadFile[],
  find: () => T | undefined,
): Known<T | undefined> {
  return { known: true, value: missed.length === 0 ? find() : undefined };
}

/** The project's own manifests, which say what its names lead to. */
export function ownPackages(files: readonly ArchiveFile[]): OwnPackages {
  const manifests = files.filter(({ path }) => isProjectManifest(path));

  return new OwnPackages(
    manifests.map(({ path, text }) => [path, text]),
    (name) => files.find(({ path }) => path === `node_modules/${name}/package.json`)?.text,
  );
}
