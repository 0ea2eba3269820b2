import { describe, expect, it } from 'vitest';
import { filesToRead, packagesIn } from '../../../functions/engines/archive/archive-contents.ts';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { weaknessesIn } from '../../../functions/engines/archive/weaknesses-in.ts';
import { withoutSecretsIn } from '../../../functions/engines/secrets/without-secrets.ts';

const node = { runtime: 'nodejs24.x', handler: 'index.handler' };
const python = { runtime: 'python3.12', handler: 'app.handler' };
const layer = {};
const empty = { listing: [], files: [], unread: [] };

describe('filesToRead', () => {
  it.each([
    ['index.js', node],
    ['lib/a.mjs', node],
    ['lib/a.cjs', node],
    ['node_modules/a/package.json', node],
    ['package.json', node],
    ['nodejs/package.json', layer],
    ['nodejs/node_modules/a/package.json', layer],
    ['a-1.0.dist-info/METADATA', python],
    ['dist/index.js.map', node],
    ['dist/bom.json', node],
    ['meta.json', node],
    ['settings.json', node],
    ['static/page.js', python],
    ['nodejs/index.js', layer],
  ])('reads %s', (path, entry) => {
    expect([...filesToRead(entry)([{ path, bytes: 1 }]).keys()]).toEqual([path]);
  });

  it.each([
    ['node_modules/a/index.js', node],
    ['lib/node_modules/a/index.js', node],
    ['README.md', node],
    ['a.png', node],
    ['bom.json', python],
    ['package.json', python],
    ['node_modules/a/index.js', layer],
    ['node_modules/a/index.js.map', node],
    ['node_modules/a/meta.json', node],
  ])('passes %s over', (path, entry) => {
    expect([...filesToRead(entry)([{ path, bytes: 1 }]).keys()]).toEqual([]);
  });

  describe('of the code of packages', () => {
    const command = { path: 'node_modules/@s/a/bin/a', bytes: 1 };
    const index = { path: 'node_modules/@s/a/index.js', bytes: 1 };
    const others = [
      { path: 'node_modules/@s/b/index.js', bytes: 1 },
      { path: 'node_modules/@s/a/node_modules/c/index.js', bytes: 1 },
      { path: 'node_modules/@s/a/README.md', bytes: 1 },
    ];

    it.each([
      ['with a command', [command, index, ...others], node, [index.path]],
      ['of a layer, or of another language', [command, index], layer, []],
      ['that is large', [command, { ...index, bytes: 1_000_000 }], node, []],
      [
        'of many files',
        [
          command,
          ...Array.from({ length: 201 }, (_, at) => ({ path: `${at}.js`, bytes: 1 })).map(
            (one) => ({ ...one, path: `node_modules/@s/a/${one.path}` }),
          ),
        ],
        node,
        [],
      ],
    ])('reads that %s', (_, listing, entry, read) => {
      expect([...filesToRead(entry)(listing).keys()]).toEqual(read);
    });

    it('reads no more than 2 MB', () => {
      const listing = Array.from({ length: 20 }, (_, at) => [
        { path: `node_modules/a${at}/bin/a.js`, bytes: 192 * 2 ** 10 },
      ]).flat();

      expect(filesToRead(node)(listing).size).toBe(10);
    });
  });
});

describe('packagesIn', () => {
  it('cuts a long path and counts what it does not name', () => {
    const path = `node_modules/${'a'.repeat(1_000)}/package.json`;
    const unread = [1, 2, 3].map(() => ({ path, reason: 'too large' }));

    expect(packagesIn({ ...empty, unread }, noFingerprints).packages).toEqual({
      known: true,
      value: [],
      incomplete: `not read: ${path.slice(0, 200)} (too large), and 2 more`,
    });
  });

  it('needs no code of packages to name them, but that of the handler', () => {
    const path = 'node_modules/a/index.js';
    const manifest = 'node_modules/a/package.json';
    const contents = {
      listing: [path, manifest].map((each) => ({ path: each, bytes: 1 })),
      files: [file(manifest, '{"name":"a","version":"1.0.0"}')],
      unread: [{ path, reason: 'damaged' }],
    };

    expect(packagesIn(contents, noFingerprints, node).packages).not.toHaveProperty('incomplete');
    expect(
      packagesIn(contents, noFingerprints, { ...node, handler: 'node_modules/a/index.handler' })
        .packages,
    ).toHaveProperty('incomplete');
  });
});

describe('secrets in what names packages', () => {
  const TOKEN = `ghp_${'a1B2'.repeat(9)}`;
  const url = `https://deploy:hunter22@host/${TOKEN}`;
  const secret = /hunter22|a1B2a1B2/;

  it.each<[string, string]>([
    ['requirements.txt', `--index-url ${url}\n--extra-index-url=${url}\na @ ${url}\n-e git+${url}`],
    ['requirements.txt', `-r ${url}/other.txt\n-c ${url}\na==${TOKEN}\n${TOKEN}==1.0`],
    ['requirements.txt', `a==1.0 --hash=${TOKEN}\n--find-links ${url}`],
    ['package-lock.json', lockOf({ version: url, resolved: url })],
    ['package-lock.json', lockOf({ version: TOKEN, resolved: `git+${url}` })],
    ['node_modules/a/package.json', JSON.stringify({ name: 'a', version: url })],
    ['node_modules/a/package.json', JSON.stringify({ name: TOKEN, version: '1.0.0' })],
    [
      'node_modules/a/package.json',
      JSON.stringify({ name: 'a', version: '1.0.0', dependencies: { [TOKEN]: url } }),
    ],
    [`node_modules/${TOKEN}/package.json`, '{"name":"a","version":"1.0.0"}'],
    [`node_modules/${TOKEN}/package.json`, '{}'],
    ['yarn.lock', `"a@${url}":\n  version "1.0.0"\n  resolved "${url}"\n`],
    ['yarn.lock', `a@^1:\n  version "${TOKEN}"\n  resolved "${url}"\n`],
    [
      'pnpm-lock.yaml',
      `lockfileVersion: '9.0'\npackages:\n  a@${url}:\n    resolution: {tarball: ${url}}\n`,
    ],
    [
      'poetry.lock',
      `[[package]]\nname = "a"\nversion = "${TOKEN}"\n[package.source]\nurl = "${url}"\n`,
    ],
    ['a-1.dist-info/METADATA', `Name: ${TOKEN}\nVersion: ${url}\n`],
    [`${TOKEN}-1.0.dist-info/RECORD`, ''],
    ['lib/a.jar!/META-INF/maven/g/a/pom.properties', `groupId=g\nartifactId=a\nversion=${url}\n`],
    ['Gemfile.lock', `GEM\n  remote: ${url}\n  specs:\n    a (${TOKEN})\n`],
    ['app.deps.json', JSON.stringify({ libraries: { [`a/${TOKEN}`]: { type: 'package' } } })],
    ['composer.lock', JSON.stringify({ packages: [{ name: 'a/b', version: url }] })],
    [`dist/${TOKEN}.js`, `// node_modules/.pnpm/a@1.0.0/node_modules/a/index.js\nvar a;`],
  ])('are not shown: %s', (path, text) => {
    const listing = [{ path, bytes: 1 }];
    const analysis = packagesIn(
      { listing, files: [file(path, text)], unread: [{ path, reason: 'too large' }] },
      noFingerprints,
    );

    // As it leaves the worker.
    expect(JSON.stringify(withoutSecretsIn(analysis))).not.toMatch(secret);
  });
});

describe('a private package without a version in node_modules', () => {
  const named = (name: string) =>
    packagesIn(
      {
        ...empty,
        files: [file(`node_modules/${name}/package.json`, `{"name":"${name}","private":true}`)],
      },
      () => ({ date: '', packages: [{ name: 'lodash' } as never] }),
      node,
    ).packages;

  it('is one of the own', () => {
    expect(named('@own/shared')).toEqual({ known: true, value: [] });
  });

  it('is a gap when npm has one of its name', () => {
    expect(named('lodash')).toMatchObject({
      incomplete:
        'not recognised: node_modules/lodash/package.json (a package of npm that has lost its version)',
    });
  });
});

describe('a folder of node_modules', () => {
  const incompleteOf = (...paths: readonly string[]) => {
    const listing = paths.map((path) => ({ path, bytes: 1 }));
    const { packages } = packagesIn({ ...empty, listing }, noFingerprints);

    return packages.known && packages.incomplete;
  };

  it.each([
    ['node_modules/uuid/dist/v4.js', 'node_modules/uuid'],
    ['dist/node_modules/@a/b/index.mjs', 'dist/node_modules/@a/b'],
    ['node_modules/a/node_modules/b/c.cjs', 'node_modules/a/node_modules/b'],
  ])('with %s in it and no package.json is a package of no known version', (path, folder) => {
    expect(incompleteOf(path, 'node_modules/a/package.json')).toBe(
      `not recognised: ${folder} (a package without its package.json)`,
    );
  });

  it.each([
    ['node_modules/a/index.js', 'node_modules/a/package.json'],
    ['node_modules/@a/b/x/c.js', 'node_modules/@a/b/package.json'],
    ['node_modules/.bin/a.js', 'index.js'],
    ['node_modules/a/README.md', 'index.js'],
    ['node_modules/a.js', 'index.js'],
  ])('is no gap where there are %s and %s', (...paths) => {
    expect(incompleteOf(...paths)).toBeUndefined();
  });
});

describe('the manifest of a project', () => {
  it('is no gap when it cannot be read: it names no package that is there', () => {
    const contents = {
      ...empty,
      files: [file('index.js', 'exports.handler = () => 1;')],
      unread: [{ path: 'package.json', reason: 'too large' }],
    };

    expect(packagesIn(contents, noFingerprints, node).packages).toEqual({ known: true, value: [] });
    expect(weaknessesIn(contents, node)).toEqual({ known: true, value: [] });
  });
});

describe('weaknessesIn', () => {
  it.each([
    [undefined, 'code in no runtime is not analysed yet'],
    ['java21', 'code in java21 is not analysed yet'],
    ['provided.al2023', 'code in provided.al2023 is not analysed yet'],
  ])('never takes code in %s for sound', (runtime, reason) => {
    const entry = { runtime, handler: 'index.handler' };

    expect(weaknessesIn(empty, entry)).toEqual({ known: false, reason });
  });

  it('follows Python, but no code that an installer put there', () => {
    const entry = { runtime: 'python3.13', handler: 'app.handler' };
    const files = [
      file('app.py', 'import acme\ndef handler(event, context):\n    eval(event["x"])\n'),
      file('acme/__init__.py', 'import ssl\nssl._create_unverified_context()\n'),
      file('acme-1.0.dist-info/METADATA', 'Name: acme\nVersion: 1.0\n'),
    ];
    const listing = files.map(({ path, bytes }) => ({ path, bytes: bytes.length }));

    expect([...filesToRead(entry)(listing).keys()]).toEqual([
      'app.py',
      'acme-1.0.dist-info/METADATA',
    ]);
    expect(weaknessesIn({ ...empty, files }, entry)).toMatchObject({
      known: true,
      value: [{ kind: 'event-code-execution', path: 'app.py' }],
    });
  });

  it('does not follow a package under another name than its own, which its installer noted', () => {
    const entry = { runtime: 'python3.13', handler: 'app.handler' };
    const insecure = 'import ssl\nssl._create_unverified_context()\n';
    const files = [
      file('app.py', `import websocket, own\n${insecure}def handler(event, context):\n    pass\n`),
      file('websocket/__init__.py', insecure),
      file('own.py', insecure),
      file('websocket_client-1.9.2.dist-info/METADATA', 'Name: websocket-client\nVersion: 1.9.2\n'),
      file(
        'websocket_client-1.9.2.dist-info/RECORD',
        `websocket/__init__.py,sha256=x,${insecure.length}\nown.py,sha256=x,1\n`,
      ),
    ];
    const listing = files.map(({ path, bytes }) => ({ path, bytes: bytes.length }));
    const chosen = filesToRead(entry)(listing);
    const found = weaknessesIn(
      { ...empty, listing, files: files.filter(({ path }) => chosen.has(path)) },
      entry,
    );

    expect(found.known && found.value.map(({ path }) => path)).toEqual(['app.py', 'own.py']);
  });

  it('says which file of Python was not read', () => {
    const entry = { runtime: 'python3.13', handler: 'app.handler' };
    const files = [file('app.py', 'import lib\ndef handler(event, context):\n    pass\n')];
    const unread = [{ path: 'lib.py', reason: 'it unpacks to more than 16 MB' }];

    expect(weaknessesIn({ ...empty, files, unread }, entry)).toMatchObject({
      known: true,
      incomplete: 'not read: lib.py (it unpacks to more than 16 MB)',
    });
    expect(
      weaknessesIn({ ...empty, unread: [{ path: 'app.py', reason: 'too large' }] }, entry),
    ).toMatchObject({
      known: false,
      reason: expect.stringMatching(
        /^the handler app\.handler has no file.*; not read: app\.py \(too large\)$/,
      ),
    });
  });

  it('never takes code without its handler for sound', () => {
    const { known } = weaknessesIn({ ...empty, files: [file('a.js', '')] }, node);

    expect(known).toBe(false);
  });

  it('says that the file of the handler was not read, where it was not', () => {
    const unread = [{ path: 'index.js', reason: 'it unpacks to more than 16 MB' }];

    expect(weaknessesIn({ ...empty, unread }, node)).toMatchObject({
      known: false,
      reason: expect.stringMatching(/; not read: index\.js \(it unpacks to more than 16 MB\)$/),
    });
  });

  it.each([
    ['bin/chromium', [{ path: 'bin/chromium', bytes: 1 }], undefined],
    ['data.json', [{ path: 'data.json', bytes: 1 }], undefined],
    ['big.js', [{ path: 'big.js', bytes: 1 }], 'not read: big.js (too large)'],
    ['../index.js', [], 'not read: ../index.js (too large)'],
    ['../index', [], 'not read: ../index (too large)'],
  ])('knows whether %s, which is unread, may be code', (path, listing, incomplete) => {
    const files = [file('index.js', 'exports.handler = async () => 1;')];
    const unread = [{ path, reason: 'too large' }];
    const contents = { listing, files, unread };

    expect(weaknessesIn(contents, node)).toEqual({
      known: true,
      value: [],
      ...(incomplete && { incomplete }),
    });
    expect(packagesIn(contents, noFingerprints).unidentifiedBundles).toEqual({
      known: true,
      value: [],
      ...(incomplete && { incomplete }),
    });
  });

  it.each([
    ['no layer and nothing else could bring it', false, []],
    ['it lies there in another form', false, [{ path: 'index.ts', bytes: 1 }]],
    ['a package has its name', false, [{ path: 'node_modules/index/main.js', bytes: 1 }]],
    ['a layer may bring it', true, []],
  ])(
    'says that the handler has no file only where that is certain: %s',
    (_, loadsMore, listing) => {
      const contents = { ...empty, listing, files: [file('app.js', '')] };
      const isCertain = !loadsMore && listing.length === 0;

      expect(weaknessesIn(contents, { ...node, loadsMore })).toMatchObject(
        isCertain
          ? { known: true, value: [{ kind: 'does-not-start', path: 'index.js' }] }
          : { known: false },
      );
    },
  );

  it.each([
    ['in an installed package', 'node_modules/@shop/app/dist/index.handler'],
    ['started by a script', 'run.sh'],
  ])('reads the handler %s', (_, handler) => {
    const entry = { ...node, handler };
    const code =
      "const { f } = require('./f'); f(); exports.handler = async (event) => eval(event.x);";
    const server = "const app = require('express')(); app.get('/', (req) => eval(req.query.x));";
    const all = {
      'node_modules/@shop/app/dist/index.js': code,
      'node_modules/@shop/app/dist/f.js': 'exports.f = () => 1;',
      'node_modules/@shop/app/node_modules/a/index.js': '',
      'node_modules/left-right/index.js': '',
      'app.js': server,
      'run.sh': 'node app.js',
    };
    const listing = Object.keys(all).map((path) => ({ path, bytes: 1 }));
    const chosen = filesToRead(entry)(listing);
    const files = Object.entries(all).flatMap(([path, text]) =>
      chosen.has(path) ? file(path, text) : [],
    );

    expect(weaknessesIn({ ...empty, listing, files }, entry)).toMatchObject({
      known: true,
      value: [{ kind: 'event-code-execution' }],
    });
    expect([...chosen.keys()].filter((path) => path.includes('/node_modules/a'))).toEqual([]);
  });

  it('says where the event goes and is not followed', () => {
    const text = "exports.handler = async (event) => {\n  require('@shop/lib').run(event);\n};";
    const files = [
      file('index.js', text),
      file('node_modules/@shop/lib/index.js', 'exports.run = (x) => eval(x);'),
    ];

    expect(weaknessesIn({ ...empty, files }, node)).toEqual({
      known: true,
      value: [],
      incomplete:
        'not followed: index.js, line 2 (the event is passed to @shop/lib, which is not followed)',
    });
  });

  it('follows what manifests of the project explain', () => {
    const text = "exports.handler = async (event) => require('#run').run(event.x);";
    const files = [
      file('index.js', text),
      file('package.json', '{ "imports": { "#run": "./run.js" } }'),
      file('run.js', 'exports.run = (x) => eval(x);'),
    ];

    expect(weaknessesIn({ ...empty, files }, node)).toMatchObject({
      known: true,
      value: [{ sink: 'eval', path: 'run.js' }],
    });
  });

  it('says what the handler reaches and cannot be read', () => {
    const text = "require('./b'); exports.handler = async () => 1;";
    const files = [file('index.js', text), file('b.js', '<html>')];

    expect(weaknessesIn({ ...empty, files }, node)).toMatchObject({
      known: true,
      value: [],
      incomplete: expect.stringMatching(/^not read: b\.js \(/),
    });
  });
});

function file(path: string, text: string) {
  return archiveFile(path, new TextEncoder().encode(text));
}

function noFingerprints() {
  return { date: '2026-01-01', packages: [] };
}

function lockOf(own: object): string {
  return JSON.stringify({ lockfileVersion: 3, packages: { '': {}, 'node_modules/a': own } });
}
