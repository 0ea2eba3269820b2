import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { archiveBounds } from '../../../functions/adapters/archives/archive-bounds.ts';
import { readTar } from '../../../functions/adapters/archives/tar-archive.ts';
import { tarOf } from './tar-bytes.ts';

const all =
  (most = 1_000) =>
  (listing: readonly { readonly path: string }[]) =>
    new Map(listing.map(({ path }) => [path, most]));

describe('readTar', () => {
  it('reads what is chosen', () => {
    const tar = tarOf([
      { path: 'a/', kind: '5' },
      { path: './a/b.js', content: 'b' },
      { path: 'c.js', content: 'x'.repeat(2_000) },
      { path: 'l.js', kind: '2' },
    ]);
    const { listing, files, unread } = readTar(tar, all(), archiveBounds);

    expect(listing).toEqual([
      { path: 'a/b.js', bytes: 1 },
      { path: 'c.js', bytes: 2_000 },
    ]);
    expect(files.map(({ path, text }) => [path, text])).toEqual([['a/b.js', 'b']]);
    expect(unread).toMatchObject([{ path: 'c.js', reason: expect.stringContaining('more than') }]);
  });

  it.each([
    ['of GNU', { path: '././@LongLink', kind: 'L', content: `${'d/'.repeat(90)}x.js\0` }],
    ['of POSIX', { path: 'pax', kind: 'x', content: `200 path=${'d/'.repeat(90)}x.js\n` }],
  ])('reads a long path %s', (_, before) => {
    const { listing } = readTar(tarOf([before, { path: 'cut' }]), all(), archiveBounds);

    expect(listing.map(({ path }) => path)).toEqual([`${'d/'.repeat(90)}x.js`]);
  });

  it('puts the two parts of a path together', () => {
    const { listing } = readTar(tarOf([{ path: 'x.js', prefix: 'a/b' }]), all(), archiveBounds);

    expect(listing).toEqual([{ path: 'a/b/x.js', bytes: 0 }]);
  });

  it.each([
    ['what is no tar', Buffer.alloc(600, 1), /no readable tar/],
    [
      'what claims more than it has',
      tarOf([{ path: 'a', size: '77777777777 ' }]),
      /no readable tar/,
    ],
    ['a size that is no number', tarOf([{ path: 'a', size: 'zz' }]), /no readable tar/],
    ['what is no gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0]), /no readable gzip/],
    ['a bomb', gzipSync(Buffer.alloc(4 * 2 ** 20)), /more than 1 MB/],
    [
      'too many entries',
      tarOf([{ path: 'a' }, { path: 'b' }, { path: 'c' }]),
      /more than 2 entries/,
    ],
  ])('refuses %s', (_, bytes, reason) => {
    const bounds = { ...archiveBounds, totalBytes: 2 ** 20, entries: 2 };

    expect(() => readTar(bytes, all(), bounds)).toThrow(reason);
  });

  it('reads what the tar of the system writes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-tar-'));
    const paths = ['a.js', `${'long-folder-name/'.repeat(12)}b.js`];
    try {
      for (const path of paths) {
        mkdirSync(join(folder, dirname(path)), { recursive: true });
        writeFileSync(join(folder, path), path);
      }
      for (const format of ['gnu', 'pax', 'ustar']) {
        const tar = execFileSync('tar', [`--format=${format}`, '-czf', '-', '-C', folder, '.']);
        const { files } = readTar(tar, all(), archiveBounds);

        expect(files.map(({ text }) => text).toSorted(), format).toEqual(paths);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
