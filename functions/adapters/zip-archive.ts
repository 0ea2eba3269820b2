import {
  type Entry,
  type FileEntry,
  Uint8ArrayReader,
  ZipReader,
} from '@zip.js/zip.js/dist/zip-core-external.js';
import type { ArchiveContents, UnreadFile } from '../domain/code/archive-contents.ts';

/** What may be read of an archive. Everything in it is hostile: sizes are counted, never believed. */
export interface ArchiveBounds {
  readonly entries: number;
  /** Bytes of one file, unpacked. */
  readonly entryBytes: number;
  /** Bytes of all files that are read, unpacked. */
  readonly totalBytes: number;
  /** Bytes unpacked per byte packed. */
  readonly ratio: number;
  /** Characters. */
  readonly pathLength: number;
  readonly milliseconds: number;
}

/** Lambda unpacks no more than 250 MB ("Lambda quotas"), of which what is read is a small part. */
export const archiveBounds: ArchiveBounds = {
  entries: 100_000,
  entryBytes: 16 * 2 ** 20,
  totalBytes: 128 * 2 ** 20,
  ratio: 200,
  pathLength: 1_024,
  milliseconds: 60_000,
};

/** The archive as a whole cannot be read; the message is a line for the reader. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/**
 * The files of a zip whose path is selected. Of two of one name the last one counts, as it does for
 * unzip; links and folders are no files. A path that leaves the archive may land on any other, so
 * it is unread whether it is selected or not. Texts are decoded as UTF-8, whatever the files are.
 *
 * @throws ArchiveError when it is not a zip, or beyond a bound that concerns the whole of it.
 */
export async function readArchive(
  archive: Uint8Array,
  selects: (path: string) => boolean,
  bounds: ArchiveBounds = archiveBounds,
): Promise<ArchiveContents> {
  const stopWhenLate = deadline(bounds);
  const { selected, unread } = await listEntries(archive, selects, bounds, stopWhenLate);
  const files: { path: string; text: string }[] = [];
  let total = 0;

  for (const [path, entry] of selected) {
    stopWhenLate();
    const unpacked = await unpack(entry, bounds, bounds.totalBytes - total);

    if ('reason' in unpacked) unread.push({ path, reason: unpacked.reason });
    else files.push({ path, text: unpacked.text });

    total += unpacked.bytes;
  }

  return { files, unread };
}

async function listEntries(
  archive: Uint8Array,
  selects: (path: string) => boolean,
  bounds: ArchiveBounds,
  stopWhenLate: () => void,
) {
  const selected = new Map<string, FileEntry>();
  const unread: UnreadFile[] = [];
  let count = 0;

  for await (const entry of entriesOf(archive)) {
    count += 1;
    if (count > bounds.entries) {
      throw new ArchiveError(`the archive holds more than ${counted(bounds.entries)} entries`);
    }
    stopWhenLate();

    const path = normalised(entry.filename);
    const fault = faultOf(entry.filename, bounds);

    if (fault) unread.push({ path: entry.filename.slice(0, bounds.pathLength), reason: fault });
    else if (selects(path)) replace(selected, path, entry);
  }

  return { selected, unread };
}

/** Tolerant of what Lambda's own unzip tolerates, such as bytes before the first entry. */
async function* entriesOf(archive: Uint8Array): AsyncGenerator<Entry> {
  const zip = new ZipReader(new Uint8ArrayReader(archive), {
    strictness: 'tolerant',
    checkCrc32: true,
    checkOverlappingEntry: true,
    useWebWorkers: false,
  });

  try {
    yield* zip.getEntriesGenerator();
  } catch (error) {
    throw new ArchiveError(`the archive is not a readable zip: ${messageOf(error)}`);
  }
}

/** `./a//b` is where `a/b` is. */
function normalised(path: string): string {
  return path
    .split('/')
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

/** What a link holds is where it points to, which is not what runs. */
function replace(selected: Map<string, FileEntry>, path: string, entry: Entry): void {
  selected.delete(path);
  if (!entry.directory && !entry.symlink) selected.set(path, entry);
}

type Unpacked = { readonly bytes: number } & (
  | { readonly text: string }
  | { readonly reason: string }
);

async function unpack(entry: FileEntry, bounds: ArchiveBounds, left: number): Promise<Unpacked> {
  const sink = textSink((bytes) => breachOf(bytes, entry.compressedSize, bounds, left));

  try {
    await entry.getData(sink.writable);
  } catch (error) {
    if (sink.bytes() > left) throw tooLarge(bounds);

    return { bytes: sink.bytes(), reason: sink.breach() ?? messageOf(error) };
  }

  return { bytes: sink.bytes(), text: sink.text() };
}

function breachOf(bytes: number, packed: number, bounds: ArchiveBounds, left: number) {
  if (bytes > left) return tooLarge(bounds).message;
  if (bytes > bounds.entryBytes) return `it unpacks to more than ${megabytes(bounds.entryBytes)}`;
  if (bytes > SMALL && bytes > packed * bounds.ratio) {
    return `it unpacks to more than ${counted(bounds.ratio)} times its size`;
  }

  return undefined;
}

/** No bomb goes off below this many bytes, and a file of blanks is none. */
const SMALL = 2 ** 20;

/** zip.js has no limit on what it writes: the sink counts, and refuses. */
function textSink(breachOf: (bytes: number) => string | undefined) {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  let breach: string | undefined;

  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      bytes += chunk.byteLength;
      breach = breachOf(bytes);
      if (breach !== undefined) throw new Error(breach);
      parts.push(decoder.decode(chunk, { stream: true }));
    },
  });

  return {
    writable,
    bytes: () => bytes,
    breach: () => breach,
    text: () => parts.join('') + decoder.decode(),
  };
}

/** By the clock, for a timer never gets its turn while an archive in memory is listed. */
function deadline({ milliseconds }: ArchiveBounds): () => void {
  const end = performance.now() + milliseconds;

  return () => {
    if (performance.now() > end) {
      throw new ArchiveError(`reading the archive took longer than ${milliseconds / 1_000} s`);
    }
  };
}

function tooLarge({ totalBytes }: ArchiveBounds): ArchiveError {
  return new ArchiveError(`the archive unpacks to more than ${megabytes(totalBytes)}`);
}

/** Those of zip.js are sentences of its own, without anything of the archive in them. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function counted(number: number): string {
  return number.toLocaleString('en');
}

function megabytes(bytes: number): string {
  return `${counted(Math.ceil(bytes / 2 ** 20))} MB`;
}
