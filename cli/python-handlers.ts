import {
  ArchiveError,
  archiveBounds,
  deadline,
} from '../functions/adapters/archives/archive-bounds.ts';
import { inMemory } from '../functions/adapters/archives/random-access.ts';
import { unpackedEntry } from '../functions/adapters/archives/unpacked-entry.ts';
import { listZip, type ZipFile, zipEntries } from '../functions/adapters/archives/zip-directory.ts';
import { mayHoldHandler } from './guessed-entry.ts';
import type { PackageArchive } from './package-archive.ts';

/**
 * By path, the function that a file of Python defines as a handler. What cannot be read defines none:
 * it is only for a guess.
 */
export async function pythonHandlers({
  bytes,
}: Pick<PackageArchive, 'bytes'>): Promise<ReadonlyMap<string, string>> {
  try {
    return await definedIn(bytes);
  } catch (error) {
    if (error instanceof ArchiveError) return new Map();
    throw error;
  }
}

async function definedIn(bytes: PackageArchive['bytes']): Promise<ReadonlyMap<string, string>> {
  const archive = inMemory(bytes);
  const directory = await listZip(archive, archiveBounds, deadline(archiveBounds));
  const wanted = wantedOf([...directory.files.values()]);
  const handlers = new Map<string, string>();
  if (wanted.size === 0) return handlers;

  const { definedHandler } = await import('../functions/engines/python/index.ts');
  for await (const { file, entry } of zipEntries(archive, directory, wanted, archiveBounds)) {
    const unpacked = await unpackedEntry(archive, entry, file.bytes);
    const text = 'bytes' in unpacked ? new TextDecoder().decode(unpacked.bytes) : '';
    const name = definedHandler(text);
    if (name !== undefined) handlers.set(file.path, name);
  }
  return handlers;
}

/** By their index in the archive: those that lie highest. */
function wantedOf(files: readonly ZipFile[]): ReadonlyMap<number, ZipFile> {
  const own = files
    .filter(({ path, bytes }) => mayHoldHandler(path) && bytes <= MOST_BYTES)
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length);

  return new Map(own.slice(0, MOST_FILES).map((file) => [file.index, file]));
}

const MOST_FILES = 200;
const MOST_BYTES = 500_000;
