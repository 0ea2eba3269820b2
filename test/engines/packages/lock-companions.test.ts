import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { installedPackages } from '../../../functions/engines/packages/installed-packages.ts';
import { bytesToRead } from '../../../functions/engines/packages/metadata-files.ts';

/** Files that say together what none of them says alone. */
const samples: readonly {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly purls: readonly string[];
}[] = [
  {
    what: 'requirements that name others and their constraints',
    files: {
      'app/requirements.txt': '-r requirements/base.txt\n--constraint=constraints.txt\nb\nc @ x\n',
      'app/requirements/base.txt': 'a==1.0\n',
      'app/requirements/dev.txt': 'tester==1.0\n',
      'app/constraints.txt': 'B==2.0\nc==3.0\nunused==1.0\n',
    },
    purls: ['pypi/b@2.0', 'pypi/a@1.0'],
  },
  {
    what: 'all requirements of one folder',
    files: { 'requirements.txt': 'a==1.0\n', 'requirements-aws.txt': 'b==1.0\n' },
    purls: ['pypi/a@1.0', 'pypi/b@1.0'],
  },
  {
    what: 'the shrinkwrap where npm would take it',
    files: {
      'package-lock.json': '{"packages":{"node_modules/a":{"version":"1.0.0"}}}',
      'npm-shrinkwrap.json': '{"packages":{"node_modules/a":{"version":"2.0.0"}}}',
    },
    purls: ['npm/a@2.0.0'],
  },
  {
    what: 'poetry.lock of Poetry 1.5, without what the project needs for development',
    files: {
      'poetry.lock': toml([
        ['a', { b: '*', shared: '*' }],
        ['b', {}],
        ['shared', {}],
        ['tester', { shared: '*', deep: '*', extra: '*' }],
        ['deep', {}],
        ['linter', {}],
        ['extra', {}],
        ['old', {}],
      ]),
      'pyproject.toml':
        '[tool.poetry.dependencies]\npython = "^3.9"\nA = "^1.0"\n[tool.poetry.group.dev.dependencies]\ntester = "^1.0"\n[tool.poetry.dev-dependencies]\nold = "^1.0"\n[project.optional-dependencies]\nx = ["extra>=1"]\n[dependency-groups]\nlint = ["linter>=1", { include-group = "x" }]\n',
    },
    purls: ['pypi/a@1.0', 'pypi/b@1.0', 'pypi/shared@1.0', 'pypi/extra@1.0'],
  },
  {
    what: 'pdm.lock, without groups for development that have names of their own',
    files: {
      'pdm.lock':
        '[[package]]\nname = "a"\nversion = "1.0"\ngroups = ["default"]\n\n[[package]]\nname = "t"\nversion = "1.0"\ngroups = ["mine"]\n',
      'pyproject.toml':
        '[project]\ndependencies = ["a>=1.0"]\n[tool.pdm.dev-dependencies]\nmine = ["t"]\n',
    },
    purls: ['pypi/a@1.0'],
  },
  {
    what: 'poetry.lock beside a pyproject.toml that cannot be read',
    files: { 'poetry.lock': toml([['a', {}]]), 'pyproject.toml': '[[[' },
    purls: ['pypi/a@1.0'],
  },
  {
    what: 'Gemfile.lock, without groups for development',
    files: {
      Gemfile:
        "source 'x'\ngem 'a'\nif ENV['X']\n  gem 'b'\nend\ngroup :development, :test do\n  gem 'c'\n  platforms :mri do\n    gem 'd'\n  end\n  gem 'j'\nend\ngem 'e', require: false, group: :test\ngem 'f', groups: [:test, :production]\ngroup(:development) {\n  gem 'h'\n  gem 'i', group: :production\n}\ngroup :assets do\n  gem 'g'\nend\n",
      'Gemfile.lock':
        `GEM\n  remote: x\n  specs:\n${[...'abcdefghij'].map((name) => `    ${name} (1.0)\n`).join('')}    deep (1.0)\n\nDEPENDENCIES\n  a\n`.replace(
          '    c (1.0)\n',
          '    c (1.0)\n      deep\n',
        ),
    },
    purls: ['gem/a@1.0', 'gem/b@1.0', 'gem/f@1.0', 'gem/g@1.0', 'gem/i@1.0'],
  },
  {
    what: 'Cargo.lock, without what builds and tests',
    files: {
      'Cargo.toml':
        '[dependencies]\na = "1"\nalias = { package = "b", version = "1" }\n[dev-dependencies]\nt = "1"\n[target.x.build-dependencies]\ncc = "1"\n',
      'Cargo.lock': ['a', 'b', 't', 'cc', 'deep']
        .map(
          (name) =>
            `[[package]]\nname = "${name}"\nversion = "1.0.0"\nsource = "registry+x"\n${name === 't' ? 'dependencies = ["deep", "a", "b"]\n' : ''}`,
        )
        .join('\n'),
    },
    purls: ['cargo/a@1.0.0', 'cargo/b@1.0.0'],
  },
  {
    what: 'go.mod of old, with the rest in go.sum',
    files: {
      'go.mod': 'module own\n\nrequire example.com/a v1.0.0\n',
      'go.sum':
        'example.com/a v1.0.0 h1:x=\nexample.com/b v0.1.0 h1:x=\nexample.com/c v1.0.0/go.mod h1:x=\n',
    },
    purls: ['golang/example.com/a@v1.0.0', 'golang/example.com/b@v0.1.0'],
  },
  {
    what: 'what go mod vendor has copied, and not what go.mod asks for',
    files: {
      'vendor/modules.txt': '# example.com/a v1.0.0\nexample.com/a\n',
      'go.mod': 'module own\n\ngo 1.21\n\nrequire example.com/b v1.0.0\n',
    },
    purls: ['golang/example.com/a@v1.0.0'],
  },
  {
    what: 'what runs, of the locks of Gradle before 7',
    files: {
      'gradle/dependency-locks/compileClasspath.lockfile': 'g:a:1.0\ng:lombok:1.0\n',
      'gradle/dependency-locks/runtimeClasspath.lockfile': 'g:a:1.0\n',
    },
    purls: ['maven/g/a@1.0'],
  },
  {
    what: 'installed.json once, where Composer has written it in PHP too',
    files: {
      'vendor/composer/installed.json': '{"packages":[{"name":"a/b","version":"1.0.0"}]}',
      'vendor/composer/installed.php':
        "<?php return array('versions' => array('a/b' => array('pretty_version' => '1.0.0')));",
    },
    purls: ['composer/a/b@1.0.0'],
  },
  {
    what: 'a package of Python once, that conda has installed',
    files: {
      'env/conda-meta/x-1.0-py39_0.json':
        '{"name":"x","version":"1.0","files":["lib/python3.9/site-packages/x-1.0.dist-info/METADATA"]}',
      'env/lib/python3.9/site-packages/x-1.0.dist-info/METADATA': 'Name: x\nVersion: 1.0\n',
    },
    purls: ['pypi/x@1.0'],
  },
];

describe('installedPackages', () => {
  it.each(samples)('reads $what', ({ files, purls }) => {
    const all = Object.entries(files);

    const { packages } = installedPackages(
      all.map(([path, text]) => archiveFile(path, new TextEncoder().encode(text))),
    );

    expect(packages.map(({ purl }) => purl)).toEqual(purls.map((purl) => `pkg:${purl}`));
    expect(all.filter(([path]) => bytesToRead({ path, bytes: 1 }) === undefined)).toEqual(
      all.filter(([path]) => path.endsWith('/dev.txt')),
    );
  });

  it('reads what Windows writes in UTF-16', () => {
    const text = [...'a==1.0\r\n'].flatMap((character) => [character.charCodeAt(0), 0]);
    const bytes = new Uint8Array([0xff, 0xfe, ...text]);

    const { packages } = installedPackages([archiveFile('requirements.txt', bytes)]);

    expect(packages.map(({ purl }) => purl)).toEqual(['pkg:pypi/a@1.0']);
  });
});

function toml(packages: readonly (readonly [string, Readonly<Record<string, string>>])[]): string {
  return packages
    .map(([name, requires]) => {
      const lines = Object.entries(requires).map(([other, range]) => `${other} = "${range}"`);
      return `[[package]]\nname = "${name}"\nversion = "1.0"\n\n[package.dependencies]\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
