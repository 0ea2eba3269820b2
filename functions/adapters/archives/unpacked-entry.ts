import * as zlib from 'node:zlib';
import type { FileEntry } from '@zip.js/zip.js';
import type { RandomAccess } from './random-access.ts';

/** What an entry holds, or why that cannot be had. */
export type Unpacked = { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly reason: string };

/** zip.js has no limit on what it writes: the sink counts, and refuses the first byte too many. */
export async function unpackedEntry(
  archive: RandomAccess,
  entry: FileEntry,
  claimed: number,
): Promise<Unpacked> {
  const sink = sinkOf(claimed);

  try {
    const bytes = await unpackedAtOnce(archive, entry, claimed);
    if (bytes) return { bytes };
    await entry.getData(sink.writable);
  } catch (error) {
    // zip.js has sentences of its own, without anything of the archive in them.
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  return { bytes: sink.bytes() };
}

/**
 * A small file, as nearly all are: the streams of zip.js take several times as long as it takes to unpack it. zip.js
 * says whether and where it is. Undefined where it is not what it claims to be, which zip.js finds words for.
 *
 * @throws what zip.js says of an entry that is none.
 */
async function unpackedAtOnce(
  archive: RandomAccess,
  entry: FileEntry,
  claimed: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { compressionMethod: method, compressedSize, crc32 } = entry;
  const isSmall = claimed <= MOST_AT_ONCE && compressedSize <= MOST_AT_ONCE;
  if (!isSmall || (method !== STORED && method !== DEFLATED)) return undefined;

  await entry.getData(new WritableStream(), { checkOverlappingEntryOnly: true });
  const offset = entry.localDirectory?.dataOffset;
  if (offset === undefined) return undefined;
  const packed = await archive.read(offset, compressedSize);
  const bytes = method === STORED ? packed : inflated(packed, claimed);

  // Node 22.0 has no checksum.
  return bytes?.length === claimed && zlib.crc32?.(bytes) === crc32 ? bytes : undefined;
}

/** Bytes. What is larger is unpacked in parts. */
const MOST_AT_ONCE = 2 ** 18;

/** Source: 4.4.5 of "APPNOTE.TXT - .ZIP File Format Specification". */
const STORED = 0;
const DEFLATED = 8;

/** Never more than it claims to be. */
function inflated(packed: Uint8Array, claimed: number): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(zlib.inflateRawSync(packed, { maxOutputLength: Math.max(1, claimed) }));
  } catch {
    return undefined;
  }
}

/**
 * Takes no more than the entry claims to hold, which is bounded before it is read, and no memory
 * before there is something to take: a bomb has many entries that hold nothing of their own.
 */
function sinkOf(claimed: number) {
  let bytes = new Uint8Array();
  let written = 0;

  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      if (written + chunk.byteLength > claimed) throw new Error('it unpacks to more than it says');
      if (written === 0) bytes = new Uint8Array(claimed);
      bytes.set(chunk, written);
      written += chunk.byteLength;
    },
  });

  return { bytes: () => bytes, writable };
}
