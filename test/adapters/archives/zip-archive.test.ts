import { describe, expect, it, vi } from 'vitest';
import {
  type ArchiveBounds,
  ArchiveError,
  ArchiveTimeout,
  archiveBounds,
} from '../../../functions/adapters/archives/archive-bounds.ts';
import { inMemory, type RandomAccess } from '../../../functions/adapters/archives/random-access.ts';
import { readArchive } from '../../../functions/adapters/archives/zip-archive.ts';
import type { FileChoice } from '../../../functions/engines/archive/archive-files.ts';
import { zipOf } from './zip-bytes.ts';

const MB = 2 ** 20;
const everything = filesUpTo(16 * MB);
const nothing: FileChoice = () => new Map();
const kept = { path: 'kept.js', content: 'kept' };

const large = { path: 'large.js', content: 'a'.repeat(MB), stored: true };

describe('readArchive', () => {
  it('reads what is selected, packed or stored, and nothing else', async () => {
    const archive = zipOf([
      { path: 'index.js', content: 'a' },
      { path: 'lib/', mode: 0o040755, stored: true },
      { path: 'lib/b.js', content: 'b', stored: true },
      { path: 'README.md', content: 'c' },
    ]);

    expect(await read(archive, filesUpTo(MB, /\.js$/))).toEqual({
      listing: [
        { path: 'index.js', bytes: 1 },
        { path: 'lib/b.js', bytes: 1 },
        { path: 'README.md', bytes: 1 },
      ],
      files: [
        { path: 'index.js', text: 'a' },
        { path: 'lib/b.js', text: 'b' },
      ],
      unread: [],
    });
  });

  it.each([
    ['a data descriptor', zipOf([{ ...kept, descriptor: true }])],
    ['zip64 sizes', zipOf([{ ...kept, zip64: true }])],
    ['a path that begins with a dot', zipOf([{ ...kept, path: './kept.js' }])],
    ['a path with empty steps', zipOf([{ ...kept, path: './/./kept.js' }])],
    ['bytes before the first entry', new Uint8Array([...Buffer.from('#!'), ...zipOf([kept])])],
    ['bytes after the directory', new Uint8Array([...zipOf([kept]), 0, 0, 0])],
  ])('reads an entry with %s', async (_, archive) => {
    expect(await read(archive)).toEqual({
      listing: [{ path: 'kept.js', bytes: 4 }],
      files: [{ path: 'kept.js', text: 'kept' }],
      unread: [],
    });
  });

  it('takes the last of two entries of one name', async () => {
    const archive = zipOf([kept, { ...kept, content: 'over it' }]);

    const { files } = await read(archive);

    expect(files).toEqual([{ path: 'kept.js', text: 'over it' }]);
  });

  describe('with symbolic links', () => {
    const link = (path: string, content: string) => ({ path, content, mode: 0o120777 });
    const manifest = { path: 'vendor/a/package.json', content: '{}' };

    it.each([
      ['/etc/passwd'],
      ['/opt/nodejs/node_modules'],
      ['/var/tasks/a.js'],
      ['../outside.js'],
      ['lib/../../x'],
      ['/'],
    ])('says that one to %s leads out', async (target) => {
      expect(await read(zipOf([kept, link('l.js', target)]))).toMatchObject({
        files: [{ path: 'kept.js' }],
        unread: [{ path: 'l.js', reason: 'a symbolic link out of the archive' }],
      });
    });

    it.each([
      ['to a file that is read anyway', [link('b.js', 'kept.js')], ['kept.js', 'b.js']],
      ['to a file by its absolute path', [link('b.js', '/var/task/kept.js')], ['kept.js', 'b.js']],
      [
        'through another one',
        [link('c.js', 'd.js'), link('d.js', 'kept.js')],
        ['kept.js', 'c.js', 'd.js'],
      ],
      ['to nowhere', [link('b.js', 'gone.js')], ['kept.js']],
      ['in a circle', [link('b.js', 'c.js'), link('c.js', 'b.js')], ['kept.js']],
      ['to a command', [link('node_modules/.bin/a', '/usr/bin/env')], ['kept.js']],
      [
        'that makes a package of a folder',
        [manifest, link('node_modules/a', '../vendor/a')],
        ['kept.js', manifest.path, 'node_modules/a/package.json'],
      ],
      [
        'that makes packages of what lies in a folder',
        [manifest, link('node_modules', 'vendor')],
        ['kept.js', manifest.path, 'node_modules/a/package.json'],
      ],
      [
        'to what says the same where it lies',
        [
          { path: 'lib/a-1.dist-info/METADATA', content: 'x' },
          link('lib64', 'lib'),
          { path: 'node_modules/.pnpm/a@1/node_modules/a/package.json', content: '{}' },
          link('node_modules/a', '.pnpm/a@1/node_modules/a'),
        ],
        [
          'kept.js',
          'lib/a-1.dist-info/METADATA',
          'node_modules/.pnpm/a@1/node_modules/a/package.json',
        ],
      ],
    ])('follows one %s', async (_, entries, paths) => {
      const { files, unread } = await read(zipOf([kept, ...entries]));

      expect(files.map(({ path }) => path)).toEqual(paths);
      expect(unread).toEqual([]);
    });

    it('reads what is chosen by its path alone', async () => {
      const archive = zipOf([manifest, link('node_modules/a', '../vendor/a')]);

      expect(await read(archive, filesUpTo(MB, /node_modules/))).toMatchObject({
        files: [{ path: 'node_modules/a/package.json', text: '{}' }],
      });
    });

    it('says that one cannot be read', async () => {
      const archive = zipOf([
        link('l.js', 'x'.repeat(2_000)),
        { ...link('m.js', 'kept.js'), crc: 1 },
      ]);

      expect((await read(archive)).unread.map(({ path }) => path)).toEqual(['l.js', 'm.js']);
    });

    it('is not held up by links behind which links lie', async () => {
      const files = Array.from({ length: 2_000 }, (_, at) => ({ path: `f/${at}.js`, content: '' }));
      const links = Array.from({ length: 100 }, (_, at) => link(`l${at}`, 'f'));

      const { unread } = await read(zipOf([...files, ...links]), nothing);

      expect(unread).toMatchObject([{ reason: 'more than 100,000 files lie behind its links' }]);
    });
  });

  it('replaces bytes that are not UTF-8, also between two chunks', async () => {
    const euros = '€'.repeat(100_000);
    const archive = zipOf([
      { path: 'a.js', content: new Uint8Array([0x61, 0xff, 0x62]) },
      { path: 'b.js', content: euros },
    ]);

    const { files } = await read(archive);

    expect(files.map(({ text }) => text)).toEqual(['a\uFFFDb', euros]);
  });

  it.each([
    ['an encrypted entry', { flags: 0x801 }, 'File contains encrypted entry'],
    ['an unknown method', { method: 99 }, 'Compression method not supported'],
    ['another checksum', { crc: 1 }, 'Invalid CRC32'],
    ['a size too small', { size: 1 }, 'Invalid uncompressed size'],
    ['a size too large', { size: 1_000 }, expect.stringMatching(/^Invalid/)],
    ['a size beyond the bound', { size: 2 ** 31 }, 'it unpacks to more than 16 MB'],
    ['data beyond the file', { packedSize: 2 ** 31 }, 'Entry data out of bounds'],
    ['an entry over another', { offset: 0 }, 'Overlapping entry found'],
    ['no entry where it should be', { offset: 7 }, 'Local file header not found'],
    ['a path to the folder above', { path: '../bad.js' }, 'its path leaves the archive'],
    ['a path out of Windows', { path: 'a\\..\\..\\bad.js' }, 'its path leaves the archive'],
    ['an absolute path', { path: '/bad.js' }, 'its path is absolute'],
    ['a drive', { path: 'C:bad.js' }, 'its path is absolute'],
    ['a NUL in its path', { path: 'bad.js\0.md' }, 'its path holds a NUL'],
    ['a long path', { path: 'a'.repeat(1_025) }, 'its path is longer than 1,024 characters'],
  ])('says that %s is unread, and reads the others', async (_, lie, reason) => {
    const archive = zipOf([
      { path: 'first.js', content: 'first' },
      { path: 'bad.js', content: 'not as it seems', ...lie },
      kept,
    ]);

    const { files, unread } = await read(archive);

    expect(unread.map((file) => file.reason)).toEqual([reason]);
    expect(files.map(({ text }) => text)).toEqual(['first', 'kept']);
  });

  it('says so of a path that leaves the archive, selected or not', async () => {
    const { unread } = await read(zipOf([{ path: '../x' }]), nothing);

    expect(unread).toEqual([{ path: '../x', reason: 'its path leaves the archive' }]);
  });

  it('takes the paths of Windows as if they were written as others write them', async () => {
    const { files } = await read(zipOf([{ path: 'lib\\a\\index.js', content: 'kept' }]));

    expect(files).toMatchObject([{ path: 'lib/a/index.js', text: 'kept' }]);
  });

  it('stops unpacking a bomb, whatever size it claims', async () => {
    const archive = zipOf([{ path: 'bomb.js', content: 'a'.repeat(2 ** 23), size: 10 }, kept]);

    const { files, unread } = await read(archive);

    expect(unread).toEqual([
      { path: 'bomb.js', reason: expect.stringMatching(/more than it says|Invalid uncompressed/) },
    ]);
    expect(files).toEqual([{ path: 'kept.js', text: 'kept' }]);
  });

  it('reads a file in parts of which each unpacks to 16 MB at most, before that can be refused', async () => {
    const archive = inMemory(zipOf([{ path: 'a.js', content: 'a'.repeat(MB), stored: true }]));
    const source = vi.fn(archive.read);

    const { files } = await readArchive({ size: archive.size, read: source }, everything);

    const parts = source.mock.calls.filter(([offset]) => offset > 0 && offset < MB / 2);
    expect(files).toMatchObject([{ bytes: { byteLength: MB } }]);
    expect(parts.length).toBeGreaterThan(10);
    // Deflate packs up to 1,032 bytes into one.
    expect(Math.max(...parts.map(([, length]) => length))).toBeLessThanOrEqual(2 ** 14);
  });

  it('stops unpacking an honest bomb', async () => {
    const archive = zipOf([{ path: 'bomb.js', content: 'a'.repeat(2 ** 23) }]);

    const { unread } = await read(archive);

    expect(unread).toEqual([
      { path: 'bomb.js', reason: 'it unpacks to more than 200 times its size' },
    ]);
  });

  it('leaves out a file beyond the bound of one', async () => {
    const archive = zipOf([{ path: 'a.js', content: 'a'.repeat(MB + 1), stored: true }, kept]);

    const { files, unread } = await read(archive, filesUpTo(MB));

    expect(unread).toEqual([{ path: 'a.js', reason: 'it unpacks to more than 1 MB' }]);
    expect(files).toEqual([{ path: 'kept.js', text: 'kept' }]);
  });

  it('leaves out the largest files when all of them are too many bytes', async () => {
    const archive = zipOf([
      { path: 'large.js', content: 'a'.repeat(MB), stored: true },
      { path: 'larger.js', content: 'a'.repeat(MB + 1), stored: true },
      kept,
    ]);

    const { files, unread } = await read(archive, everything, { totalBytes: 2 * MB });

    expect(files.map(({ path }) => path)).toEqual(['large.js', 'kept.js']);
    expect(unread).toEqual([
      { path: 'larger.js', reason: 'with the smaller files it unpacks to more than 2 MB' },
    ]);
  });

  it.each([
    ['entries', { entries: 1 }, 'the archive holds more than 1 entries'],
    ['directory', { directoryBytes: 90 }, 'the directory of the archive is larger than 1 MB'],
  ])('refuses an archive with more than the bound: %s', async (_, bound, message) => {
    await expect(read(zipOf([kept, kept]), nothing, bound)).rejects.toThrow(
      new ArchiveError(message),
    );
  });

  it.each([
    ['while it lists', { milliseconds: -1 }, everything],
    ['before it unpacks', { milliseconds: 50 }, late(60)],
  ])('reads no further after its time, %s', async (_, bound, choose) => {
    const reading = read(zipOf([kept]), choose, bound);

    await expect(reading).rejects.toThrow(ArchiveTimeout);
    await expect(reading).rejects.toThrow(
      `reading the archive took longer than ${bound.milliseconds / 1_000} s`,
    );
  });

  it.each([
    ...[0, 1, 2, 3].map((reads) => [reads, 'a small', kept] as const),
    ...[3, 4, 20].map((reads) => [reads, 'a large', large] as const),
  ])('is no wiser than its source, after %i reads of %s file', async (reads, _, file) => {
    const archive = inMemory(zipOf([file]));
    const fault = new Error('the connection failed');
    const source = vi.fn<RandomAccess['read']>().mockRejectedValue(fault);
    for (let count = 0; count < reads; count += 1) source.mockImplementationOnce(archive.read);

    const reading = readArchive({ size: archive.size, read: source }, everything);

    await expect(reading).rejects.toBe(fault);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('<html>'.repeat(50))],
    ['the first half of a zip', zipOf([kept]).slice(0, 40)],
    ['a zip without its end', zipOf([kept]).slice(0, -22)],
  ])('refuses %s', async (_, archive) => {
    await expect(read(archive)).rejects.toThrow(/^the archive is not a readable zip: /);
  });
});

/** Of what is read, the texts. */
async function read(
  archive: Uint8Array<ArrayBuffer>,
  choose: FileChoice = everything,
  bounds: Partial<ArchiveBounds> = {},
) {
  const contents = await readArchive(inMemory(archive), choose, { ...archiveBounds, ...bounds });

  return { ...contents, files: contents.files.map(({ path, text }) => ({ path, text })) };
}

function filesUpTo(bytes: number, pattern = /./): FileChoice {
  return (listing) =>
    new Map(listing.filter(({ path }) => pattern.test(path)).map(({ path }) => [path, bytes]));
}

/** Chooses everything, after so many milliseconds. */
function late(milliseconds: number): FileChoice {
  return (listing) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);

    return everything(listing);
  };
}
