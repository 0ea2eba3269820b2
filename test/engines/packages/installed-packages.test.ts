import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { installedPackages } from '../../../functions/engines/packages/installed-packages.ts';
import { packageMetadataPath } from '../../../functions/engines/packages/metadata-files.ts';

const LODASH = 'node_modules/lodash/package.json';
const YAML = 'PyYAML-5.3.dist-info/METADATA';

describe('packageMetadataPath', () => {
  it.each([
    'node_modules/lodash/package.json',
    'src/node_modules/lodash/package.json',
    'node_modules/@aws-sdk/client-s3/package.json',
    'node_modules/a/node_modules/b/package.json',
    'node_modules/@a/b/node_modules/@c/d/package.json',
    'node_modules/.pnpm/lodash@4.17.15/node_modules/lodash/package.json',
    'node_modules/node_modules/package.json/package.json',
    'PyYAML-5.3.dist-info/METADATA',
    'python/lib/python3.12/site-packages/urllib3-1.24.1.dist-info/METADATA',
    'lodash/package.json',
    'my_node_modules/x/package.json',
    'deps.tgz!/package/package.json',
  ])('takes %s', (path) => {
    expect(packageMetadataPath(path)).toBe(true);
  });

  it.each([
    'package.json',
    'node_modules/package.json',
    'node_modules/.bin/package.json',
    'node_modules/@scope/package.json',
    'node_modules/@/b/package.json',
    'node_modules//package.json',
    'node_modules/x/esm/package.json',
    'node_modules/@s/x/esm/package.json',
    'node_modules/x/test/fixtures/package.json',
    'node_modules/x/package.json.js',
    'PyYAML-5.3.dist-info/RECORD',
    'PyYAML-5.3.dist-info/licenses/METADATA',
    '.dist-info/METADATA',
    'METADATA',
  ])('leaves %s', (path) => {
    expect(packageMetadataPath(path)).toBe(false);
  });
});

describe('a package where only NODE_PATH or a path leads to it', () => {
  const published = {
    name: 'lodash',
    version: '4.17.15',
    license: 'MIT',
    repository: 'lodash/lodash',
  };
  const found = (path: string, json: object) =>
    installedPackages([manifest(path, json)]).packages.map(({ purl }) => purl);

  it.each([
    ['lib/lodash/package.json', published],
    ['lib/@a/b/package.json', { ...published, name: '@a/b' }],
  ])('is seen: %s', (path, json) => {
    expect(found(path, json)).toEqual([`pkg:npm/${json.name.replace('@', '%40')}@4.17.15`]);
  });

  it.each([
    ['in a folder of another name', 'packages/core/package.json', published],
    ['of a workspace', 'packages/lodash/package.json', { ...published, private: true }],
    [
      'that says nothing of where it comes from',
      'lib/lodash/package.json',
      { name: 'lodash', version: '1.0.0' },
    ],
    [
      'of a scope that the folder has not',
      'packages/b/package.json',
      { ...published, name: '@a/b' },
    ],
    ['of the project itself', 'package.json', published],
    ['without a version', 'lib/lodash/package.json', { ...published, version: undefined }],
  ])('is own code when it is one %s', (_, path, json) => {
    expect(found(path, json)).toEqual([]);
  });

  it('is own code when its manifest cannot be read', () => {
    const { packages, unread } = installedPackages([
      archiveFile('lib/a/package.json', Buffer.from('{')),
    ]);

    expect([packages, unread]).toEqual([[], []]);
  });
});

describe('a lock beside what is installed', () => {
  const lock = (...names: readonly string[]) =>
    manifest('package-lock.json', {
      lockfileVersion: 3,
      packages: Object.fromEntries(
        names.map((name) => [`node_modules/${name}`, { version: '1.0.0' }]),
      ),
    });
  const installed = (...names: readonly string[]) =>
    names.map((name) => manifest(`node_modules/${name}/package.json`, { name, version: '2.0.0' }));
  const found = (files: Parameters<typeof installedPackages>[0]) =>
    installedPackages(files).packages.map(({ name, version }) => `${name}@${version}`);

  it('counts where most of it is not there: it may be bundled, or copied', () => {
    expect(found([...installed('a'), lock('a', 'b', 'c', 'd')])).toEqual([
      'a@2.0.0',
      'b@1.0.0',
      'c@1.0.0',
      'd@1.0.0',
    ]);
  });

  it('does not where most of it is there: the rest is for another system', () => {
    expect(found([...installed('a', 'b', 'c'), lock('a', 'b', 'c', 'd')])).toEqual([
      'a@2.0.0',
      'b@2.0.0',
      'c@2.0.0',
    ]);
  });

  it('does not where nothing says what of it is for development', () => {
    const entry = (name: string) => `${name}@^1:\n  version "1.0.0"\n`;
    const text = ['# yarn lockfile v1', ...['a', 'b', 'c', 'd'].map(entry)].join('\n');
    const yarn = archiveFile('yarn.lock', Buffer.from(text));
    const project = manifest('package.json', {
      dependencies: { a: '^1', b: '^1', d: '^1' },
      devDependencies: { c: '^1' },
    });

    expect(found([...installed('a'), yarn])).toEqual(['a@2.0.0']);
    expect(found([...installed('a'), yarn, project])).toEqual(['a@2.0.0', 'b@1.0.0', 'd@1.0.0']);
  });

  it('says nothing of what the runtime of Python brings', () => {
    const text = 'boto3==1.0\nbotocore==1.0\nurllib3==1.0\nPyYAML==5.3';
    const files = [
      archiveFile(YAML, Buffer.from('Name: PyYAML\nVersion: 5.3')),
      archiveFile('requirements.txt', Buffer.from(text)),
    ];

    expect(found(files)).toEqual(['pyyaml@5.3']);
  });

  it('says nothing of what a compiler has built', () => {
    const sum = archiveFile('go.sum', Buffer.from('a.b/c v1.0.0 h1:x=\n'));

    expect(found([...installed('a'), sum])).toEqual(['a@2.0.0', 'a.b/c@v1.0.0']);
  });
});

describe('installedPackages', () => {
  it('reports two versions of one package, and two copies of one version', () => {
    const { packages } = installedPackages([
      manifest(LODASH, { name: 'lodash', version: '4.17.21' }),
      manifest('node_modules/a/node_modules/lodash/package.json', {
        name: 'lodash',
        version: '4.17.15',
      }),
      manifest('node_modules/b/node_modules/lodash/package.json', {
        name: 'lodash',
        version: '4.17.15',
      }),
    ]);

    expect(packages.map(({ purl }) => purl)).toEqual([
      'pkg:npm/lodash@4.17.21',
      'pkg:npm/lodash@4.17.15',
      'pkg:npm/lodash@4.17.15',
    ]);
    expect(new Set(packages.map(({ evidence }) => evidence.path)).size).toBe(3);
  });

  it.each([
    ['its own name, though the folder has an alias', { name: '@a/b', version: '1.0.0' }, '@a/b'],
    ['a name in capitals as it is', { name: 'JSONStream', version: '1.0.0' }, 'JSONStream'],
    ['the name of a part of Node', { name: 'events', version: '3.3.0' }, 'events'],
    ['a private package that has a version', { name: 'a', version: '1.0.0', private: true }, 'a'],
  ])('reads %s', (_, json, name) => {
    const { packages } = installedPackages([manifest(LODASH, json)]);

    expect(packages).toMatchObject([
      { ecosystem: 'npm', name, evidence: { channel: 'installed', path: LODASH } },
    ]);
    expect(packages[0]?.purl).toContain(name.replace('@', '%40'));
  });

  it.each([
    ['what is no JSON', 'lodash'],
    ['half a file', '{"name": "lodash", "vers'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a name that is no text', '{"name": 1, "version": "1.0.0"}'],
    ['a version that is no text', '{"name": "a", "version": {"toString": 1}}'],
    ['no version', '{"name": "a"}'],
    ['no name', '{"version": "1.0.0"}'],
    ['an empty name', '{"name": "", "version": "1.0.0"}'],
    ['a stub that stands for a package', '{"type": "module"}'],
    ['a name with a command in it', '{"name": "a; rm -rf /", "version": "1.0.0"}'],
    ['a name that leads elsewhere', '{"name": "../../etc", "version": "1.0.0"}'],
    ['a version with a line break', '{"name": "a", "version": "1.0.0\\n2"}'],
    ['a version without end', `{"name": "a", "version": "${'1'.repeat(129)}"}`],
    ['a name without end', `{"name": "${'a'.repeat(215)}", "version": "1.0.0"}`],
    ['a file without end', `{"name": "a", "version": "1.0.0"${' '.repeat(16_000_000)}}`],
    ['deep nesting', '['.repeat(100_000)],
  ])('says that it cannot read %s', (_, text) => {
    const { packages, unread } = installedPackages([fileOf(LODASH, text)]);

    expect(packages).toEqual([]);
    expect(unread).toEqual([{ path: LODASH, reason: expect.stringMatching(/^.{5,200}$/s) }]);
  });

  it.each([
    ['a private package without a version', LODASH, { name: '@shop/shared', private: true }],
    ['a stub in the tests of a package', 'node_modules/x/test/node_modules/y/package.json', {}],
  ])('knows that %s is none of a registry', (_, path, json) => {
    expect(installedPackages([manifest(path, json)])).toEqual({ packages: [], unread: [] });
  });

  it.each([
    ['a nested package', 'node_modules/x/node_modules/@s/y/package.json'],
    ['a package of pnpm', 'node_modules/.pnpm/y@1/node_modules/y/package.json'],
  ])('says that it cannot read a stub that stands for %s', (_, path) => {
    expect(installedPackages([manifest(path, {})]).unread).toHaveLength(1);
  });

  it('takes a mark of the byte order for no fault', () => {
    const text = '\uFEFF{"name": "a", "version": "1.0.0"}';

    expect(installedPackages([fileOf(LODASH, text)]).packages).toHaveLength(1);
  });

  it.each([
    ['plainly', 'Metadata-Version: 2.1\nName: PyYAML\nVersion: 5.3\n\nprose'],
    ['with Windows line ends', 'Name: PyYAML\r\nVersion: 5.3\r\n\r\nVersion: 9'],
    ['in other case and without blanks', 'NAME:PyYAML\nversion:5.3'],
    ['after a folded line', 'License: MIT\n Name: no\n\tVersion: 9\nName: PyYAML\nVersion: 5.3'],
    ['with the first of two', 'Name: PyYAML\nName: no\nVersion: 5.3\nVersion: 9'],
    ['among lines that are no headers', ': a\nnonsense\nName: PyYAML\nVersion: 5.3'],
  ])('reads Python metadata written %s', (_, text) => {
    expect(installedPackages([fileOf(YAML, text)]).packages).toEqual([
      {
        ecosystem: 'PyPI',
        name: 'pyyaml',
        version: '5.3',
        purl: 'pkg:pypi/pyyaml@5.3',
        certainty: 'exact',
        evidence: { channel: 'installed', path: YAML },
        requires: [],
      },
    ]);
  });

  it.each([
    ['an empty file', ''],
    ['a version in the prose only', 'Name: PyYAML\n\nVersion: 5.3'],
    ['a name that is none', 'Name: Py YAML\nVersion: 5.3'],
    ['a name that is folded', 'Name: Py\n YAML\nVersion: 5.3'],
  ])('says that it cannot read Python metadata with %s', (_, text) => {
    expect(installedPackages([fileOf(YAML, text)])).toMatchObject({
      packages: [],
      unread: [{ path: YAML }],
    });
  });

  it.each(['Zope.Interface', 'zope_interface', 'zope-.-interface'])('normalises %s', (name) => {
    const text = `Name: ${name}\nVersion: 5.0`;

    expect(installedPackages([fileOf(YAML, text)]).packages[0]?.name).toBe('zope-interface');
  });
});

function manifest(path: string, json: object) {
  return fileOf(path, JSON.stringify(json));
}

function fileOf(path: string, text: string) {
  return archiveFile(path, new TextEncoder().encode(text));
}
