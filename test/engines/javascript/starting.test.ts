import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/javascript/find-weaknesses.ts';
import { OwnPackages } from '../../../functions/engines/javascript/own-packages.ts';
import { PackageFolders } from '../../../functions/engines/packages/package-folders.ts';

type Files = Readonly<Record<string, string>>;

interface Started {
  readonly handler?: string;
  readonly runtime?: string;
  readonly isAll?: boolean;
}

const runs = 'exports.handler = async (event) => event.x;';

describe('a function that cannot start', () => {
  it.each<[string, Files, Started, string]>([
    ['no file', { 'app.js': runs }, {}, 'index.js:1 handler'],
    [
      'no file in the folder',
      { 'index.js': runs },
      { handler: 'src/index.handler' },
      'src/index.js:1 handler',
    ],
    ['another export', { 'index.js': 'exports.run = () => 1;' }, {}, 'index.js:1 handler'],
    ['no export', { 'index.js': 'const handler = () => 1;' }, {}, 'index.js:1 handler'],
    [
      'another export of a module',
      { 'index.mjs': 'export const run = () => 1;' },
      {},
      'index.mjs:1 handler',
    ],
    [
      'a default export alone',
      { 'index.mjs': 'export default async () => 1;' },
      {},
      'index.mjs:1 handler',
    ],
    [
      'other exports of a table',
      { 'index.js': 'const run = () => 1; module.exports = { run, go() {} };' },
      {},
      'index.js:1 handler',
    ],
    [
      'other exports that are exported again',
      { 'index.mjs': "export * from './a.mjs';", 'a.mjs': 'export const run = 1;' },
      {},
      'index.mjs:1 handler',
    ],
    [
      'SDK 2 where the runtime has 3',
      { 'index.js': `const AWS = require('aws-sdk');\n${runs}` },
      { runtime: 'nodejs20.x' },
      'index.js:1 aws-sdk',
    ],
    [
      'a part of SDK 2',
      {
        'index.js': `const a = require('./a');\n${runs}`,
        'a.js': "\nmodule.exports = require('aws-sdk/clients/s3');",
      },
      { runtime: 'nodejs22.x' },
      'a.js:2 aws-sdk',
    ],
    [
      'SDK 2 imported',
      { 'index.mjs': "import AWS from 'aws-sdk';\nexport const handler = async () => AWS;" },
      { runtime: 'nodejs24.x' },
      'index.mjs:1 aws-sdk',
    ],
    [
      'SDK 3 where the runtime has 2',
      { 'index.js': `const { S3Client } = require('@aws-sdk/client-s3');\n${runs}` },
      { runtime: 'nodejs16.x' },
      'index.js:1 @aws-sdk/client-s3',
    ],
    [
      'a brace that is open',
      { 'index.js': `const limit = 1;\n${runs}\nfunction run() {` },
      { runtime: 'nodejs22.x' },
      'index.js:3 handler',
    ],
    [
      'a line that is no JavaScript',
      { 'index.js': `const limit = ;\n${runs}` },
      { runtime: 'nodejs22.x', isAll: false },
      'index.js:1 handler',
    ],
    [
      'nothing that can be read',
      { 'index.mjs': '<html><body>not found</body></html>' },
      { runtime: 'nodejs24.x' },
      'index.mjs:1 handler',
    ],
    [
      'types in JavaScript',
      { 'index.js': 'exports.handler = async (event: string) => event;' },
      { runtime: 'nodejs24.x' },
      'index.js:1 handler',
    ],
    [
      'an import beside exports',
      {
        'index.js':
          "import { S3Client } from '@aws-sdk/client-s3';\nconst s3 = new S3Client();\nexports.handler = async () => s3;",
      },
      { runtime: 'nodejs20.x' },
      'index.js:3 handler',
    ],
    [
      'an export beside module.exports',
      { 'index.mjs': 'export const limit = 1;\nmodule.exports.handler = async () => limit;' },
      { runtime: 'nodejs24.x' },
      'index.mjs:2 handler',
    ],
    [
      'a module that is loaded as CommonJS',
      { 'index.js': 'const limit = 1;\nexport const handler = async () => limit;' },
      { runtime: 'nodejs18.x' },
      'index.js:2 handler',
    ],
    [
      'a file of it that is loaded first',
      {
        'index.js': `const a = require('./a');\n${runs}`,
        'a.js': 'const a = 1;\n\nexport default a;',
        'package.json': '{ "name": "a" }',
      },
      { runtime: 'nodejs12.x' },
      'a.js:3 handler',
    ],
    [
      'a module beside the folder of one',
      {
        'index.js': 'export const handler = async () => 1;',
        'lib/package.json': '{ "type": "module" }',
      },
      { runtime: 'nodejs16.x' },
      'index.js:1 handler',
    ],
  ])('is reported: %s', (_, files, started, expected) => {
    expect(faultsOf(files, started)).toEqual([expected]);
  });

  it.each<[string, Files, Started]>([
    ['a folder of that name', { 'index/index.js': runs }, {}],
    ['the root by its path', { 'index.js': runs }, { handler: '/var/task/index.handler' }],
    ['exports that are computed', { 'index.js': 'for (const n of names) exports[n] = f;' }, {}],
    ['exports that are handed on', { 'index.js': 'fill(exports);' }, {}],
    ['all of what is made', { 'index.js': 'module.exports = make();' }, {}],
    ['a table that holds another', { 'index.js': 'module.exports = { ...make() };' }, {}],
    ['all that a package exports', { 'index.mjs': "export * from 'left-right';" }, {}],
    ['exports of this', { 'index.js': 'this.handler = () => 1;' }, {}],
    ['an export that is no function here', { 'index.js': 'exports.handler = make();' }, {}],
    [
      'the SDK that the runtime has',
      { 'index.js': `const { S3Client } = require('@aws-sdk/client-s3');\n${runs}` },
      { runtime: 'nodejs24.x' },
    ],
    [
      'SDK 2 in the package',
      {
        'index.js': `const AWS = require('aws-sdk');\n${runs}`,
        'node_modules/aws-sdk/package.json': '{}',
      },
      { runtime: 'nodejs20.x' },
    ],
    [
      'SDK 2 that is tried',
      { 'index.js': `let A; try { A = require('aws-sdk') } catch {}\n${runs}` },
      { runtime: 'nodejs20.x' },
    ],
    [
      'SDK 2 that is needed later',
      { 'index.js': "exports.handler = async (e) => e.old && require('aws-sdk');" },
      { runtime: 'nodejs20.x' },
    ],
    [
      'SDK 2 in a file that is loaded later',
      {
        'index.js': "exports.handler = async (e) => require('./old').run(e);",
        'old.js': "const AWS = require('aws-sdk'); exports.run = () => AWS;",
      },
      { runtime: 'nodejs20.x' },
    ],
    ['a line that an unknown runtime may read', { 'index.js': `const limit = ;\n${runs}` }, {}],
    [
      'attributes as Node.js 20 reads them',
      {
        'index.mjs':
          "import limits from './limits.json' assert { type: 'json' };\nexport const handler = async () => limits;",
      },
      { runtime: 'nodejs20.x' },
    ],
    [
      'what only CommonJS may say',
      { 'index.js': `with (console) { log(010); }\nif (!process.env.ON) return;\n${runs}` },
      { runtime: 'nodejs24.x' },
    ],
    [
      'what only a module may say',
      { 'index.mjs': 'await 1;\nexport const handler = async () => 1;' },
      { runtime: 'nodejs24.x' },
    ],
    [
      'resources that are closed',
      { 'index.js': 'exports.handler = async () => { using file = open(); return file.x; };' },
      { runtime: 'nodejs24.x' },
    ],
    [
      'a file that is read later',
      {
        'index.js': "exports.handler = async (e) => require('./a').run(e);",
        'a.js': 'const a = ;',
      },
      { runtime: 'nodejs24.x' },
    ],
    [
      'exports of its own in a module',
      {
        'index.mjs':
          'const exports = {};\nexports.run = () => 1;\nexport const handler = async () => exports.run();',
      },
      { runtime: 'nodejs24.x' },
    ],
    [
      'exports of a loader that a layer may bring',
      { 'index.js': "import './a.js';\nexports.handler = async () => 1;" },
      { runtime: 'nodejs24.x', isAll: false },
    ],
    [
      'exports that another file gives',
      {
        'index.mjs':
          "import './shim.mjs';\nexports.handler = async () => 1;\nexport const handler = async () => 1;",
        'shim.mjs': 'globalThis.exports = {};',
      },
      { runtime: 'nodejs24.x' },
    ],
    [
      'exports that a module sets where there are any',
      {
        'index.mjs':
          "export const handler = async () => 1;\nif (typeof exports !== 'undefined') exports.handler = handler;",
      },
      { runtime: 'nodejs24.x' },
    ],
    [
      'exports beside an import that a function makes',
      { 'index.js': "exports.handler = async () => import('./a.mjs');" },
      { runtime: 'nodejs24.x' },
    ],
    [
      'exports beside an import that an unknown runtime may read',
      { 'index.js': "import './a.js';\nexports.handler = async () => 1;" },
      {},
    ],
    ['SDK 2 in a runtime that is not known', { 'index.js': `require('aws-sdk'); ${runs}` }, {}],
    ...(
      [
        [
          'a manifest that says it is a module',
          { 'package.json': '{ "type": "module" }' },
          'nodejs18.x',
        ],
        ['a manifest that cannot be read', { 'package.json': '{' }, 'nodejs18.x'],
        ['a runtime that asks the text what it is', {}, 'nodejs22.x'],
        ['a runtime of which that is not known', {}, 'nodejs20.x'],
        ['a layer that may do so', {}, 'nodejs18.x', false],
      ] as const
    ).map(([name, more, runtime, isAll = true]): [string, Files, Started] => [
      `a module by ${name}`,
      {
        'index.js': "import './a.js';\nexport const handler = async () => 1;",
        'a.js': '',
        ...more,
      },
      { runtime, isAll },
    ]),
    [
      'a module that is translated as it is loaded',
      {
        'index.js': "require('@babel/register')(); module.exports = require('./a');",
        'a.js': 'export const handler = async () => 1;',
      },
      { runtime: 'nodejs18.x' },
    ],
    [
      'a module that is loaded later',
      {
        'index.js': "exports.handler = async () => require('./a');",
        'a.js': 'export default 1;',
      },
      { runtime: 'nodejs18.x' },
    ],
    [
      'a module by its ending',
      { 'index.mjs': "import './a.mjs';\nexport const handler = async () => 1;", 'a.mjs': '' },
      { runtime: 'nodejs18.x' },
    ],
  ])('is not one with %s', (_, files, started) => {
    expect(faultsOf(files, started)).toEqual([]);
  });

  it.each<[string, Files]>([
    ['no file', { 'app.js': runs }],
    ['no export', { 'index.js': 'exports.run = () => 1;' }],
  ])('is not known where code may come from elsewhere: %s', (_, files) => {
    expect(() => find(files, { isAll: false })).toThrow(/has no file|exports no function/);
  });

  it('says what is exported instead', () => {
    const [weakness] = find({ 'index.js': 'exports.run = exports.go = () => 1;' }, {});

    expect(weakness?.flow).toEqual([
      { path: 'index.js', line: 1, column: 1, text: 'it exports run, go, and no handler' },
    ]);
  });
});

describe('a handler that a script starts', () => {
  const app =
    "const app = require('express')(); app.get('/', (req) => eval(req.query.x)); app.listen(80);";

  it.each<[string, string, Files]>([
    ['Node', '#!/bin/bash\n\nexec node app.js\n', {}],
    [
      'a path of Node, with options',
      'cd /var/task\n/var/lang/bin/node --enable-source-maps app',
      {},
    ],
    ['a folder', 'cd src && PORT=80 exec node ./server', { 'src/server.js': app }],
    ['npm', 'npm start', { 'package.json': '{ "scripts": { "start": "node dist" } }' }],
    [
      'a script of npm that runs another',
      'npm run prod',
      {
        'package.json':
          '{ "scripts": { "prod": "NODE_ENV=production npm run go", "go": "node app.js" } }',
      },
    ],
  ])('is found by %s', (_, script, files) => {
    const all = { 'run.sh': script, 'app.js': app, 'dist/index.js': app, ...files };

    expect(find(all, { handler: 'run.sh' }).map(({ sink }) => sink)).toEqual(['eval']);
  });

  it.each([
    ['another program', 'python app.py'],
    ['a comment', '# node app.js'],
    ['a file that is not there', 'node other.js'],
    ['a script that runs itself', 'npm run a'],
  ])('is not analysed: %s', (_, script) => {
    const files = {
      'run.sh': script,
      'app.js': app,
      'package.json': '{"scripts":{"a":"npm run a"}}',
    };

    expect(() => find(files, { handler: 'run.sh' })).toThrow('starts no file of JavaScript');
  });
});

function faultsOf(files: Files, started: Started): readonly string[] {
  try {
    return find(files, started)
      .filter(({ kind }) => kind === 'does-not-start')
      .map(({ path, line, sink }) => `${path}:${line} ${sink}`);
  } catch (error) {
    // What the handler is may be unknown; that it cannot start must not be said.
    if (error instanceof Error && error.message.includes('not analysed')) return [];
    throw error;
  }
}

function find(files: Files, { handler = 'index.handler', runtime, isAll = true }: Started) {
  const all = Object.entries(files);
  const isManifest = ([path]: readonly [string, string]) => path.endsWith('package.json');

  return findWeaknesses({
    files: new Map(all.filter((file) => !isManifest(file))),
    own: new OwnPackages(
      all.filter((file) => isManifest(file) && !file[0].includes('node_modules')),
    ),
    folders: new PackageFolders(all.map(([path]) => path)),
    handler,
    runtime,
    isAll,
  }).weaknesses;
}
