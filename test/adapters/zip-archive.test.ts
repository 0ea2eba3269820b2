import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArchiveError, archiveBounds, readArchive } from '../../functions/adapters/zip-archive.ts';
import { zipOf } from './zip-bytes.ts';

const everything = () => true;
const kept = { path: 'kept.js', content: 'kept' };

describe('readArchive', () => {
  it('reads what is selected, packed or stored, and nothing else', async () => {
    const archive = zipOf([
      { path: 'index.js', content: 'a' },
      { path: 'lib/', mode: 0o040755, stored: true },
      { path: 'lib/b.js', content: 'b', stored: true },
      { path: 'README.md', content: 'c' },
    ]);

    expect(await readArchive(archive, (path) => path.endsWith('.js'))).toEqual({
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
    expect(await readArchive(archive, everything)).toEqual({
      files: [{ path: 'kept.js', text: 'kept' }],
      unread: [],
    });
  });

  it('takes the last of two entries of one name', async () => {
    const archive = zipOf([kept, { ...kept, content: 'over it' }]);

    const { files } = await readArchive(archive, everything);

    expect(files).toEqual([{ path: 'kept.js', text: 'over it' }]);
  });

  it('takes no link for a file', async () => {
    const archive = zipOf([{ path: 'l.js', content: '/etc/passwd', mode: 0o120777 }]);

    expect(await readArchive(archive, everything)).toEqual({ files: [], unread: [] });
  });

  it('replaces bytes that are not UTF-8, also between two chunks', async () => {
    const euros = '€'.repeat(100_000);
    const archive = zipOf([
      { path: 'a.js', content: new Uint8Array([0x61, 0xff, 0x62]) },
      { path: 'b.js', content: euros },
    ]);

    const { files } = await readArchive(archive, everything);

    expect(files.map(({ text }) => text)).toEqual(['a\uFFFDb', euros]);
  });

  it.each([
    ['an encrypted entry', { flags: 0x801 }, 'File contains encrypted entry'],
    ['an unknown method', { method: 99 }, 'Compression method not supported'],
    ['another checksum', { crc: 1 }, 'Invalid CRC32'],
    ['a size too small', { size: 1 }, 'Invalid uncompressed size'],
    ['a size too large', { size: 2 ** 31 }, expect.stringMatching(/^Invalid/)],
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

    const { files, unread } = await readArchive(archive, everything);

    expect(unread.map((file) => file.reason)).toEqual([reason]);
    expect(files.map(({ text }) => text)).toEqual(['first', 'kept']);
  });

  it('says so of a path that leaves the archive, selected or not', async () => {
    const { unread } = await readArchive(zipOf([{ path: '../x' }]), () => false);

    expect(unread).toEqual([{ path: '../x', reason: 'its path leaves the archive' }]);
  });

  it('stops unpacking a bomb, whatever size it claims', async () => {
    const archive = zipOf([{ path: 'bomb.js', content: 'a'.repeat(2 ** 23), size: 10 }, kept]);

    const { files, unread } = await readArchive(archive, everything);

    expect(unread).toEqual([
      { path: 'bomb.js', reason: expect.stringMatching(/200 times|Invalid uncompressed size/) },
    ]);
    expect(files).toEqual([{ path: 'kept.js', text: 'kept' }]);
  });

  it('stops unpacking an honest bomb', async () => {
    const archive = zipOf([{ path: 'bomb.js', content: 'a'.repeat(2 ** 23) }]);

    const { unread } = await readArchive(archive, everything);

    expect(unread).toEqual([
      { path: 'bomb.js', reason: 'it unpacks to more than 200 times its size' },
    ]);
  });

  it('leaves out a file beyond the bound of one', async () => {
    const archive = zipOf([{ path: 'a.js', content: 'a'.repeat(2 ** 20 + 1), stored: true }, kept]);
    const bounds = { ...archiveBounds, entryBytes: 2 ** 20 };

    const { files, unread } = await readArchive(archive, everything, bounds);

    expect(unread).toEqual([{ path: 'a.js', reason: 'it unpacks to more than 1 MB' }]);
    expect(files).toEqual([{ path: 'kept.js', text: 'kept' }]);
  });

  it.each([
    [
      'more entries than the bound',
      zipOf([kept, { ...kept, path: 'b.js' }]),
      { entries: 1 },
      'the archive holds more than 1 entries',
    ],
    [
      'more bytes than the bound of all',
      zipOf([kept, { path: 'b.js', content: 'a'.repeat(2 ** 20), stored: true }]),
      { totalBytes: 2 ** 20 },
      'the archive unpacks to more than 1 MB',
    ],
  ])('refuses an archive with %s', async (_, archive, bound, message) => {
    const reading = readArchive(archive, everything, { ...archiveBounds, ...bound });

    await expect(reading).rejects.toThrow(new ArchiveError(message));
  });

  it('counts entries that are not selected', async () => {
    const reading = readArchive(zipOf([kept, kept]), () => false, { ...archiveBounds, entries: 1 });

    await expect(reading).rejects.toThrow(ArchiveError);
  });

  it.each([
    ['while it lists', [kept, kept, kept], () => pass(10)],
    ['before it unpacks', [kept], () => !pass(10)],
  ])('refuses to read on after its time, %s', async (_, entries, selects) => {
    const bounds = { ...archiveBounds, milliseconds: 5 };

    await expect(readArchive(zipOf(entries), selects, bounds)).rejects.toThrow(
      new ArchiveError('reading the archive took longer than 0.005 s'),
    );
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('<html>'.repeat(50))],
    ['the first half of a zip', zipOf([kept]).slice(0, 40)],
    ['a zip without its end', zipOf([kept]).slice(0, -22)],
  ])('refuses %s', async (_, archive) => {
    await expect(readArchive(archive, everything)).rejects.toThrow(
      /^the archive is not a readable zip: /,
    );
  });

  const whole = zipOf([
    kept,
    { path: 'lib/b.js', content: 'b'.repeat(300), descriptor: true },
    { path: 'c/package.json', content: '{"name":"c"}', stored: true },
    { path: 'd.js', content: 'd', zip64: true },
  ]);

  property.prop(
    [fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(20)],
    { numRuns: 500 },
  )('survives any damage', async (damages, cut) => {
    const archive = whole.slice(0, whole.length - cut);
    for (const [at, byte] of damages) if (at < archive.length) archive[at] = byte;

    const outcome = await readArchive(archive, everything).catch((error: unknown) => error);

    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ArchiveError);
  });
});

/** False, after so many milliseconds. */
function pass(milliseconds: number): boolean {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);

  return false;
}
