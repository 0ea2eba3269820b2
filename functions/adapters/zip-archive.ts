import {
  type ArchiveContents,
  type ArchiveFile,
  archiveFile,
  type FileChoice,
  type UnreadFile,
} from '../domain/code/archive-contents.ts';
import {
  type ArchiveBounds,
  archiveBounds,
  counted,
  deadline,
  megabytes,
} from './archive-bounds.ts';
import type { ByteRange, RandomAccess } from './random-access.ts';
import { unpackedEntry } from './unpacked-entry.ts';
import { listZip, type ZipFile, zipEntries } from './zip-directory.ts';

/**
 * What a zip lists, and the files of it that are chosen. Of two of one name the last one counts, as
 * it does for unzip; links and folders are no files. A path that leaves the archive may land on any
 * other, so it is unread whether it is chosen or not.
 *
 * @throws ArchiveError when it is not a zip, or beyond a bound that concerns the whole of it.
 * Any other error is about tonight, and not about the archive.
 */
export async function readArchive(
  archive: RandomAccess,
  choose: FileChoice,
  bounds: ArchiveBounds = archiveBounds,
): Promise<ArchiveContents> {
  const source = watched(archive);

  try {
    return await readFrom(source, choose, bounds);
  } catch (error) {
    source.throwFault();
    throw error;
  }
}

async function readFrom(
  source: WatchedAccess,
  choose: FileChoice,
  bounds: ArchiveBounds,
): Promise<ArchiveContents> {
  const stopWhenLate = deadline(bounds);
  const directory = await listZip(source, bounds, stopWhenLate);
  const listing = [...directory.files.values()].map(({ path, bytes }) => ({ path, bytes }));
  const { wanted, refused } = withinBounds(directory.files, choose(listing), bounds);
  const files: ArchiveFile[] = [];
  const unread: UnreadFile[] = [...directory.unread, ...refused];
  source.expect?.([...wanted.values()].map(rangeOf));

  for await (const { file, entry } of zipEntries(source, wanted, bounds)) {
    stopWhenLate();
    const unpacked = await unpackedEntry(entry, file.bytes);
    source.throwFault();

    if ('reason' in unpacked) unread.push({ path: file.path, reason: unpacked.reason });
    else files.push(archiveFile(file.path, unpacked.bytes));
  }

  return { listing, files, unread };
}

/** About: how long the header before the data is, only that says itself. */
function rangeOf({ path, offset, packedBytes }: ZipFile): ByteRange {
  return { offset, length: 64 + path.length + packedBytes };
}

interface Budgeted {
  /** By the index of the entry. */
  readonly wanted: ReadonlyMap<number, ZipFile>;
  readonly refused: readonly UnreadFile[];
}

/** By what the directory claims: an entry is never unpacked further than that. */
function withinBounds(
  files: ReadonlyMap<string, ZipFile>,
  chosen: ReadonlyMap<string, number>,
  bounds: ArchiveBounds,
): Budgeted {
  const wanted = new Map<number, ZipFile>();
  const refused: UnreadFile[] = [];
  let left = bounds.totalBytes;

  // The largest are left out first: many small files tell more than one large one.
  for (const [file, mostBytes] of smallestFirst(files, chosen)) {
    const reason = breachOf(file, mostBytes, left, bounds);
    if (reason !== undefined) refused.push({ path: file.path, reason });
    else {
      left -= file.bytes;
      wanted.set(file.index, file);
    }
  }

  return { wanted, refused };
}

function smallestFirst(files: ReadonlyMap<string, ZipFile>, chosen: ReadonlyMap<string, number>) {
  return [...chosen]
    .flatMap(([path, mostBytes]) => {
      const file = files.get(path);
      return file ? [[file, mostBytes] as const] : [];
    })
    .sort(([a], [b]) => a.bytes - b.bytes || a.index - b.index);
}

function breachOf(
  { bytes, packedBytes }: ZipFile,
  mostBytes: number,
  left: number,
  { ratio, totalBytes }: ArchiveBounds,
): string | undefined {
  if (bytes > mostBytes) return `it unpacks to more than ${megabytes(mostBytes)}`;
  if (bytes > SMALL && bytes > packedBytes * ratio) {
    return `it unpacks to more than ${counted(ratio)} times its size`;
  }
  if (bytes > left)
    return `with the smaller files it unpacks to more than ${megabytes(totalBytes)}`;

  return undefined;
}

/** No bomb goes off below this many bytes, and a file of blanks is none. */
const SMALL = 2 ** 20;

interface WatchedAccess extends RandomAccess {
  /** When reading has failed: zip.js would take that for a fault of the archive. */
  throwFault(): void;
}

function watched(access: RandomAccess): WatchedAccess {
  let fault: { readonly error: unknown } | undefined;

  return {
    ...access,
    async read(offset, length) {
      try {
        return await access.read(offset, length);
      } catch (error) {
        fault ??= { error };
        throw error;
      }
    },
    throwFault() {
      if (fault) throw fault.error;
    },
  };
}
