import type { FileEntry } from '@zip.js/zip.js';

/** What an entry holds, or why that cannot be had. */
export type Unpacked = { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly reason: string };

/** zip.js has no limit on what it writes: the sink counts, and refuses the first byte too many. */
export async function unpackedEntry(entry: FileEntry, claimed: number): Promise<Unpacked> {
  const sink = sinkOf(claimed);

  try {
    await entry.getData(sink.writable);
  } catch (error) {
    // zip.js has sentences of its own, without anything of the archive in them.
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  return { bytes: sink.bytes() };
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
