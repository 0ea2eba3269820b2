import { describe, expect, it } from 'vitest';
import { filesToRead } from '../../../functions/engines/archive/archive-contents.ts';
import { archiveFile, type UnreadFile } from '../../../functions/engines/archive/archive-files.ts';
import { secretsIn } from '../../../functions/engines/archive/secrets-in-archive.ts';
import { checked } from '../secrets/secret-samples.ts';

const node = { runtime: 'nodejs24.x', handler: 'index.handler' };
const python = { runtime: 'python3.14', handler: 'app.handler' };
const token = `x = '${checked('ghp_')}'`;

describe('the files that are read to look for secrets', () => {
  it.each([
    ['app.py', python],
    ['lib/db.rb', { runtime: 'ruby3.4', handler: 'app.handler' }],
    ['application.properties', { runtime: 'java25', handler: 'com.acme.Shop::handle' }],
    ['com/acme/Shop.class', { runtime: 'java25', handler: 'com.acme.Shop::handle' }],
    ['.env', node],
    ['config/production.json', node],
    ['.npmrc', node],
    ['node_modules/@acme/config/.env', node],
    ['python/settings.py', {}],
    ['nodejs/config.json', {}],
  ])('have %s among them', (path, entry) => {
    expect(chosen(path, 100, entry)).toBe(true);
  });

  it.each([
    ['node_modules/a/config.json', 100, node],
    ['yaml/loader.py', 100, python],
    ['com/google/Gson.class', 100, { runtime: 'java25', handler: 'com.acme.Shop::handle' }],
    ['com/acme/handle/Shop.class', 100, { runtime: 'python3.14', handler: 'com.acme.handle' }],
    ['data/products.json', 2_000_000, node],
    ['photo.png', 100, node],
  ])('have %s of %d bytes not among them', (path, bytes, entry) => {
    expect(chosen(path, bytes, entry)).toBe(false);
  });
});

describe('secretsIn', () => {
  it('finds those of own files, and none in what others wrote', () => {
    const paths = ['app.py', 'config.yml', 'requests/api.py', 'node_modules/a/b.py'];

    expect(known(paths)).toMatchObject({ value: [{ path: 'app.py' }, { path: 'config.yml' }] });
  });

  it('knows equal ones by a number, and says none of what is there once', () => {
    const found = known(['app.py', 'dist/app.py']);

    expect(found).toMatchObject({ value: [{ value: 0 }, { value: 0 }] });
    expect(known(['app.py'])).not.toHaveProperty(['value', 0, 'value']);
  });

  it('finds none in archives within the archive', () => {
    expect(known(['lib/tools.zip!/settings.py'])).toMatchObject({ value: [] });
  });

  it('finds those of a program', () => {
    const program = new Uint8Array([
      0x7f,
      0x45,
      0x4c,
      0x46,
      0,
      ...new TextEncoder().encode(`\0${token}\0`),
    ]);
    const file = archiveFile('bootstrap', program);

    expect(secretsIn(contentsOf([file]), {})).toMatchObject({ value: [{ path: 'bootstrap' }] });
  });

  it.each([
    [
      'what could not be read',
      { path: 'config.yml', reason: 'it is encrypted' },
      'not read: config.yml (it is encrypted)',
    ],
    [
      'what leaves the archive',
      { path: '../a', reason: 'it leaves' },
      'not read: ../a (it leaves)',
    ],
  ])('is incomplete without %s', (_, file, incomplete) => {
    expect(
      known(
        ['app.py', 'config.yml'].filter((path) => path !== file.path),
        [file],
      ),
    ).toMatchObject({
      incomplete,
    });
  });

  it('is whole without what others wrote', () => {
    const unread = { path: 'node_modules/a/package.json', reason: 'it is encrypted' };

    expect(known(['app.py', unread.path].slice(0, 1), [unread], [unread.path])).not.toHaveProperty(
      'incomplete',
    );
  });

  it('says so where no file has very many, and all together have', () => {
    const content = Array.from({ length: 90 }, (_, at) => `db${at}_password = 'hunter2${at}'`);
    const files = ['a.py', 'b.py', 'c.py', 'd.py', 'e.py', 'f.py'].map((path) =>
      archiveFile(path, new TextEncoder().encode(content.join('\n'))),
    );

    expect(secretsIn(contentsOf(files), python)).toMatchObject({
      incomplete: expect.stringContaining('the archive (it holds very many secrets)'),
    });
  });

  it.each([
    ['once', "    if body['password'] != 'tiger':", ['password of a log-in']],
    [
      'once, where its text looks like a secret by itself',
      "    if body['password'] != 'hunter22':",
      ['password'],
    ],
    ['not by a name alone', "    if body['user'] != 'tiger':", []],
  ])('finds a log-in %s', (_, test, kinds) => {
    const code = `import json\ndef handler(event, context):\n    body = json.loads(event['body'])\n${test}\n        return {'statusCode': 401}\n    return act()\n`;
    const found = secretsIn(codeOf({ 'app.py': code }), { ...python, handler: 'app.handler' });

    expect(found.known && found.value.map(({ kind }) => kind)).toEqual(kinds);
    expect(found).not.toHaveProperty('incomplete');
  });

  it.each<[string, Readonly<Record<string, string>>, readonly (readonly [string, string])[]]>([
    [
      'that the code names',
      { 'variables.env': 'DB=x\nJSECRET=sshhhhhhh\n' },
      [['variables.env', '2']],
    ],
    ['that is loaded by itself', { '.env': 'export JSECRET="sshhhhhhh"\n' }, [['.env', '1']]],
    ['but none that is to be filled in', { '.env.example': 'JSECRET=sshhhhhhh\n' }, []],
    ['but none that the code does not name', { 'other.env': 'JSECRET=sshhhhhhh\n' }, []],
    ['but nothing of another name', { '.env': 'JWT_EXPIRES_IN=sshhhhhhh\n' }, []],
    ['but nothing that is empty', { '.env': 'JSECRET=\n' }, []],
    ['but nothing that another variable holds', { '.env': `JSECRET=\${OTHER}\n` }, []],
  ])('finds a signing key in a file of settings %s', (_, settings, places) => {
    const code =
      "require('dotenv').config({ path: '../variables.env' });\nconst jwt = require('jsonwebtoken');\nexports.handler = async (event) => jwt.verify(event.token, process.env.JSECRET);\n";
    const found = secretsIn(codeOf({ 'index.js': code, ...settings }), node);

    const keys = found.known ? found.value.filter(({ kind }) => kind === 'signing key') : [];
    expect(keys.map(({ path, line }) => [path, String(line)])).toEqual(places);
  });

  it('finds no default of a signing key that a file of settings takes the place of', () => {
    const code =
      "require('dotenv').config();\nconst jwt = require('jsonwebtoken');\nexports.handler = async (event) => jwt.verify(event.token, process.env.JSECRET || 'polar-bear');\n";
    const found = secretsIn(codeOf({ 'index.js': code, '.env': 'JSECRET=sshhhhhhh\n' }), node);

    expect(found).toMatchObject({ value: [{ path: '.env', insteadOf: { variable: 'JSECRET' } }] });
  });

  it.each([
    ['compares a password', "def check(password):\n    return password == 'tiger'\n", true],
    ['signs tokens', "import jwt\ndef make():\n    return jwt.encode({}, 'tiger')\n", true],
    ['compares none', "def check(name):\n    return name == 'tiger'\n", false],
  ])(
    'says what it does not know of code that %s, where the handler is not there',
    (_, code, isGap) => {
      const entry = { ...python, handler: 'missing.handler' };
      const found = secretsIn(codeOf({ 'app.py': code }), entry);

      expect(found.known && found.incomplete !== undefined).toBe(isGap);
    },
  );

  it('keeps the first of very many, and says so', () => {
    const content = Array.from(
      { length: 200 },
      (_, at) => `db${at}_password = 'hunter2${at}'`,
    ).join('\n');
    const files = ['a.py', 'b.py', 'c.py', 'd.py', 'e.py', 'f.py'].map((path) =>
      archiveFile(path, new TextEncoder().encode(content)),
    );
    const found = secretsIn(contentsOf(files), python);

    expect(found).toMatchObject({
      incomplete: expect.stringContaining('a.py (it holds very many secrets)'),
    });
    expect(found.known && found.value.length).toBe(500);
  });
});

function chosen(path: string, bytes: number, entry: object): boolean {
  const listing = [
    { path, bytes },
    { path: 'PyYAML-6.0.dist-info/METADATA', bytes: 10 },
  ];

  return filesToRead(entry)(listing).has(path);
}

function known(
  paths: readonly string[],
  unread: readonly UnreadFile[] = [],
  listed: readonly string[] = [],
) {
  const files = paths.map((path) => archiveFile(path, new TextEncoder().encode(token)));

  return secretsIn(contentsOf(files, unread, listed), python);
}

function codeOf(files: Readonly<Record<string, string>>) {
  return contentsOf(
    Object.entries(files).map(([path, code]) => archiveFile(path, new TextEncoder().encode(code))),
  );
}

function contentsOf(
  files: readonly ReturnType<typeof archiveFile>[],
  unread: readonly UnreadFile[] = [],
  listed: readonly string[] = [],
) {
  const paths = [
    ...files.map(({ path }) => path),
    ...unread.map(({ path }) => path).filter((path) => !path.startsWith('..')),
    ...listed,
    'requests-2.0.dist-info/METADATA',
  ];

  return { listing: paths.map((path) => ({ path, bytes: 100 })), files, unread };
}
