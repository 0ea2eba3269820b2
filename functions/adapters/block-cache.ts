import type { RandomAccess } from './random-access.ts';

export interface BlockSizes {
  /** @default 512 KB */
  readonly blockBytes?: number;
  /**
   * Of one read, when more than one is expected.
   * @default 8
   */
  readonly blocksAtOnce?: number;
  /** @default 32 */
  readonly blocksKept?: number;
}

/**
 * Reads a source in blocks, where each read is a request, and keeps the last of them. Blocks that lie
 * side by side and are asked for, or expected, are read at once.
 */
export function blockCache(source: RandomAccess, sizes: BlockSizes = {}): RandomAccess {
  const { blockBytes = 2 ** 19, blocksAtOnce = 8, blocksKept = 32 } = sizes;
  const blocks = new Map<number, Uint8Array>();
  const expected = new Set<number>();

  return {
    size: source.size,

    async read(offset, length) {
      const end = Math.min(offset + length, source.size);
      const wanted = new Uint8Array(Math.max(0, end - offset));

      for (const block of blocksOf(offset, end)) {
        if (!blocks.has(block)) await fetchFrom(block, blockOf(end - 1));
        const start = block * blockBytes;
        const bytes = used(block).subarray(Math.max(0, offset - start), end - start);
        wanted.set(bytes, Math.max(0, start - offset));
      }
      forgetOldest();

      return wanted;
    },

    expect(ranges) {
      for (const { offset, length } of ranges) {
        for (const block of blocksOf(offset, offset + length)) expected.add(block);
      }
    },
  };

  function blockOf(offset: number): number {
    return Math.floor(offset / blockBytes);
  }

  function* blocksOf(offset: number, end: number): Generator<number> {
    for (let block = blockOf(offset); block * blockBytes < end; block += 1) yield block;
  }

  /** From the first, which is missing, as far as blocks are missing and are wanted. */
  async function fetchFrom(first: number, last: number): Promise<void> {
    let next = first + 1;
    const isWanted = () => next <= last || (next < first + blocksAtOnce && expected.has(next));
    while (isWanted() && !blocks.has(next)) next += 1;

    const from = first * blockBytes;
    const length = Math.min(next * blockBytes, source.size) - from;
    const bytes = await source.read(from, length);
    if (bytes.byteLength !== length) throw new Error('a block of the archive is cut short');

    for (let block = first; block < next; block += 1) {
      const at = (block - first) * blockBytes;
      // A copy: a part of it would keep all of it.
      blocks.set(block, bytes.slice(at, at + blockBytes));
      expected.delete(block);
    }
  }

  /** The block, which is from now on the last to be forgotten. */
  function used(block: number): Uint8Array {
    const bytes = blocks.get(block) ?? new Uint8Array();
    blocks.delete(block);
    blocks.set(block, bytes);

    return bytes;
  }

  function forgetOldest(): void {
    for (const block of blocks.keys()) {
      if (blocks.size <= blocksKept) return;
      blocks.delete(block);
    }
  }
}
