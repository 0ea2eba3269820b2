import { describe, expect, it } from 'vitest';
import {
  ArchiveError,
  archiveBounds,
} from '../../../functions/adapters/archives/archive-bounds.ts';
import { plannedAccess } from '../../../functions/adapters/archives/planned-access.ts';
import { inMemory } from '../../../functions/adapters/archives/random-access.ts';
import { readArchive } from '../../../functions/adapters/archives/zip-archive.ts';
import type { FileChoice } from '../../../functions/engines/archive/archive-files.ts';
import { examples, fc, property } from '../../property.ts';
import {
  archiveOfEntries,
  bomb,
  largestArchive,
  nestedBomb,
  quotedKernel,
  sharedKernel,
} from './hostile-archives.ts';
import { hostileReading } from './hostile-reading.ts';
import { zipOf } from './zip-bytes.ts';

const MB = 2 ** 20;
const everything: FileChoice = (listing) => new Map(listing.map(({ path }) => [path, 16 * MB]));

describe('a hostile archive', () => {
  it('of a million entries is refused', async () => {
    await expect(read(archiveOfEntries(1_000_000))).rejects.toThrow(
      new ArchiveError('the directory of the archive is larger than 32 MB'),
    );
  });

  it.each(['a million entries', 'a bomb of 4 GB that claims 16 MB', '10,000 names of one file'])(
    'of %s takes no more than 512 MB',
    async (name) => {
      const { peakMegabytes, seconds } = await hostileReading(name);

      expect(peakMegabytes).toBeLessThan(512);
      expect(seconds).toBeLessThan(60);
    },
  );

  it.each([
    ['as many entries as are allowed is listed', 20_000],
    ['one entry more is refused', 20_001],
  ])('of %s', async (_, count) => {
    const bounds = { ...archiveBounds, entries: 20_000 };
    const archive = inMemory(archiveOfEntries(count));

    const outcome = await readArchive(archive, () => new Map(), bounds).catch(
      (error: unknown) => error,
    );

    const last = { listing: expect.objectContaining({ 19999: { path: '0019999.js', bytes: 0 } }) };
    expect(outcome).toEqual(
      count > bounds.entries
        ? new ArchiveError('the archive holds more than 20,000 entries')
        : expect.objectContaining(last),
    );
  });

  it('that claims to be larger than a disk is not unpacked', async () => {
    const { unread } = await read(bomb(MB, 2 ** 32 - 2));

    expect(unread).toEqual([{ path: 'bomb.js', reason: 'it unpacks to more than 16 MB' }]);
  });

  it('that is a thousand times as large as it claims is unpacked as far as it claims', async () => {
    const { files, unread } = await read(bomb(1_024 * MB, MB));

    expect(files).toEqual([]);
    expect(unread).toEqual([
      { path: 'bomb.js', reason: expect.stringMatching(/more than it says|Invalid/) },
    ]);
  });

  it('that unpacks to a thousand times its size is not unpacked', async () => {
    const { unread } = await read(bomb(16 * MB));

    expect(unread).toEqual([
      { path: 'bomb.js', reason: 'it unpacks to more than 200 times its size' },
    ]);
  });

  it('of archives in archives is one of files', async () => {
    const { files } = await read(nestedBomb(3, 4));

    expect(files.map(({ path }) => path)).toEqual([0, 1, 2, 3].map((index) => `lib ${index}.zip`));
    expect(Math.max(...files.map(({ bytes }) => bytes.length))).toBeLessThan(MB);
  });

  it.each([
    ['one kernel under many names', sharedKernel(100)],
    ['one kernel that quotes its way through many', quotedKernel(100)],
  ])('of %s is unpacked once', async (_, archive) => {
    const { files, unread } = await read(archive);

    expect(files).toHaveLength(1);
    expect(unread).toHaveLength(99);
    expect(new Set(unread.map(({ reason }) => reason))).toEqual(
      new Set(['Overlapping entry found']),
    );
  });

  it('of more bytes than are read at once names the files that it left out', async () => {
    const contents = await readArchive(inMemory(largestArchive(2_000, 25 * MB)), everything, {
      ...archiveBounds,
      totalBytes: 12 * MB,
    });

    expect(contents.files.length).toBeGreaterThan(900);
    expect(contents.files.length + contents.unread.length).toBe(2_000);
    expect(contents.unread[0]?.reason).toBe('with the smaller files it unpacks to more than 12 MB');
  });

  const whole = zipOf([
    { path: 'index.js', content: 'exports.handler = 1' },
    { path: 'lib/b.js', content: 'b'.repeat(300), descriptor: true },
    { path: 'node_modules/c/package.json', content: '{"name":"c"}', stored: true },
    { path: 'd.js', content: 'd', zip64: true },
  ]);

  /** Bytes that are other ones, a part that is twice there or is gone, an end that is missing. */
  const damages = fc.record({
    bytes: fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
    moved: fc.option(fc.record({ from: at(), to: at(), length: fc.nat(80) })),
    gone: fc.option(fc.record({ from: at(), length: fc.nat(40) })),
    cut: fc.nat(60),
  });

  property.prop([damages], { numRuns: examples(500, 50_000) })(
    'is read, refused, or read in part, whatever was damaged, here as elsewhere',
    async ({ bytes, moved, gone, cut }) => {
      const archive = whole.slice(0, whole.length - (cut > 30 ? 0 : cut));
      for (const [place, byte] of bytes) if (place < archive.length) archive[place] = byte;
      if (moved) archive.copyWithin(moved.to, moved.from, moved.from + moved.length);
      const damaged = gone
        ? new Uint8Array([
            ...archive.subarray(0, gone.from),
            ...archive.subarray(gone.from + gone.length),
          ])
        : archive;

      const outcome = await read(damaged).catch((error: unknown) => error);
      const elsewhere = plannedAccess(inMemory(damaged), { gap: 10, request: 50, block: 64 });
      const again = await readArchive(elsewhere, everything).catch((error: unknown) => error);

      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ArchiveError);
      expect(again).toEqual(outcome);
    },
  );

  function at() {
    return fc.nat(whole.length - 1);
  }
});

function read(archive: Uint8Array<ArrayBuffer>) {
  return readArchive(inMemory(archive), everything);
}
