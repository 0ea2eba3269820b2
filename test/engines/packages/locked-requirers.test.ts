import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { installedPackages } from '../../../functions/engines/packages/installed-packages.ts';
import { labelOf } from '../../../functions/engines/packages/package.ts';

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, object | string>>;
  /** By `name@version`, the way to it: empty for a top-level dependency. No other packages are there. */
  readonly ways: Readonly<Record<string, readonly string[]>>;
}

const CRATES = 'registry+https://github.com/rust-lang/crates.io-index';

const cases: readonly Case[] = [
  {
    what: 'yarn.lock 1: the range decides between two, whatever others have',
    files: {
      'yarn.lock': lines(
        '# yarn lockfile v1',
        '',
        'a@^1.0.0:',
        '  version "1.2.0"',
        '  resolved "https://registry.yarnpkg.com/a/-/a-1.2.0.tgz#x"',
        '  dependencies:',
        '    "@s/c" ">= 1.0.0 < 3"',
        '    b "^1.0.0"',
        '',
        '"@s/c@>= 1.0.0 < 3", "@s/c@^2.0.0":',
        '  version "2.0.0"',
        '  optionalDependencies:',
        '    b "^2.0.0"',
        '',
        'b@^1.0.0:',
        '  version "1.1.0"',
        '',
        'b@^2.0.0:',
        '  version "2.2.0"',
      ),
    },
    ways: {
      'a@1.2.0': [],
      '@s/c@2.0.0': ['a@1.2.0'],
      'b@1.1.0': ['a@1.2.0'],
      'b@2.2.0': ['a@1.2.0', '@s/c@2.0.0'],
    },
  },
  {
    what: 'yarn.lock 1 beside its manifests: what they ask for, without development',
    files: {
      'package.json': {
        dependencies: { a: '^1.0.0', b: '^1.0.0' },
        devDependencies: { t: '^1.0.0' },
      },
      'packages/w/package.json': {
        dependencies: { c: '^1.0.0' },
        devDependencies: { a: '^1.0.0' },
      },
      'yarn.lock': lines(
        '# yarn lockfile v1',
        'a@^1.0.0:',
        '  version "1.0.0"',
        '  dependencies:',
        '    b "^1.0.0"',
        'b@^1.0.0:',
        '  version "1.0.0"',
        'c@^1.0.0:',
        '  version "1.0.0"',
        'd@^1.0.0:',
        '  version "1.0.0"',
        'loop@^1.0.0:',
        '  version "1.0.0"',
        '  dependencies:',
        '    loop "^1.0.0"',
        't@^1.0.0:',
        '  version "1.0.0"',
        '  dependencies:',
        '    b "^1.0.0"',
        '    deep "^1.0.0"',
        'deep@^1.0.0:',
        '  version "1.0.0"',
      ),
    },
    ways: {
      'a@1.0.0': [],
      'b@1.0.0': [],
      'c@1.0.0': [],
      // Nothing in the archive requires it: another workspace may.
      'd@1.0.0': [],
      'loop@1.0.0': [],
    },
  },
  {
    what: 'yarn.lock 1 beside a manifest with a resolution, which leaves no range to know it by',
    files: {
      'package.json': { dependencies: { a: '^1.0.0' }, resolutions: { b: '2.0.0' } },
      'yarn.lock': lines(
        '# yarn lockfile v1',
        'a@^1.0.0:',
        '  version "1.0.0"',
        '  dependencies:',
        '    b "^1.0.0"',
        'b@2.0.0:',
        '  version "2.0.0"',
      ),
    },
    ways: { 'a@1.0.0': [], 'b@2.0.0': ['a@1.0.0'] },
  },
  {
    what: 'yarn.lock of Berry: workspaces, aliases, patches, and a key behind a question mark',
    files: {
      'yarn.lock': lines(
        '__metadata:',
        '  version: 8',
        '',
        '"a@npm:^1.0.0":',
        '  version: 1.0.0',
        '  resolution: "a@npm:1.0.0"',
        '  dependencies:',
        '    alias: "npm:real@^3.0.0"',
        '    resolve: "npm:^1.0.0"',
        '  dependenciesMeta:',
        '    other:',
        '      optional: true',
        '  languageName: node',
        '  linkType: hard',
        '',
        '"alias@npm:real@^3.0.0":',
        '  version: 3.0.0',
        '  resolution: "real@npm:3.0.0"',
        '',
        '? "old@npm:^1.0.0, old@npm:^1.1.0"',
        ':',
        '  version: 1.1.0',
        '  resolution: "old@npm:1.1.0"',
        '',
        '"own@workspace:.":',
        '  version: 0.0.0-use.local',
        '  resolution: "own@workspace:."',
        '  dependencies:',
        '    a: "npm:^1.0.0"',
        '',
        '"resolve@npm:^1.0.0":',
        '  version: 1.0.0',
        '  resolution: "resolve@npm:1.0.0"',
        '  dependencies:',
        '    old: ^1.1.0',
        '',
        '"resolve@patch:resolve@npm%3A^1.0.0#optional!builtin<compat/resolve>":',
        '  version: 1.0.0',
        '  resolution: "resolve@patch:resolve@npm%3A1.0.0#optional!builtin<compat/resolve>::version=1.0.0&hash=c3c19d"',
        '  dependencies:',
        '    old: ^1.1.0',
      ),
    },
    ways: {
      'a@1.0.0': [],
      'real@3.0.0': ['a@1.0.0'],
      'old@1.1.0': ['a@1.0.0', 'resolve@1.0.0'],
      'resolve@1.0.0': ['a@1.0.0'],
    },
  },
  {
    what: 'pnpm-lock 5, where what the project asks for stands at the top',
    files: {
      'pnpm-lock.yaml': lines(
        'lockfileVersion: 5.4',
        'specifiers: {a: ^1.0.0}',
        'dependencies: {a: 1.0.0_b@2.0.0, alias: /@s/real/1.0.0}',
        'packages:',
        '  /a/1.0.0_b@2.0.0:',
        '    dependencies: {b: 2.0.0}',
        '    optionalDependencies: {c: 1.0.0}',
        '  /b/2.0.0:',
        '    dependencies: {c: 1.0.0}',
        '  /@s/real/1.0.0: {}',
        '  /c/1.0.0: {}',
      ),
    },
    ways: {
      'a@1.0.0': [],
      'b@2.0.0': ['a@1.0.0'],
      '@s/real@1.0.0': [],
      'c@1.0.0': ['a@1.0.0'],
    },
  },
  {
    what: 'pnpm-lock 6, of which one package is there with two peers',
    files: {
      'pnpm-lock.yaml': lines(
        "lockfileVersion: '6.0'",
        'importers:',
        '  .:',
        '    dependencies:',
        '      a: {specifier: ^1.0.0, version: 1.0.0(p@1.0.0)}',
        '      own: {specifier: workspace:*, version: link:packages/own}',
        '  packages/own:',
        '    dependencies:',
        '      a: {specifier: ^1.0.0, version: 1.0.0(p@2.0.0)}',
        'packages:',
        '  /a@1.0.0(p@1.0.0):',
        '    dependencies: {p: 1.0.0}',
        '  /a@1.0.0(p@2.0.0):',
        '    dependencies: {p: 2.0.0, alias: /@s/real@3.0.0}',
        '  /p@1.0.0: {}',
        '  /p@2.0.0: {}',
        '  /@s/real@3.0.0: {}',
      ),
    },
    ways: {
      'a@1.0.0': [],
      'p@1.0.0': ['a@1.0.0'],
      'p@2.0.0': ['a@1.0.0'],
      '@s/real@3.0.0': ['a@1.0.0'],
    },
  },
  {
    what: 'pnpm-lock 9, with an alias and a package from elsewhere',
    files: {
      'pnpm-lock.yaml': lines(
        "lockfileVersion: '9.0'",
        'importers:',
        '  .:',
        '    dependencies:',
        '      a: {specifier: ^1.0.0, version: 1.0.0(b@2.0.0)}',
        'packages:',
        '  a@1.0.0: {resolution: {integrity: x}}',
        '  b@2.0.0: {}',
        "  '@s/real@3.0.0': {}",
        '  c@https://codeload.github.com/x/c/tar.gz/0abc: {version: 4.0.0}',
        'snapshots:',
        '  a@1.0.0(b@2.0.0):',
        "    dependencies: {alias: '@s/real@3.0.0', b: 2.0.0}",
        '  b@2.0.0:',
        '    dependencies: {c: https://codeload.github.com/x/c/tar.gz/0abc}',
        "  '@s/real@3.0.0': {}",
        '  c@https://codeload.github.com/x/c/tar.gz/0abc: {}',
      ),
    },
    ways: {
      'a@1.0.0': [],
      'b@2.0.0': ['a@1.0.0'],
      '@s/real@3.0.0': ['a@1.0.0'],
      'c@4.0.0': ['a@1.0.0', 'b@2.0.0'],
    },
  },
  {
    what: 'bun.lock, nested as it is installed',
    files: {
      'bun.lock': {
        workspaces: { '': { dependencies: { a: '1', b: '1' } } },
        packages: {
          a: ['a@1.0.0', '', { dependencies: { b: '2' }, peerDependencies: { c: '1' } }, 'x'],
          'a/b': ['b@2.0.0', '', { dependencies: { d: '1' } }, 'x'],
          b: ['b@1.0.0', '', {}, 'x'],
          c: ['c@1.0.0', '', {}, 'x'],
          d: ['d@1.0.0', '', { dependencies: { a: '1' } }, 'x'],
        },
      },
    },
    ways: {
      'a@1.0.0': [],
      'b@2.0.0': ['a@1.0.0'],
      'b@1.0.0': [],
      'c@1.0.0': [],
      'd@1.0.0': ['a@1.0.0', 'b@2.0.0'],
    },
  },
  {
    what: 'Cargo.lock: by name alone, with a version where there are two, as old ones with a source',
    files: {
      'Cargo.lock': lines(
        ...crate('own', '0.1.0', ['rand 0.8.5', 'serde'], ''),
        ...crate('rand', '0.7.3'),
        ...crate('rand', '0.8.5', ['rand_core']),
        ...crate('rand_core', '0.6.4', [`getrandom 0.2.0 (${CRATES})`]),
        ...crate('getrandom', '0.2.0'),
        ...crate('serde', '1.0.0', ['rand 0.7.3', 'serde']),
      ),
    },
    ways: {
      'rand@0.7.3': ['serde@1.0.0'],
      'rand@0.8.5': [],
      'rand_core@0.6.4': ['rand@0.8.5'],
      'getrandom@0.2.0': ['rand@0.8.5', 'rand_core@0.6.4'],
      'serde@1.0.0': [],
    },
  },
  {
    what: 'audit data of Rust, by places in its list',
    files: {
      'bootstrap!/.dep-v0': {
        packages: [
          { name: 'a', version: '1.0.0', source: 'crates.io', dependencies: [1] },
          { name: 'b', version: '1.0.0', source: 'crates.io', dependencies: [99] },
          { name: 'own', version: '0.1.0', source: 'local', root: true, dependencies: [0] },
        ],
      },
    },
    ways: { 'a@1.0.0': [], 'b@1.0.0': ['a@1.0.0'] },
  },
  {
    what: 'poetry.lock: not for an extra, and which of two is not known',
    files: {
      'poetry.lock': lines(
        ...pypi('A.b', '1.0', '[package.dependencies]', 'C_d = ">=1"', 'two = "*"'),
        'e = {version = "*", optional = true}',
        'f = [{version = "1", markers = "x"}, {version = "2", markers = "y"}]',
        ...pypi('c-d', '1.0'),
        ...pypi('e', '1.0'),
        ...pypi('f', '2.0'),
        ...pypi('two', '1.0'),
        ...pypi('two', '2.0'),
      ),
    },
    ways: {
      'a-b@1.0': [],
      'c-d@1.0': ['a-b@1.0'],
      'e@1.0': [],
      'f@2.0': ['a-b@1.0'],
      'two@1.0': [],
      'two@2.0': [],
    },
  },
  {
    what: 'pdm.lock, which writes requirements as metadata does',
    files: {
      'pdm.lock': lines(
        ...pypi('a', '1.0', 'dependencies = ["B_c[x]>=2 ; python_version > \\"3\\"", "d"]'),
        ...pypi('b-c', '2.0'),
        ...pypi('d', '1.0'),
      ),
    },
    ways: { 'a@1.0': [], 'b-c@2.0': ['a@1.0'], 'd@1.0': ['a@1.0'] },
  },
  {
    what: 'pylock.toml',
    files: {
      'pylock.toml': lines(
        'lock-version = "1.0"',
        '[[packages]]',
        'name = "a"',
        'version = "1.0"',
        'dependencies = [{name = "b"}]',
        '[[packages]]',
        'name = "b"',
        'version = "1.0"',
      ),
    },
    ways: { 'a@1.0': [], 'b@1.0': ['a@1.0'] },
  },
  {
    what: 'uv.lock, with two versions of one package',
    files: {
      'uv.lock': lines(
        ...pypi('own', '0.1', 'source = { virtual = "." }', 'dependencies = [{ name = "a" }]'),
        '[package.optional-dependencies]',
        'x = [{ name = "b", version = "1.0" }]',
        ...pypi('a', '1.0', 'dependencies = [{ name = "b", version = "2.0", marker = "x" }]'),
        ...pypi('b', '1.0'),
        ...pypi('b', '2.0', 'dependencies = [{ name = "a" }]'),
      ),
    },
    ways: { 'a@1.0': [], 'b@1.0': [], 'b@2.0': ['a@1.0'] },
  },
  {
    what: 'Gemfile.lock: for two platforms, through a gem of the project, and from a repository',
    files: {
      'Gemfile.lock': lines(
        'GIT',
        '  remote: https://example.com/g.git',
        '  specs:',
        '    g (1.0)',
        '      rexml',
        'PATH',
        '  remote: .',
        '  specs:',
        '    own (0.1.0)',
        '      rack (~> 2.0)',
        'GEM',
        '  remote: https://rubygems.org/',
        '  specs:',
        '    nokogiri (1.15.4-arm64-darwin)',
        '      racc (~> 1.4)',
        '    nokogiri (1.15.4-x86_64-linux)',
        '      racc (~> 1.4)',
        '    racc (1.7.1)',
        '    rack (2.2.3)',
        '    rexml (3.2.4)',
        'DEPENDENCIES',
        '  g!',
        '  nokogiri (~> 1.15)',
        '  own!',
      ),
    },
    ways: {
      'g@1.0': [],
      'nokogiri@1.15.4': [],
      'racc@1.7.1': ['nokogiri@1.15.4'],
      'rack@2.2.3': [],
      'rexml@3.2.4': ['g@1.0'],
    },
  },
  {
    what: 'installed gems, as old and new RubyGems wrote what they need',
    files: {
      'ruby/specifications/a-1.0.gemspec': lines(
        '# stub: a 1.0 ruby lib',
        '  s.add_runtime_dependency(%q<b>.freeze, ["~> 1.4".freeze])',
        '  s.add_development_dependency(%q<t>.freeze, [">= 0"])',
      ),
      'ruby/specifications/b-1.4.gemspec': lines(
        '# stub: b 1.4 ruby lib',
        '  s.add_dependency "t", ">= 0"',
      ),
      'ruby/specifications/t-1.0.gemspec': '# stub: t 1.0 ruby lib\n',
    },
    ways: { 'a@1.0': [], 'b@1.4': ['a@1.0'], 't@1.0': ['a@1.0', 'b@1.4'] },
  },
  {
    what: 'installed.json of Composer, in whatever case',
    files: {
      'vendor/composer/installed.json': {
        packages: [
          { name: 'a/b', version: '1.0.0', require: { php: '>=8', 'ext-json': '*', 'C/D': '^1' } },
          { name: 'c/d', version: '1.0.0', require: [] },
        ],
      },
    },
    ways: { 'a/b@1.0.0': [], 'c/d@1.0.0': ['a/b@1.0.0'] },
  },
  {
    what: 'deps.json, from the project on',
    files: {
      'Shop.deps.json': {
        targets: {
          '.NETCoreApp,Version=v8.0': {
            'Shop/1.0.0': { dependencies: { A: '1.0.0', B: '1.0.0' }, runtime: {} },
            'A/1.0.0': { dependencies: { B: '1.0.0', C: '2.0.0' } },
          },
        },
        libraries: {
          'Shop/1.0.0': { type: 'project' },
          'A/1.0.0': { type: 'package' },
          'B/1.0.0': { type: 'package' },
          'C/2.0.0': { type: 'package' },
        },
      },
    },
    ways: { 'A@1.0.0': [], 'B@1.0.0': [], 'C@2.0.0': ['A@1.0.0'] },
  },
  {
    what: 'packages.lock.json: through another project, in any case, and what differs on a platform',
    files: {
      'packages.lock.json': {
        version: 2,
        dependencies: {
          'net8.0': {
            A: { type: 'Direct', resolved: '1.0.0', dependencies: { b: '[1.0.0, )' } },
            B: { type: 'Transitive', resolved: '1.0.0' },
            C: { type: 'Transitive', resolved: '1.0.0' },
            own: { type: 'Project', dependencies: { C: '[1.0.0, )' } },
          },
          'net8.0/linux-x64': {
            D: { type: 'Transitive', resolved: '2.0.0', dependencies: { B: '1.0.0' } },
          },
        },
      },
    },
    ways: { 'A@1.0.0': [], 'B@1.0.0': ['A@1.0.0'], 'C@1.0.0': [], 'D@2.0.0': [] },
  },
  {
    what: 'deno.lock: what imports ask for, under an alias, and once for all of its peers',
    files: {
      'deno.lock': {
        version: '5',
        specifiers: { 'npm:a@^1.0.0': '1.2.0', 'npm:b@1': '1.0.0_peer@1.0.0' },
        npm: {
          'a@1.2.0': { dependencies: ['b', 'other@npm:c@1.0.0'] },
          'b@1.0.0_peer@1.0.0': { dependencies: ['peer'] },
          'b@1.0.0_peer@2.0.0': {},
          'c@1.0.0': {},
          'peer@1.0.0': {},
        },
      },
    },
    ways: { 'a@1.2.0': [], 'b@1.0.0': [], 'c@1.0.0': ['a@1.2.0'], 'peer@1.0.0': ['b@1.0.0'] },
  },
  {
    what: 'paket.lock: what stands below each, in any case, and of its own group',
    files: {
      'paket.lock': lines(
        'NUGET',
        '  remote: https://api.nuget.org/v3/index.json',
        '    A (1.0.0)',
        '      b (>= 1.0)',
        '    B (1.0.0)',
        'GROUP Other',
        'NUGET',
        '  remote: https://api.nuget.org/v3/index.json',
        '    B (2.0.0)',
      ),
    },
    ways: { 'A@1.0.0': [], 'B@1.0.0': ['A@1.0.0'], 'B@2.0.0': [] },
  },
];

describe('what brought a package, as locks say', () => {
  it.each(cases)('$what', ({ files, ways }) => {
    const { packages, unread } = installedPackages(filesOf(files));

    const found = packages.map((one) => [labelOf(one), one.requiredBy?.chain ?? []]);
    expect(Object.fromEntries(found)).toEqual(ways);
    expect(found).toHaveLength(Object.keys(ways).length);
    expect(unread).toEqual([]);
  });

  it('says what each requires, that some require nothing, and of which nothing is known', () => {
    const { packages } = installedPackages(
      filesOf({
        'bun.lock': {
          packages: { a: ['a@1.0.0', '', { dependencies: { b: '1' } }, 'x'], b: ['b@1.0.0'] },
        },
        'requirements.txt': 'c==1.0\n',
      }),
    );

    expect(packages.map(({ name, requires }) => [name, requires])).toEqual([
      ['a', ['pkg:npm/b@1.0.0']],
      ['b', []],
      ['c', undefined],
    ]);
  });

  it('does not take one lock for another', () => {
    const { packages } = installedPackages(
      filesOf({
        'x/Cargo.lock': lines(...crate('a', '1.0.0', ['b']), ...crate('b', '1.0.0')),
        'y/Cargo.lock': lines(...crate('b', '2.0.0')),
      }),
    );

    expect(packages.map((one) => [labelOf(one), one.requiredBy?.chain])).toEqual([
      ['a@1.0.0', undefined],
      ['b@1.0.0', ['a@1.0.0']],
      ['b@2.0.0', undefined],
    ]);
  });
});

function crate(
  name: string,
  version: string,
  dependencies: readonly string[] = [],
  source = CRATES,
): readonly string[] {
  return [
    '[[package]]',
    `name = "${name}"`,
    `version = "${version}"`,
    ...(source === '' ? [] : [`source = "${source}"`]),
    `dependencies = [${dependencies.map((one) => `"${one}"`).join(', ')}]`,
  ];
}

function pypi(name: string, version: string, ...more: readonly string[]): readonly string[] {
  return ['[[package]]', `name = "${name}"`, `version = "${version}"`, ...more];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

function filesOf(files: Case['files']) {
  return Object.entries(files).map(([path, content]) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    return archiveFile(path, new TextEncoder().encode(text));
  });
}
