import { gunzipSync } from 'node:zlib';
import {
  type ArchiveContents,
  type ArchiveFile,
  archiveFile,
  type FileChoice,
  type UnreadFile,
} from '../../engines/archive/index.ts';
import { type ArchiveBounds, ArchiveError, counted, megabytes } from './archive-bounds.ts';

const BLOCK = 512;

/**
 * What a tar lists, packed with gzip or not, and the files of it that are chosen. Links are passed
 * over: what they lead to lies in the same tar. Source: "pax Interchange Format" (POSIX), "Basic Tar
 * Format" (GNU).
 *
 * @throws ArchiveError when it is no tar, or beyond a bound.
 */
export function readTar(
  bytes: Uint8Array,
  choose: FileChoice,
  bounds: ArchiveBounds,
): ArchiveContents {
  const tar = isGzip(bytes) ? unpacked(bytes, bounds) : bytes;
  const entries = [...entriesOf(tar, bounds)];
  const listing = entries.map(({ path, data }) => ({ path, bytes: data.length }));
  const chosen = choose(listing);
  const files: ArchiveFile[] = [];
  const unread: UnreadFile[] = [];

  for (const { path, data } of entries) {
    const most = chosen.get(path);
    if (most === undefined) continue;

    if (data.length <= most) files.push(archiveFile(path, new Uint8Array(data)));
    else unread.push({ path, reason: `it unpacks to more than ${megabytes(most)}` });
  }
  return { listing, files, unread };
}

function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

function unpacked(bytes: Uint8Array, { totalBytes }: ArchiveBounds): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: totalBytes });
  } catch (cause) {
    const isLarge =
      cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    const reason = isLarge
      ? `it unpacks to more than ${megabytes(totalBytes)}`
      : 'it is no readable gzip';
    throw new ArchiveError(reason, { cause });
  }
}

interface TarEntry {
  readonly path: string;
  readonly data: Uint8Array;
}

function* entriesOf(tar: Uint8Array, bounds: ArchiveBounds): Generator<TarEntry> {
  let longPath: string | undefined;
  let count = 0;

  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    // Two empty blocks are the end, of which many writers leave only one.
    if (header.every((byte) => byte === 0)) return;
    count += 1;
    if (count > bounds.entries) {
      throw new ArchiveError(`the archive holds more than ${counted(bounds.entries)} entries`);
    }

    const size = sizeIn(header);
    const end = at + BLOCK + size;
    if (!isHeader(header) || !Number.isFinite(size) || end > tar.length)
      throw new ArchiveError('it is no readable tar');
    const data = tar.subarray(at + BLOCK, end);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;

    const kind = String.fromCharCode(header[156] ?? 0);
    if (kind === 'L') longPath = textIn(data);
    else if (kind === 'x') longPath = pathInPax(data) ?? longPath;
    else if (kind !== 'g') {
      const path = normalised(longPath ?? pathIn(header));
      longPath = undefined;
      const isFile = kind === '0' || kind === '\0' || kind === '7';
      if (isFile && path.length <= bounds.pathLength) yield { path, data };
    }
  }
}

/** The sum of its bytes, with those of the sum itself as blanks. */
function isHeader(header: Uint8Array): boolean {
  const stated = octal(header.subarray(148, 156));
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);

  return stated === sum;
}

function sizeIn(header: Uint8Array): number {
  // A set highest bit means that the rest is binary, for files beyond eight gigabytes.
  return ((header[124] ?? 0) & 0x80) === 0
    ? octal(header.subarray(124, 136))
    : Number.POSITIVE_INFINITY;
}

function octal(bytes: Uint8Array): number {
  const digits = textIn(bytes).trim();

  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

function pathIn(header: Uint8Array): string {
  const isPosix = textIn(header.subarray(257, 262)) === 'ustar';
  const prefix = isPosix ? textIn(header.subarray(345, 500)) : '';
  const name = textIn(header.subarray(0, 100));

  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Records are `length key=value`, each with its end of line. */
function pathInPax(data: Uint8Array): string | undefined {
  const record = textIn(data)
    .split('\n')
    .find((line) => /^\d{1,9} path=/.test(line));

  return record?.slice(record.indexOf('=') + 1);
}

function normalised(path: string): string {
  return path
    .split('/')
    .filter((step) => step !== '' && step !== '.' && step !== '..')
    .join('/');
}

function textIn(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);

  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
