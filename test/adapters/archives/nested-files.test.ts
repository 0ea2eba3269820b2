import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type NestingBounds,
  nestingBounds,
  withNestedFiles,
} from '../../../functions/adapters/archives/nested-files.ts';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { elfFile } from '../../engines/packages/elf-bytes.ts';
import { tarOf } from './tar-bytes.ts';
import { zipOf } from './zip-bytes.ts';

const POM = 'META-INF/maven/g/a/pom.properties';
const pom = { path: POM, content: 'groupId=g\nartifactId=a\nversion=1\n' };
const jar = zipOf([pom, { path: 'g/A.class', content: 'x' }]);

describe('withNestedFiles', () => {
  it('puts what an archive holds about packages in its place', async () => {
    const { files, unread } = await opened([
      ['lib/a.jar', jar],
      ['index.js', Buffer.from('x')],
    ]);

    expect(files.map(({ path }) => path)).toEqual([`lib/a.jar!/${POM}`, 'index.js']);
    expect(files[0]?.text).toBe(pom.content);
    expect(unread).toEqual([]);
  });

  it.each([
    ['a wheel', 'lib/a-1.0-py3-none-any.whl', 'a-1.0.dist-info/METADATA'],
    ['an egg', 'site-packages/a-1.0-py3.9.egg', 'EGG-INFO/PKG-INFO'],
    ['what the Serverless Framework packs', '.requirements.zip', 'a-1.0.dist-info/METADATA'],
    [
      'an executable of Python',
      'bin/tool.pex',
      '.deps/a-1.0-py3-none-any.whl/a-1.0.dist-info/METADATA',
    ],
  ])('opens %s, too', async (_, path, inner) => {
    const { files } = await opened([[path, zipOf([{ path: inner, content: 'Name: a' }])]]);

    expect(files.map((file) => file.path)).toEqual([`${path}!/${inner}`]);
  });

  it.each([
    ['a zip', 'deps.zip', zipOf([{ path: 'node_modules/a/package.json', content: '{}' }])],
    ['a tar', 'deps.tar', tarOf([{ path: './node_modules/a/package.json', content: '{}' }])],
    [
      'a tar that is packed',
      'deps.tgz',
      gzipSync(tarOf([{ path: 'node_modules/a/package.json', content: '{}' }])),
    ],
  ])('opens %s', async (_, path, archive) => {
    const { files, unread } = await opened([[path, archive]]);

    expect(files.map((file) => file.path)).toEqual([`${path}!/node_modules/a/package.json`]);
    expect(unread).toEqual([]);
  });

  it('knows a jar by how it begins, whatever it is called', async () => {
    const { files } = await opened([
      ['lib/renamed', jar],
      ['lib/renamed.data', jar],
      ['lib/picture.png', jar],
    ]);

    expect(files.map(({ path }) => path)).toEqual([
      `lib/renamed!/${POM}`,
      `lib/renamed.data!/${POM}`,
      'lib/picture.png',
    ]);
  });

  it('keeps where modules of Python and classes of Java lie', async () => {
    const { nested } = await opened([
      ['a.jar', jar],
      [
        'b.zip',
        zipOf([
          { path: 'b/c.py', content: '' },
          { path: 'b/d.txt', content: '' },
        ]),
      ],
    ]);

    expect(nested).toEqual(['a.jar!/g/', 'b.zip!/b/c.py']);
  });

  it('reads what has the version of a stripped package', async () => {
    const modules = ['__version__', 'adapters', 'auth', 'cookies'].map((name) => ({
      path: `requests/${name}.py`,
      content: '',
    }));
    const { files } = await opened([['deps.zip', zipOf(modules)]]);

    expect(files.map(({ path }) => path)).toEqual(['deps.zip!/requests/__version__.py']);
  });

  it.each([
    ['code', 'x/y.py', 1],
    ['data', 'x/y.json', 0],
  ])('says whether nothing names a package in an archive of %s', async (_, path, gaps) => {
    const { unread } = await opened([['a.zip', zipOf([{ path, content: '' }])]]);

    expect(unread).toHaveLength(gaps);
  });

  it('does not lose a jar in which nothing says what it is', async () => {
    const { files } = await opened([
      ['lib/javax.inject-1.jar', zipOf([{ path: 'javax/inject/Inject.class', content: 'x' }])],
    ]);

    expect(files.map(({ path, text }) => [path, text])).toEqual([
      ['lib/javax.inject-1.jar!/META-INF/MANIFEST.MF', ''],
    ]);
  });

  it('goes into archives within them, but not for ever', async () => {
    const two = zipOf([{ path: 'BOOT-INF/lib/a.jar', content: jar, stored: true }]);
    const three = zipOf([{ path: 'b.war', content: two }]);
    const four = zipOf([{ path: 'c.ear', content: three }]);

    const { files, unread } = await opened([
      ['three.jar', three],
      ['four.jar', four],
    ]);

    expect(files.map(({ path }) => path)).toEqual([`three.jar!/b.war!/BOOT-INF/lib/a.jar!/${POM}`]);
    expect(unread).toEqual([
      {
        path: 'four.jar!/c.ear!/b.war!/BOOT-INF/lib/a.jar',
        reason: 'it lies more than 3 archives deep',
      },
    ]);
  });

  it.each<[string, Partial<NestingBounds>, RegExp]>([
    ['too many archives', { archives: 1 }, /more than 1 archives/],
    ['too much to read', { totalBytes: 20 }, /more than 1 MB/],
  ])('stops at %s, and says so', async (_, bounds, reason) => {
    const { unread } = await opened(
      [
        ['a.jar', jar],
        ['b.jar', jar],
      ],
      bounds,
    );

    expect(unread.at(-1)).toMatchObject({ reason: expect.stringMatching(reason) });
  });

  it('says which archive cannot be read, and goes on', async () => {
    const { files, unread } = await opened([
      ['bad.jar', Buffer.from('no zip')],
      ['a.jar', jar],
    ]);

    expect(files).toHaveLength(1);
    expect(unread).toEqual([{ path: 'bad.jar', reason: expect.any(String) }]);
  });

  it('unpacks the audit data of Rust beside the program', async () => {
    const { files } = await opened([['bootstrap', programWith(deflateSync('{"packages":[]}'))]]);

    expect(files.map(({ path }) => path)).toEqual(['bootstrap', 'bootstrap!/.dep-v0']);
    expect(files[1]?.text).toBe('{"packages":[]}');
  });

  it.each([
    ['is damaged', Buffer.from('nonsense')],
    ['has no end', deflateSync(Buffer.alloc(9 * 2 ** 20))],
  ])('says that audit data %s', async (_, section) => {
    const { files, unread } = await opened([['bootstrap', programWith(section)]]);

    expect(files).toHaveLength(1);
    expect(unread).toEqual([{ path: 'bootstrap', reason: expect.stringContaining('audit data') }]);
  });
});

function opened(
  files: readonly (readonly [string, Uint8Array])[],
  bounds: Partial<NestingBounds> = {},
) {
  const contents = {
    listing: [],
    files: files.map(([path, bytes]) => archiveFile(path, bytes)),
    unread: [],
  };

  return withNestedFiles(contents, { ...nestingBounds, ...bounds });
}

function programWith(content: Uint8Array): Uint8Array {
  return elfFile({ wide: true, littleEndian: true }, [
    { name: '.text', content: Buffer.from('x') },
    { name: '.dep-v0', content },
  ]);
}
