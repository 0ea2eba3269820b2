import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { blockCache } from '../../functions/adapters/block-cache.ts';
import { inMemory, type RandomAccess } from '../../functions/adapters/random-access.ts';

const bytes = new Uint8Array(Array.from({ length: 105 }, (_, index) => index));

describe('blockCache', () => {
  it('reads a block for the first byte that is asked for, and no more for the others', async () => {
    const { cache, reads } = cacheOf();

    expect(await cache.read(12, 3)).toEqual(new Uint8Array([12, 13, 14]));
    expect(await cache.read(10, 10)).toEqual(bytes.slice(10, 20));
    expect(reads).toEqual([[10, 10]]);
  });

  it('reads at once what is asked for at once', async () => {
    const { cache, reads } = cacheOf();

    expect(await cache.read(5, 90)).toEqual(bytes.slice(5, 95));
    expect(reads).toEqual([[0, 100]]);
  });

  it('reads around what it has', async () => {
    const { cache, reads } = cacheOf();

    await cache.read(25, 1);
    expect(await cache.read(0, 50)).toEqual(bytes.slice(0, 50));
    expect(reads).toEqual([
      [20, 10],
      [0, 20],
      [30, 20],
    ]);
  });

  it('reads what is expected beside it, as far as one read goes', async () => {
    const { cache, reads } = cacheOf();
    cache.expect?.([
      { offset: 0, length: 35 },
      { offset: 50, length: 5 },
    ]);

    await cache.read(0, 1);
    await cache.read(30, 1);
    await cache.read(50, 1);
    expect(reads).toEqual([
      [0, 30],
      [30, 10],
      [50, 10],
    ]);
  });

  it('expects nothing twice', async () => {
    const { cache, reads } = cacheOf({ blocksKept: 1 });
    cache.expect?.([{ offset: 0, length: 20 }]);

    await cache.read(0, 20);
    await cache.read(50, 1);
    await cache.read(0, 1);
    expect(reads.at(-1)).toEqual([0, 10]);
  });

  it('forgets what was used longest ago', async () => {
    const { cache, reads } = cacheOf();
    for (const offset of [0, 20, 40, 60, 0, 80]) await cache.read(offset, 1);
    reads.length = 0;

    for (const offset of [0, 40, 60, 80]) await cache.read(offset, 1);
    expect(reads).toEqual([]);
    await cache.read(20, 1);
    expect(reads).toEqual([[20, 10]]);
  });

  it('ends where its source ends', async () => {
    const { cache, reads } = cacheOf();

    expect(await cache.read(100, 50)).toEqual(bytes.slice(100));
    expect(await cache.read(105, 1)).toEqual(new Uint8Array());
    expect(reads).toEqual([[100, 5]]);
  });

  it('takes no short answer for an end', async () => {
    const cache = blockCache({ size: 105, read: async () => new Uint8Array(3) });

    await expect(cache.read(0, 1)).rejects.toThrow('a block of the archive is cut short');
  });

  it('keeps nothing of a failure', async () => {
    const answers = [Promise.reject(new Error('broken')), Promise.resolve(bytes.slice())];
    const cache = blockCache({ size: 105, read: () => answers.shift() ?? Promise.reject() });

    await expect(cache.read(0, 1)).rejects.toThrow('broken');
    expect(await cache.read(1, 1)).toEqual(new Uint8Array([1]));
  });

  property.prop([
    fc.array(fc.tuple(fc.nat(110), fc.nat(40)), { maxLength: 20 }),
    fc.array(fc.record({ offset: fc.nat(104), length: fc.nat(60) }), { maxLength: 4 }),
  ])('reads what its source reads, whatever is expected', async (reads, expected) => {
    const { cache } = cacheOf();
    cache.expect?.(expected);

    for (const [offset, length] of reads) {
      expect(await cache.read(offset, length)).toEqual(bytes.slice(offset, offset + length));
    }
  });
});

/** In blocks of ten bytes, of which it keeps four and reads three at once. */
function cacheOf({ blocksKept = 4 } = {}) {
  const reads: [number, number][] = [];
  const source: RandomAccess = {
    size: bytes.length,
    async read(offset, length) {
      reads.push([offset, length]);
      return inMemory(bytes).read(offset, length);
    },
  };

  return { cache: blockCache(source, { blockBytes: 10, blocksAtOnce: 3, blocksKept }), reads };
}
