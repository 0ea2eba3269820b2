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

  describe('of what only a command of a package requires', () => {
    const mkdirp = {
      'node_modules/mkdirp/package.json': {
        name: 'mkdirp',
        version: '0.5.1',
        bin: { mkdirp: './bin/cmd.js' },
        main: 'index.js',
        dependencies: { minimist: '0.0.8' },
      },
      'node_modules/mkdirp/index.js': 'var fs = require("fs"); require("./lib/more")',
      'node_modules/mkdirp/lib/more.js': 'module.exports = require("path").join',
      'node_modules/mkdirp/bin/cmd.js':
        '#!/usr/bin/env node\nvar mkdirp = require("../"); var argv = require("minimist")',
      'node_modules/minimist/package.json': { name: 'minimist', version: '0.0.8' },
      'src/index.js': 'require("mkdirp")',
    };
    const manifest = mkdirp['node_modules/mkdirp/package.json'];
    const byIt = ['src/index.js', 'mkdirp@0.5.1'];

    it.each([
      ['by a file of its own', {}],
      [
        'by the only file',
        { 'node_modules/mkdirp/package.json': { ...manifest, bin: 'bin/cmd.js' } },
      ],
      [
        'in a layer that is not there',
        { 'node_modules/mkdirp/index.js': 'exports.a = 1', 'node_modules/mkdirp/lib/more.js': '' },
      ],
    ])('nothing is reached %s', (_, change) => {
      expect(importedIn({ ...mkdirp, ...change })).toEqual({
        mkdirp: ['src/index.js'],
        minimist: [],
      });
    });

    it('nothing is reached that lies within the package', () => {
      const { 'node_modules/minimist/package.json': minimist, ...files } = mkdirp;
      const within = 'node_modules/mkdirp/node_modules/minimist/package.json';

      expect(importedIn({ ...files, [within]: minimist })).toMatchObject({ minimist: [] });
      expect(
        importedIn({ ...files, [within]: minimist, 'node_modules/mkdirp/x.js': 'require(x)' }),
      ).toMatchObject({ minimist: byIt });
    });

    it('nothing is reached that lies beside the package in one that requires anything', () => {
      const around = 'node_modules/around';
      const moved = Object.entries(mkdirp).map(([path, text]) => [
        path.replace(/^node_modules/, `${around}/$&`),
        text,
      ]);
      const others = {
        [`${around}/package.json`]: {
          name: 'around',
          version: '1.0.0',
          dependencies: { mkdirp: '*' },
        },
        [`${around}/index.js`]: 'require(name)',
        [`${around}/node_modules/b/package.json`]: { name: 'b', version: '1.0.0' },
        'src/index.js': 'require("around")',
      };

      const found = importedIn({ ...Object.fromEntries(moved), ...others });

      expect(found).toMatchObject({ mkdirp: ['src/index.js', 'around@1.0.0'], minimist: [] });
      expect(found).not.toHaveProperty('b');
    });

    it.each([
      [
        'another file requires it',
        { 'node_modules/mkdirp/lib/x.mjs': 'import "minimist/index.js"' },
      ],
      ['another file has its name', { 'node_modules/mkdirp/lib/x.cjs': 'load("minimist")' }],
      ['a file requires the command', { 'node_modules/mkdirp/lib/x.js': 'require("../bin/cmd")' }],
      [
        'a file requires a command by its own name',
        { 'node_modules/mkdirp/lib/x.js': 'require("mkdirp/bin/cmd")' },
      ],
      ['a file requires what is made up', { 'node_modules/mkdirp/lib/x.js': 'require(name)' }],
      [
        'a file requires what is not there',
        { 'node_modules/mkdirp/lib/x.js': 'require("./gone")' },
      ],
      ['a file starts processes', { 'node_modules/mkdirp/lib/x.js': 'require("child_process")' }],
      ['a file is no JavaScript', { 'node_modules/mkdirp/lib/x.js': 'this is {' }],
      [
        'the command is the main file',
        { 'node_modules/mkdirp/package.json': { ...manifest, main: 'bin/cmd' } },
      ],
      [
        'the command is exported',
        {
          'node_modules/mkdirp/package.json': {
            ...manifest,
            exports: { '.': [{ node: { require: './bin/cmd.js' } }] },
          },
        },
      ],
      [
        'the command is the main file by default',
        {
          'node_modules/mkdirp/package.json': { ...manifest, main: undefined, bin: 'index.js' },
          'node_modules/mkdirp/bin/cmd.js': '',
          'node_modules/mkdirp/index.js': 'require("minimist")',
        },
      ],
      [
        'it has no command',
        { 'node_modules/mkdirp/package.json': { ...manifest, bin: undefined } },
      ],
      [
        'its commands are a folder',
        { 'node_modules/mkdirp/package.json': { ...manifest, directories: { bin: 'bin' } } },
      ],
      [
        'the main file is none that was read',
        { 'node_modules/mkdirp/package.json': { ...manifest, main: 'lib/main.jsx' } },
      ],
      [
        'the main file is no name',
        { 'node_modules/mkdirp/package.json': { ...manifest, main: 1 } },
      ],
      [
        'another package may load the command, for it lies beside the others',
        {
          'node_modules/mkdirp/package.json': { ...manifest, bin: './cli.js' },
          'node_modules/mkdirp/cli.js': 'require("minimist")',
          'node_modules/mkdirp/bin/cmd.js': '',
        },
      ],
      [
        'a command lies elsewhere',
        { 'node_modules/mkdirp/package.json': { ...manifest, bin: '../a.js' } },
      ],
      ['the handler runs the command', { 'src/index.js': 'require("mkdirp/bin/cmd")' }],
      [
        'the handler names the command',
        { 'src/index.js': 'require("mkdirp"); run("mkdirp/bin/cmd.js")' },
      ],
    ])('it is reached where %s', (_, change) => {
      expect(importedIn({ ...mkdirp, ...change })).toMatchObject({ minimist: byIt });
    });

    it('it is not known where other code may run the command', () => {
      const files = { ...mkdirp, 'src/index.js': 'require("mkdirp"); require("child_process")' };

      expect(importedIn(files)).toEqual({ mkdirp: ['src/index.js'] });
    });

    it('it is reached where a file of the package was not read', () => {
      const unread = { path: 'node_modules/mkdirp/lib/large.js', reason: 'too large' };

      expect(importedIn(mkdirp, node, 'name', [unread])).toMatchObject({ minimist: byIt });
    });
  });

  describe('of a package that is entered by parts', () => {
    const fire = {
      'node_modules/fire/package.json': {
        name: 'fire',
        version: '8.0.0',
        main: 'dist/index.js',
        dependencies: { '@fire/app': '1', '@fire/store': '1' },
      },
      'node_modules/fire/dist/index.js': 'require("@fire/app"); require("@fire/store")',
      'node_modules/fire/app/package.json': { name: 'fire/app', main: 'dist/index.cjs.js' },
      'node_modules/fire/app/dist/index.cjs.js': 'require("@fire/app"); require("./more")',
      'node_modules/fire/app/dist/more.js': 'exports.more = 1',
      'node_modules/fire/store/package.json': { name: 'fire/store', main: 'dist/index.cjs.js' },
      'node_modules/fire/store/dist/index.cjs.js': 'require("@fire/store")',
      'node_modules/@fire/app/package.json': { name: '@fire/app', version: '1.0.0' },
      'node_modules/@fire/store/package.json': { name: '@fire/store', version: '1.0.0' },
      'src/index.js': 'const fire = require("fire/app").default;',
    };
    const manifest = fire['node_modules/fire/package.json'];
    const way = ['src/index.js', 'fire@8.0.0'];
    const unread = [{ path: 'node_modules/fire/dist/index.js', reason: 'too large' }];

    it.each([
      ['by its manifest', {}],
      [
        'by what the package exports',
        {
          'node_modules/fire/package.json': {
            ...manifest,
            exports: {
              './app': {
                types: './app.d.ts',
                browser: './app/browser.js',
                node: { require: './app/dist/index.cjs.js' },
                default: ['./app/dist/more.js'],
              },
            },
          },
        },
      ],
    ])('only what these require is reached, %s', (_, change) => {
      expect(importedIn({ ...fire, ...change }, node, 'name', unread)).toEqual({
        fire: ['src/index.js'],
        '@fire/app': way,
        '@fire/store': [],
      });
    });

    it.each([
      ['by another part as well', { 'src/index.js': 'require("fire/app"); require("fire/store")' }],
      ['as a whole, too', { 'src/index.js': 'require("fire/app"); require("fire")' }],
      ['as a whole by a word', { 'src/index.js': 'require("fire/app"); load("fire")' }],
      ['by a part that is not there', { 'src/index.js': 'require("fire/app"); use("fire/gone")' }],
      [
        'by a package that asks for it',
        {
          'src/index.js': 'require("fire/app"); require("other")',
          'node_modules/other/package.json': {
            name: 'other',
            version: '1.0.0',
            peerDependencies: { fire: '8' },
          },
        },
      ],
      [
        'by a package without a version that asks for it',
        {
          'src/index.js': 'require("fire/app"); require("other")',
          'node_modules/other/package.json': { name: 'other', dependencies: { fire: '8' } },
        },
      ],
      [
        'by a part that requires the rest',
        { 'node_modules/fire/app/dist/more.js': 'require("../../dist")' },
      ],
      [
        'by a part that requires anything',
        { 'node_modules/fire/app/dist/more.js': 'require(name)' },
      ],
      [
        'by a part that names itself',
        { 'node_modules/fire/app/dist/more.js': 'require("fire/store")' },
      ],
      [
        'by a part without a main file',
        { 'node_modules/fire/app/package.json': { name: 'fire/app' } },
      ],
      [
        'by a part that a file has the name of',
        { 'node_modules/fire/app.js': 'require("@fire/store")' },
      ],
      [
        'by a part that requires the whole',
        { 'node_modules/fire/app/dist/more.js': 'module.exports = require("fire")' },
      ],
      [
        'by a part that leads out',
        { 'node_modules/fire/app/package.json': { main: '../dist/index.js' } },
      ],
    ])('all that its manifest names is reached: %s', (_, change) => {
      expect(importedIn({ ...fire, ...change }, node, 'name', unread)).toMatchObject({
        '@fire/store': way,
      });
    });
  });

  describe('of what lies in a folder of commands', () => {
    const proto = {
      'node_modules/protobufjs/package.json': {
        name: 'protobufjs',
        version: '6.0.0',
        bin: { pbjs: 'bin/pbjs' },
      },
      'node_modules/protobufjs/index.js': 'exports.a = 1',
      'node_modules/protobufjs/cli/node_modules/lodash/package.json': {
        name: 'lodash',
        version: '4.0.0',
      },
      'src/index.js': 'require("protobufjs")',
    };
    const manifest = proto['node_modules/protobufjs/package.json'];

    it('nothing is reached by the package', () => {
      expect(importedIn(proto)).toEqual({ protobufjs: ['src/index.js'], lodash: [] });
    });

    it('it is not known of another package', () => {
      const other = Object.entries(proto).map(([path, text]) => [
        path.replace('node_modules/protobufjs/', 'node_modules/other/'),
        typeof text === 'string'
          ? 'require("other")'
          : { ...text, name: text.name.replace('protobufjs', 'other') },
      ]);

      expect(importedIn(Object.fromEntries(other))).toEqual({ other: ['src/index.js'] });
    });

    it.each([
      [
        'has no commands',
        { 'node_modules/protobufjs/package.json': { ...manifest, bin: undefined } },
      ],
      [
        'is loaded from there',
        { 'node_modules/protobufjs/package.json': { ...manifest, main: './cli/index.js' } },
      ],
      [
        'exports what is there',
        { 'node_modules/protobufjs/package.json': { ...manifest, exports: { './cli': './cli' } } },
      ],
      [
        'is entered there',
        { 'src/index.js': 'require("protobufjs"); require("protobufjs/cli/pbjs")' },
      ],
    ])('it is not known where the package %s', (_, change) => {
      expect(importedIn({ ...proto, ...change })).toEqual({ protobufjs: ['src/index.js'] });
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
    { listing: unread.map(({ path }) => ({ path, bytes: 1 })), files: contents, unread },
    () => ({ date: '2026-01-01', packages: [] }),
    entry,
  );

  return Object.fromEntries(
    packages.known
      ? packages.value.flatMap((one) => (one.importedBy ? [[one[key], one.importedBy]] : []))
      : [],
  );
}
