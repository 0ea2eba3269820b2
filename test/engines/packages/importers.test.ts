import { describe, expect, it } from 'vitest';
import { packagesIn } from '../../../functions/engines/archive/archive-contents.ts';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';

const node = { runtime: 'nodejs24.x', handler: 'src/index.handler' };
const tree = {
  'node_modules/a/package.json': { name: 'a', version: '1.0.0', dependencies: { b: '*' } },
  'node_modules/b/package.json': { name: 'b', version: '1.0.0', peerDependencies: { c: '*' } },
  'node_modules/c/package.json': { name: 'c', version: '1.0.0', dependencies: { a: '*' } },
  'node_modules/d/package.json': { name: 'd', version: '1.0.0', dependencies: { e: '*' } },
  'node_modules/e/package.json': { name: 'e', version: '1.0.0' },
};

describe('what the handler comes to', () => {
  it.each([
    [
      'by the packages that others ask for or get along with, in a circle or not',
      'require("a")',
      {
        a: ['src/index.js'],
        b: ['src/index.js', 'a@1.0.0'],
        c: ['src/index.js', 'a@1.0.0', 'b@1.0.0'],
        d: [],
        e: [],
      },
    ],
    ['not at all', '', { a: [], b: [], c: [], d: [], e: [] }],
    [
      'and perhaps more than can be seen',
      'require("d"); require(x)',
      { d: ['src/index.js'], e: ['src/index.js', 'd@1.0.0'] },
    ],
    [
      'of a package in a layer, nothing',
      'require("nowhere")',
      { a: [], b: [], c: [], d: [], e: [] },
    ],
  ])('is found %s', (_, code, expected) => {
    expect(importedIn({ ...tree, 'src/index.js': code })).toEqual(expected);
  });

  it.each([
    ['no handler that can be seen', { ...tree, 'other.js': '' }, node],
    ['another language', { ...tree, 'src/index.js': '' }, { ...node, runtime: 'python3.14' }],
    ['a layer', { ...tree, 'src/index.js': '' }, {}],
    [
      'what is only locked',
      {
        'package-lock.json': {
          lockfileVersion: 3,
          packages: { 'node_modules/a': { version: '1.0.0' } },
        },
        'node_modules/b/package.json': 'damaged',
        'src/index.js': 'require("a")',
      },
      node,
    ],
    [
      'what is of another ecosystem',
      {
        'a-1.0.dist-info/METADATA': 'Name: a\nVersion: 1.0',
        'node_modules/b/package.json': 'damaged',
        'src/index.js': 'require("a")',
      },
      node,
    ],
  ])('is not known of %s', (_, files, entry) => {
    expect(importedIn(files, entry)).toEqual({});
  });

  it.each([
    [
      'what a package of the workspace asks for that was copied there',
      'require("@shop/lib")',
      {
        'node_modules/@shop/lib/package.json': { private: true, dependencies: { b: '*' } },
        'node_modules/@shop/lib/index.js': '',
      },
      { b: ['src/index.js', '@shop/lib'], c: ['src/index.js', '@shop/lib', 'b@1.0.0'] },
      { d: [] },
    ],
    [
      'what lies within a package of the workspace that is linked',
      'require("@shop/lib")',
      {
        'packages/lib/package.json': { name: '@shop/lib', private: true, main: 'main.js' },
        'packages/lib/main.js': 'require("d")',
      },
      { d: ['packages/lib/main.js'], e: ['packages/lib/main.js', 'd@1.0.0'] },
      { a: [] },
    ],
    [
      'what a file in the root imports, which Lambda finds by its bare name',
      'require("lib/db")',
      { 'lib/db.js': 'require("e")' },
      { e: ['lib/db.js'] },
      { a: [], d: [] },
    ],
  ])('is known of %s', (_, code, more, reached, others) => {
    const imported = importedIn({ ...tree, 'src/index.js': code, ...more });

    expect(imported).toMatchObject({ ...reached, ...others });
  });

  it.each([
    [
      'the code has its name as a text, nor of what it asks for',
      { 'src/index.js': 'app.set("view engine", "d")' },
      { a: [], b: [], c: [] },
    ],
    [
      'it lies within a package that is used and that does not name it',
      {
        'src/index.js': 'require("a")',
        'node_modules/a/vendor/node_modules/f/package.json': { name: 'f', version: '1.0.0' },
      },
      { d: [], e: [] },
    ],
    [
      'what is imported has no manifest',
      { 'src/index.js': 'require("hand-made")', 'node_modules/hand-made/index.js': '' },
      {},
    ],
    [
      'what is imported is a single file',
      { 'src/index.js': 'require("hand-made")', 'node_modules/hand-made.js': '' },
      {},
    ],
    [
      'the manifest of what is imported names nothing, and it was never published',
      { 'src/index.js': 'require("x")', 'node_modules/x/package.json': { main: 'index.js' } },
      {},
    ],
    [
      'the manifest of what is imported is damaged',
      { 'src/index.js': 'require("x")', 'node_modules/x/package.json': 'damaged' },
      {},
    ],
    [
      'what a package asks for has no manifest',
      {
        'src/index.js': 'require("x")',
        'node_modules/x/package.json': { name: 'x', version: '1.0.0', dependencies: { y: '*' } },
        'node_modules/y/index.js': '',
      },
      {},
    ],
  ])('is not called unused when %s', (_, files, unused) => {
    const imported = importedIn({ ...tree, ...files });
    const unreached = Object.entries(imported).filter(([, way]) => way.length === 0);

    expect(Object.fromEntries(unreached)).toEqual(unused);
  });

  it('is not called unused while own code could not be read', () => {
    const files = { ...tree, 'src/index.js': 'require("d")' };
    const unread = [{ path: 'lib/db.js', reason: 'too large' }];

    expect(importedIn(files, node, 'name', unread)).toEqual({
      d: ['src/index.js'],
      e: ['src/index.js', 'd@1.0.0'],
    });
  });

  it('is known of what is bundled by the file that it is in', () => {
    const bundle = (name: string) =>
      `// node_modules/.pnpm/${name}@1.0.0/node_modules/${name}/a.js`;
    const files = {
      'index.js': `${bundle('a')}\nrequire("./chunk.js")`,
      'chunk.js': bundle('b'),
      'other.js': bundle('c'),
    };
    const entry = { runtime: 'nodejs24.x', handler: 'index.handler' };

    expect(importedIn(files, entry)).toEqual({ a: ['index.js'], b: ['chunk.js'], c: [] });
    expect(importedIn({ ...files, 'index.js': `${bundle('a')}\nrequire(x)` }, entry)).toEqual({
      a: ['index.js'],
    });
  });

  it('is known of every copy that a name may resolve to', () => {
    const copies = ['1.0.0', '2.0.0'].map((version) => [
      `node_modules/.pnpm/x@${version}/node_modules/x/package.json`,
      { name: 'x', version },
    ]);
    const files = { ...Object.fromEntries(copies), 'src/index.js': 'require("x")' };

    expect(Object.keys(importedIn(files, node, 'version'))).toEqual(['1.0.0', '2.0.0']);
  });
});

function importedIn(
  files: Readonly<Record<string, object | string>>,
  entry: Parameters<typeof packagesIn>[2] = node,
  key: 'name' | 'version' = 'name',
  unread: Parameters<typeof packagesIn>[0]['unread'] = [],
) {
  const contents = Object.entries(files).map(([path, content]) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    return archiveFile(path, new TextEncoder().encode(text));
  });
  const { packages } = packagesIn(
    { listing: [], files: contents, unread },
    () => ({ date: '2026-01-01', packages: [] }),
    entry,
  );

  return Object.fromEntries(
    packages.known
      ? packages.value.flatMap((one) => (one.importedBy ? [[one[key], one.importedBy]] : []))
      : [],
  );
}
