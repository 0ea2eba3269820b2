import { describe, expect, it } from 'vitest';
import { archiveFile, packagesIn } from '../../../functions/domain/code/archive-contents.ts';

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
  ])('is told %s', (_, code, expected) => {
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
  ])('is not told of %s', (_, files, entry) => {
    expect(importedIn(files, entry)).toEqual({});
  });

  it('is told of every copy of which nobody knows which is meant', () => {
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
) {
  const contents = Object.entries(files).map(([path, content]) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    return archiveFile(path, new TextEncoder().encode(text));
  });
  const { packages } = packagesIn(
    { listing: [], files: contents, unread: [] },
    () => ({ date: '2026-01-01', packages: [] }),
    entry,
  );

  return Object.fromEntries(
    packages.known
      ? packages.value.flatMap((one) => (one.importedBy ? [[one[key], one.importedBy]] : []))
      : [],
  );
}
