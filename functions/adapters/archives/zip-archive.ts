import {
  type ArchiveContents,
  type ArchiveFile,
  archiveFile,
  type FileChoice,
  type UnreadFile,
} from '../../engines/archive/index.ts';
import {
  type ArchiveBounds,
  archiveBounds,
  counted,
  deadline,
  megabytes,
} from './archive-bounds.ts';
import { type ArchiveLinks, archiveLinks, isCommandLink, MOST_LINKS } from './archive-links.ts';
import type { ByteRange, RandomAccess } from './random-access.ts';
import { unpackedEntry } from './unpacked-entry.ts';
import { listZip, type ZipDirectory, type ZipFile, zipEntries } from './zip-directory.ts';

/**
 * What a zip lists, and the files of it that are chosen. Of two of one name the last one counts, as
 * it does for unzip. Links are followed within the archive: see `archiveLinks`. A path that leaves the archive may land on any
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
  const reading = { source, directory, bounds, stopWhenLate };
  const linked = await linksIn(directory, reading);
  const listing = [...directory.files.values()].map(({ path, bytes }) => ({ path, bytes }));
  const aliased = [...linked.aliases].map(([path, file]) => ({
    path,
    bytes: directory.files.get(file)?.bytes ?? 0,
  }));
  const chosen = choose([...listing, ...aliased]);
  const wanted = throughAliases(chosen, linked.aliases);
  const { files, unread } = await readChosen(directory.files, wanted, reading);

  return {
    listing: [...listing, ...aliased],
    files: [
      ...files.filter(({ path }) => chosen.has(path)),
      ...underAliases(files, chosen, linked.aliases, ({ bytes }, path) => archiveFile(path, bytes)),
    ],
    unread: [
      ...directory.unread,
      ...linked.unread,
      ...unread.filter(({ path }) => chosen.has(path)),
      ...underAliases(unread, chosen, linked.aliases, ({ reason }, path) => ({ path, reason })),
    ],
  };
}

interface Reading {
  readonly source: WatchedAccess;
  readonly directory: ZipDirectory;
  readonly bounds: ArchiveBounds;
  readonly stopWhenLate: () => void;
}

/** What is behind the links. One that cannot be read may lead anywhere. */
async function linksIn(
  { files, links }: ZipDirectory,
  { bounds, ...reading }: Reading,
): Promise<ArchiveLinks> {
  const toFollow = [...links].filter(([path]) => !isCommandLink(path));
  const followed = new Map(toFollow.slice(0, MOST_LINKS));
  const most = new Map([...followed.keys()].map((path) => [path, bounds.pathLength] as const));
  const held = await readChosen(followed, most, { ...reading, bounds });
  const targets = new Map(held.files.map(({ path, text }) => [path, text] as const));
  const { aliases, unread } = archiveLinks(targets, files.keys());
  const beyond = toFollow.slice(MOST_LINKS, MOST_LINKS + 1).map(([path]) => ({
    path,
    reason: `a symbolic link beyond the first ${counted(MOST_LINKS)}, which is not followed`,
  }));

  return { aliases, unread: [...held.unread, ...unread, ...beyond] };
}

/** What is chosen by the path through a link is read where it lies. */
function throughAliases(
  chosen: ReadonlyMap<string, number>,
  aliases: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>();

  for (const [path, mostBytes] of chosen) {
    const file = aliases.get(path) ?? path;
    wanted.set(file, Math.max(mostBytes, wanted.get(file) ?? 0));
  }
  return wanted;
}

function underAliases<T extends { readonly path: string }>(
  found: readonly T[],
  chosen: ReadonlyMap<string, number>,
  aliases: ReadonlyMap<string, string>,
  named: (one: T, alias: string) => T,
): readonly T[] {
  const byPath = new Map(found.map((one) => [one.path, one]));

  return [...aliases].flatMap(([alias, file]) => {
    const one = chosen.has(alias) ? byPath.get(file) : undefined;
    return one ? [named(one, alias)] : [];
  });
}

/** What of the entries is wanted. */
async function readChosen(
  entries: ReadonlyMap<string, ZipFile>,
  chosen: ReadonlyMap<string, number>,
  { source, directory, bounds, stopWhenLate }: Reading,
): Promise<Pick<ArchiveContents, 'files' | 'unread'>> {
  const { wanted, refused } = withinBounds(entries, chosen, bounds);
  const files: ArchiveFile[] = [];
  const unread: UnreadFile[] = [...refused];
  source.expect?.([...wanted.values()].map(rangeOf));

  for await (const { file, entry } of zipEntries(source, directory, wanted, bounds)) {
    stopWhenLate();
    const unpacked = await unpackedEntry(source, entry, file.bytes);
    source.throwFault();

    if ('reason' in unpacked) unread.push({ path: file.path, reason: unpacked.reason });
    else files.push(archiveFile(file.path, unpacked.bytes));
  }

  return { files, unread };
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

  // The largest are left out first: many small files say more than one large one.
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
