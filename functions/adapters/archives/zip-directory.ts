import { configure, type Entry, type FileEntry, Reader, ZipReader } from '@zip.js/zip.js';
import type { UnreadFile } from '../../engines/archive/index.ts';
import { type ArchiveBounds, ArchiveError, counted, megabytes } from './archive-bounds.ts';
import type { RandomAccess } from './random-access.ts';

/** All that a part of a file unpacks to is held before it can be refused: a thousand times as much, where it lies. */
configure({ chunkSize: 2 ** 14 });

/** A file as the directory of a zip claims it to be. */
export interface ZipFile {
  readonly path: string;
  /** Unpacked. */
  readonly bytes: number;
  readonly packedBytes: number;
  /** Where its entry begins. */
  readonly offset: number;
  /** Of its entry, from 0. */
  readonly index: number;
}

export interface ZipDirectory {
  /** By path, in the order of the entries; of two of one path the last one. */
  readonly files: ReadonlyMap<string, ZipFile>;
  /** Symbolic links, the same way: what each holds is where it leads to. */
  readonly links: ReadonlyMap<string, ZipFile>;
  /** What no file system would put where it says. */
  readonly unread: readonly UnreadFile[];
  /** By their indexes, where they are few: they need not be listed again to be read. */
  readonly entries: ReadonlyMap<number, FileEntry> | undefined;
}

/** More are not kept: each weighs kilobytes. */
const MOST_KEPT = 1_000;

/** @throws ArchiveError when there is no directory, or one beyond a bound. */
export async function listZip(
  archive: RandomAccess,
  bounds: ArchiveBounds,
  stopWhenLate: () => void,
): Promise<ZipDirectory> {
  const files = new Map<string, ZipFile>();
  const links = new Map<string, ZipFile>();
  const unread: UnreadFile[] = [];
  let kept: Map<number, FileEntry> | undefined = new Map();
  let index = 0;

  for await (const entry of entriesOf(archive, bounds)) {
    if (index === bounds.entries) {
      throw new ArchiveError(`the archive holds more than ${counted(bounds.entries)} entries`);
    }
    stopWhenLate();

    const fault = faultOf(entry.filename, bounds);
    if (fault) unread.push({ path: entry.filename.slice(0, bounds.pathLength), reason: fault });
    else replace({ files, links }, entry, index);

    if (index >= MOST_KEPT) kept = undefined;
    else if (!entry.directory) kept?.set(index, entry);
    index += 1;
  }

  return { files, links, unread, entries: kept };
}

/** The entries of these indexes, in their order. */
export async function* zipEntries(
  archive: RandomAccess,
  { entries }: Pick<ZipDirectory, 'entries'>,
  wanted: ReadonlyMap<number, ZipFile>,
  bounds: ArchiveBounds,
): AsyncGenerator<{ readonly file: ZipFile; readonly entry: FileEntry }> {
  let left = wanted.size;
  let index = 0;
  if (left === 0) return;
  if (entries) {
    for (const [at, entry] of entries) {
      const file = wanted.get(at);
      if (file) yield { file, entry };
    }
    return;
  }

  for await (const entry of entriesOf(archive, bounds)) {
    const file = wanted.get(index);
    index += 1;
    if (!file || entry.directory) continue;

    yield { file, entry };
    left -= 1;
    if (left === 0) return;
  }
}

/** Tolerant of what Lambda's own unzip tolerates, such as bytes before the first entry. */
async function* entriesOf(archive: RandomAccess, bounds: ArchiveBounds): AsyncGenerator<Entry> {
  const zip = new ZipReader(new BoundedReader(archive, bounds), {
    strictness: 'tolerant',
    maxAppendedDataSize: MOST_APPENDED,
    checkCrc32: true,
    checkOverlappingEntry: true,
    useWebWorkers: false,
    // By its own inflate, in WebAssembly: that of Node is a stream between a thread and two other streams, which
    // takes most of the time of a small file.
    useCompressionStream: false,
  });

  try {
    yield* zip.getEntriesGenerator();
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(`the archive is not a readable zip: ${messageOf(error)}`);
  }
}

/** Bytes after the directory in which it is still looked for: to look through all is to read all. */
const MOST_APPENDED = 2 ** 20;

/** What zip.js asks for, refused where no honest archive has so much of it. */
class BoundedReader extends Reader<RandomAccess> {
  readonly #archive: RandomAccess;
  readonly #mostBytes: number;

  constructor(archive: RandomAccess, { directoryBytes }: ArchiveBounds) {
    super(archive);
    this.size = archive.size;
    this.#archive = archive;
    this.#mostBytes = directoryBytes;
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (length > this.#mostBytes) {
      throw new ArchiveError(
        `the directory of the archive is larger than ${megabytes(this.#mostBytes)}`,
      );
    }

    return offset < 0 || offset >= this.size
      ? new Uint8Array()
      : this.#archive.read(offset, length);
  }
}

/** `./a//b` is where `a/b` is, and so is what tools of Windows write as `a\b`. */
function normalised(path: string): string {
  return path
    .split(/[\\/]/)
    .filter((step) => step !== '' && step !== '.')
    .join('/');
}

function faultOf(path: string, { pathLength }: ArchiveBounds): string | undefined {
  if (path.length > pathLength) return `its path is longer than ${counted(pathLength)} characters`;
  if (path.includes('\0')) return 'its path holds a NUL';
  if (/^(?:[\\/]|[A-Za-z]:)/.test(path)) return 'its path is absolute';
  if (path.split(/[\\/]/).includes('..')) return 'its path leaves the archive';

  return undefined;
}

interface Entries {
  readonly files: Map<string, ZipFile>;
  readonly links: Map<string, ZipFile>;
}

/** What a link holds is where it points to, which is not what runs. */
function replace({ files, links }: Entries, entry: Entry, index: number): void {
  const path = normalised(entry.filename);
  files.delete(path);
  links.delete(path);
  if (entry.directory) return;

  const { uncompressedSize: bytes, compressedSize: packedBytes, offset } = entry;
  const kind = entry.symlink ? links : files;
  kind.set(path, { path, bytes, packedBytes, offset, index });
}

/** Those of zip.js are sentences of its own, without anything of the archive in them. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
