import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { installedPackages } from '../../../functions/engines/packages/installed-packages.ts';
import type { RequiredBy } from '../../../functions/engines/packages/package.ts';

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, object | string>>;
  /** By `name@version`, or by the path of the copy. Packages that are not in it are top-level. */
  readonly brought: Readonly<Record<string, RequiredBy>>;
}

const cases: readonly Case[] = [
  {
    what: 'a package that nothing requires is top-level, and what it asks for comes through it',
    files: {
      'node_modules/a/package.json': npm('a', '1.2.3', { b: '^2.0.0' }),
      'node_modules/b/package.json': npm('b', '2.0.0', { c: '*' }),
      'node_modules/c/package.json': npm('c', '3.0.0'),
    },
    brought: { 'b@2.0.0': { chain: ['a@1.2.3'] }, 'c@3.0.0': { chain: ['a@1.2.3', 'b@2.0.0'] } },
  },
  {
    what: 'the shortest way speaks, and other top-level dependencies are named, nearest first',
    files: {
      'node_modules/a/package.json': npm('a', '1.0.0', { b: '*' }),
      'node_modules/b/package.json': npm('b', '1.0.0', { x: '*' }),
      'node_modules/@s/d/package.json': npm('@s/d', '1.0.0', { x: '*' }),
      'node_modules/x/package.json': npm('x', '1.0.0'),
    },
    brought: {
      'b@1.0.0': { chain: ['a@1.0.0'] },
      'x@1.0.0': { chain: ['@s/d@1.0.0'], others: ['a@1.0.0'] },
    },
  },
  {
    what: 'of many top-level dependencies a few are named',
    files: {
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((at) => [
          `node_modules/a${at}/package.json`,
          npm(`a${at}`, '1.0.0', { x: '*' }),
        ]),
      ),
      'node_modules/x/package.json': npm('x', '1.0.0'),
    },
    brought: { 'x@1.0.0': { chain: ['a1@1.0.0'], others: ['a2@1.0.0', 'a3@1.0.0', 'a4@1.0.0'] } },
  },
  {
    what: 'the project asks for what another package asks for too, so that it is top-level',
    files: {
      'package.json': { dependencies: { a: '*', b: '*' } },
      'node_modules/a/package.json': npm('a', '1.0.0', { b: '*' }),
      'node_modules/b/package.json': npm('b', '1.0.0'),
    },
    brought: {},
  },
  {
    what: 'what neither the project nor a package requires is top-level all the same',
    files: {
      'nodejs/package.json': { devDependencies: { a: '*' } },
      'nodejs/node_modules/a/package.json': npm('a', '1.0.0'),
      'nodejs/node_modules/b/package.json': npm('b', '1.0.0', { c: '*' }),
      'nodejs/node_modules/c/package.json': npm('c', '1.0.0'),
    },
    brought: { 'c@1.0.0': { chain: ['b@1.0.0'] } },
  },
  {
    what: 'the nearest copy is taken, as Node looks for it',
    files: {
      'package.json': { dependencies: { a: '*', b: '*' } },
      'node_modules/a/package.json': npm('a', '1.0.0', { b: '^1' }),
      'node_modules/a/node_modules/b/package.json': npm('b', '1.0.0', { c: '*' }),
      'node_modules/b/package.json': npm('b', '2.0.0'),
      'node_modules/c/package.json': npm('c', '1.0.0'),
    },
    brought: { 'b@1.0.0': { chain: ['a@1.0.0'] }, 'c@1.0.0': { chain: ['a@1.0.0', 'b@1.0.0'] } },
  },
  {
    what: 'the copy of another package is not',
    files: {
      'node_modules/a/package.json': npm('a', '1.0.0', { c: '*' }),
      'node_modules/b/package.json': npm('b', '1.0.0', { c: '*' }),
      'node_modules/b/node_modules/c/package.json': npm('c', '1.0.0'),
    },
    brought: { 'c@1.0.0': { chain: ['b@1.0.0'] } },
  },
  {
    what: 'an alias is required by the name of its folder, and shown by its own',
    files: {
      'node_modules/a/package.json': npm('a', '1.0.0', {
        'string-width-cjs': 'npm:string-width@4',
      }),
      'node_modules/string-width-cjs/package.json': npm('string-width', '4.2.3'),
    },
    brought: { 'string-width@4.2.3': { chain: ['a@1.0.0'] } },
  },
  {
    what: 'what only gets along with a package has not brought it',
    files: {
      'node_modules/react-dom/package.json': {
        ...npm('react-dom', '19.0.0'),
        peerDependencies: { react: '19' },
      },
      'node_modules/react/package.json': npm('react', '19.0.0'),
    },
    brought: {},
  },
  {
    what: 'cycles, and a package that asks for itself',
    files: {
      'node_modules/a/package.json': npm('a', '1.0.0', { a: '*', b: '*' }),
      'node_modules/b/package.json': npm('b', '1.0.0', { c: '*' }),
      'node_modules/c/package.json': npm('c', '1.0.0', { b: '*' }),
    },
    brought: { 'b@1.0.0': { chain: ['a@1.0.0'] }, 'c@1.0.0': { chain: ['a@1.0.0', 'b@1.0.0'] } },
  },
  {
    what: 'nothing is said of a cycle to which nothing leads',
    files: {
      'node_modules/b/package.json': npm('b', '1.0.0', { c: '*' }),
      'node_modules/c/package.json': npm('c', '1.0.0', { b: '*' }),
    },
    brought: {},
  },
  {
    what: 'the store of pnpm: the only copy of a name is taken, and of two it is not known which',
    files: {
      'node_modules/.pnpm/a@1.0.0/node_modules/a/package.json': npm('a', '1.0.0', {
        b: '*',
        c: '*',
      }),
      'node_modules/.pnpm/b@1.0.0/node_modules/b/package.json': npm('b', '1.0.0'),
      'node_modules/.pnpm/c@1.0.0/node_modules/c/package.json': npm('c', '1.0.0'),
      'node_modules/.pnpm/c@2.0.0/node_modules/c/package.json': npm('c', '2.0.0'),
    },
    brought: { 'b@1.0.0': { chain: ['a@1.0.0'] } },
  },
  {
    what: 'of a very long way, its two ends',
    files: Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [
        `node_modules/p${at}/package.json`,
        npm(`p${at}`, '1.0.0', at < 11 ? { [`p${at + 1}`]: '*' } : {}),
      ]),
    ),
    brought: expect.objectContaining({
      'p7@1.0.0': { chain: ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6'].map((p) => `${p}@1.0.0`) },
      'p11@1.0.0': {
        chain: ['p0@1.0.0', 'p1@1.0.0', 'p2@1.0.0', '…', 'p8@1.0.0', 'p9@1.0.0', 'p10@1.0.0'],
      },
    }),
  },
  {
    what: 'lists of dependencies that are none, and names that no object should have',
    files: {
      'package.json': '{"dependencies": ["b"], "devDependencies": 7}',
      'node_modules/a/package.json':
        '{"name": "a", "version": "1.0.0", "dependencies": {"__proto__": "1", "constructor": "*", "../b": "*", "": "*"}, "optionalDependencies": null}',
      'node_modules/b/package.json':
        '{"name": "b", "version": "1.0.0", "dependencies": ["a"], "peerDependencies": "a"}',
      'node_modules/constructor/package.json': npm('constructor', '1.0.0'),
    },
    brought: { 'constructor@1.0.0': { chain: ['a@1.0.0'] } },
  },
  {
    what: 'Python: by normalised names, and not for an extra',
    files: {
      'requests-2.0.dist-info/METADATA':
        'Name: requests\nVersion: 2.0\nRequires-Dist: Zope_Interface (<3,>=2)\nRequires-Dist: certifi>=2017.4.17 ; python_version >= "3"\nRequires-Dist: PySocks; extra == "socks"\n\nRequires-Dist: prose',
      'zope.interface-2.5.dist-info/METADATA': 'Name: zope.interface\nVersion: 2.5',
      'certifi-2020.1.dist-info/METADATA': 'Name: certifi\nVersion: 2020.1',
      'PySocks-1.0.dist-info/METADATA': 'Name: PySocks\nVersion: 1.0',
      'prose-1.0.dist-info/METADATA': 'Name: prose\nVersion: 1.0',
    },
    brought: {
      'zope-interface@2.5': { chain: ['requests@2.0'] },
      'certifi@2020.1': { chain: ['requests@2.0'] },
    },
  },
  {
    what: 'Python in two folders: the copy beside is taken',
    files: {
      'x/a-1.0.dist-info/METADATA': 'Name: a\nVersion: 1.0\nRequires-Dist: b',
      'x/b-1.0.dist-info/METADATA': 'Name: b\nVersion: 1.0',
      'y/b-2.0.dist-info/METADATA': 'Name: b\nVersion: 2.0',
    },
    brought: { 'b@1.0': { chain: ['a@1.0'] } },
  },
  {
    what: 'package-lock 3, whose root and workspaces ask for what is top-level',
    files: {
      'package-lock.json': {
        lockfileVersion: 3,
        packages: {
          '': { dependencies: { a: '*' } },
          'packages/w': { dependencies: { d: '*' } },
          'node_modules/a': { version: '1.0.0', dependencies: { b: '*', d: '*' } },
          'node_modules/b': { version: '1.0.0', optionalDependencies: { c: '*' } },
          'node_modules/b/node_modules/c': { version: '2.0.0' },
          'node_modules/c': { version: '1.0.0' },
          'node_modules/d': { version: '1.0.0' },
        },
      },
    },
    brought: { 'b@1.0.0': { chain: ['a@1.0.0'] }, 'c@2.0.0': { chain: ['a@1.0.0', 'b@1.0.0'] } },
  },
  {
    what: 'package-lock 1, below a folder',
    files: {
      'src/package-lock.json': {
        lockfileVersion: 1,
        requires: true,
        dependencies: {
          a: {
            version: '1.0.0',
            requires: { b: '*' },
            dependencies: { b: { version: '2.0.0', requires: { c: '*' } } },
          },
          b: { version: '1.0.0', requires: true },
          c: { version: '1.0.0' },
        },
      },
    },
    brought: { 'b@2.0.0': { chain: ['a@1.0.0'] }, 'c@1.0.0': { chain: ['a@1.0.0', 'b@2.0.0'] } },
  },
];

describe('who brought a package', () => {
  it.each(cases)('$what', ({ files, brought }) => {
    expect(broughtIn(files)).toEqual(brought);
  });

  // By the processor's time, in microseconds: the machine may be busy with something else.
  it('finds those of 20,000 packages in no time', () => {
    const size = 20_000;
    const entries = Array.from({ length: size }, (_, at) => [
      `node_modules/p${at}`,
      { version: '1.0.0', dependencies: asked([at + 1, at * 2, at * 3, (at * 7) % size]) },
    ]);
    const lock = { lockfileVersion: 3, packages: Object.fromEntries(entries) };
    const before = process.cpuUsage();

    expect(Object.keys(broughtIn({ 'package-lock.json': lock })).length).toBeGreaterThan(19_000);
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });

  it('says nothing where there is more than it can follow', () => {
    const all = asked(Array.from({ length: 2_000 }, (_, at) => at));
    const entries = Object.keys(all).map((name) => [
      `node_modules/${name}`,
      { version: '1.0.0', dependencies: all },
    ]);
    const lock = { lockfileVersion: 3, packages: Object.fromEntries(entries) };

    expect(broughtIn({ 'package-lock.json': lock })).toEqual({});
  });

  it('wastes no time on deep folders', () => {
    const folder = 'x/'.repeat(400);
    const all = asked(Array.from({ length: 20 }, (_, at) => at));
    const files = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, at) => [
        `${folder}node_modules/p${at}/package.json`,
        npm(`p${at}`, '1.0.0', all),
      ]),
    );
    const before = process.cpuUsage();

    expect(installedPackages(filesOf(files)).packages).toHaveLength(2_000);
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});

function broughtIn(files: Case['files']): Record<string, RequiredBy> {
  const { packages } = installedPackages(filesOf(files));

  return Object.fromEntries(
    packages.flatMap(({ name, version, requiredBy }) =>
      requiredBy ? [[`${name}@${version}`, requiredBy]] : [],
    ),
  );
}

function filesOf(files: Case['files']) {
  return Object.entries(files).map(([path, content]) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    return archiveFile(path, new TextEncoder().encode(text));
  });
}

function npm(name: string, version: string, dependencies: Readonly<Record<string, string>> = {}) {
  return { name, version, dependencies };
}

function asked(numbers: readonly number[]): Readonly<Record<string, string>> {
  return Object.fromEntries(numbers.map((at) => [`p${at}`, '*']));
}
