import { describe, expect, it } from 'vitest';
import { pythonModuleLines, pythonModulesAsOf } from '../../../functions/data/python-modules.ts';
import { packageOf } from '../../../functions/engines/packages/package.ts';
import {
  strippedPython,
  strippedVersionFiles,
} from '../../../functions/engines/packages/stripped-python.ts';

const REQUESTS = ['__init__', '__version__', 'adapters', 'auth', 'cookies', 'hooks'];
const requests = REQUESTS.map((name) => `requests/${name}.py`);
const ownCode = ['app.py', 'orders/__init__.py', 'orders/create.py', 'tests/test_app.py'];
const version = { path: 'requests/__version__.py', text: "__version__ = '2.19.0'\n" };

describe('strippedVersionFiles', () => {
  it('are those of modules that no metadata names', () => {
    const paths = [...requests, ...ownCode];

    expect(strippedVersionFiles(paths)).toEqual([
      'requests/__version__.py',
      'requests/__init__.py',
    ]);
    expect(strippedVersionFiles([...paths, 'requests-2.19.0.dist-info/METADATA'])).toEqual([]);
  });
});

describe('strippedPython', () => {
  it('names a package by its modules, and its version by what one of them says', () => {
    expect(strippedPython(requests, [version], [])).toMatchObject({
      packages: [
        {
          purl: 'pkg:pypi/requests@2.19.0',
          evidence: { channel: 'version in code', path: version.path },
        },
      ],
      unread: [],
    });
  });

  it.each([
    ['under lib/', (path: string) => `lib/${path}`],
    ['in a layer', (path: string) => `python/${path}`],
    ['in an archive', (path: string) => `deps.zip!/${path}`],
    ['in a folder of own code for others', (path: string) => `vendored/${path}`],
    ['compiled', (path: string) => path.replace(/([^/]+)\.py$/, '__pycache__/$1.cpython-312.pyc')],
    ['compiled, in the place of its sources', (path: string) => `${path}c`],
  ])('sees one %s', (_, placed) => {
    const paths = [...requests, 'requests/__init__.py'].map(placed);

    expect(strippedPython(paths, [], [])).toMatchObject({
      packages: [],
      unread: [
        {
          path: expect.stringMatching(/requests$/),
          reason: 'requests of PyPI without its metadata, of an unknown version',
        },
      ],
    });
  });

  it('does not take a folder for others for a package, whatever file lies in it', () => {
    const paths = ['vendored/__init__.py', ...requests.map((path) => `vendored/${path}`)];

    expect(strippedPython(paths, [], []).unread).toMatchObject([{ path: 'vendored/requests' }]);
    expect(
      strippedPython(
        paths.map((path) => `own/${path}`),
        [],
        [],
      ).unread,
    ).toMatchObject([]);
  });

  it('takes the name of a folder of metadata for what is gone from it', () => {
    const { packages, unread } = strippedPython(
      ['PyYAML-5.3.dist-info/RECORD', 'odd.dist-info/RECORD', 'a-1.0.dist-info/METADATA'],
      [],
      [],
    );

    expect(packages).toMatchObject([
      { purl: 'pkg:pypi/pyyaml@5.3', evidence: { channel: 'file name' } },
    ]);
    expect(unread).toMatchObject([{ path: 'odd.dist-info' }]);
  });

  it('says what else may be a package where all metadata is gone', () => {
    const { packages, unread } = strippedPython([...requests, ...ownCode], [version], []);

    expect(packages).toHaveLength(1);
    expect(unread).toEqual([
      {
        path: 'orders',
        reason: 'a Python package or own code: metadata is missing here',
      },
    ]);
  });

  it('takes compiled modules for a sign that metadata is gone', () => {
    const paths = [
      'app.py',
      'fast/__init__.py',
      'fast/core/__init__.py',
      'fast/core/_impl.cpython-312-x86_64-linux-gnu.so',
    ];

    expect(strippedPython(paths, [], []).unread).toMatchObject([{ path: 'fast' }]);
    expect(strippedPython([...paths, 'fast-1.dist-info/METADATA'], [], []).unread).toEqual([]);
  });

  it('cannot choose between two that bring the same module', () => {
    const paths = [
      '__init__',
      '_json',
      '_range',
      'errorcodes',
      'extensions',
      'extras',
      'pool',
      'sql',
    ];
    const { unread } = strippedPython(
      paths.map((name) => `psycopg2/${name}.py`),
      [{ path: 'psycopg2/__init__.py', text: '__version__ = "2.9.9"' }],
      [],
    );

    expect(unread).toMatchObject([
      { reason: expect.stringContaining('psycopg2-binary or psycopg2') },
    ]);
  });

  describe('has nothing to say of', () => {
    it.each<[string, readonly string[]]>([
      ['own code alone', ownCode],
      [
        'own code that has the name of a package',
        ['redis/__init__.py', 'redis/connect.py', 'jwt.py'],
      ],
      [
        'own code with a file or two alike',
        ['flask/__init__.py', 'flask/app.py', 'flask/logging.py'],
      ],
      ['a folder of source', ['src/app.py', 'src/lib/__init__.py', 'src/lib/auth.py']],
      [
        'what a package has in it of others',
        [
          'botocore/__init__.py',
          'botocore/vendored/__init__.py',
          ...requests.map((path) => `botocore/vendored/${path}`),
          'botocore-1.0.dist-info/METADATA',
        ],
      ],
      ['a package beside its metadata', [...requests, 'requests-2.19.0.dist-info/METADATA']],
      ['a package beside its egg-info', [...requests, 'requests-2.19.0-py3.8.egg-info/PKG-INFO']],
      [
        'an egg',
        ['requests.egg!/EGG-INFO/PKG-INFO', ...requests.map((path) => `requests.egg!/${path}`)],
      ],
      ['what is no Python', ['requests/adapters.js', 'requests/auth.md', 'a.so.1']],
    ])('%s', (_, paths) => {
      expect(strippedPython(paths, [], [])).toEqual({ packages: [], unread: [] });
    });

    it('a package that a lock names', () => {
      const locked = packageOf(
        { ecosystem: 'PyPI', name: 'requests', version: '2.19.0' },
        { channel: 'lockfile', path: 'requirements.txt' },
      );

      expect(strippedPython([...requests, ...ownCode], [], [locked])).toEqual({
        packages: [],
        unread: [],
      });
    });
  });

  it('sees a second copy elsewhere, though the first has its metadata', () => {
    const other = requests.map((path) => `lib/${path}`);
    const paths = [...requests, 'requests-2.31.0.dist-info/METADATA', ...other];

    expect(strippedPython(paths, [], []).unread).toMatchObject([{ path: 'lib/requests' }]);
  });
});

describe('the table of modules', () => {
  it('is not too old', () => {
    const days = (Date.now() - Date.parse(pythonModulesAsOf)) / 86_400_000;

    expect(days, 'run scripts/update-python-modules.ts').toBeLessThan(730);
  });

  it('knows each module once, by marks that are within it', () => {
    for (const line of pythonModuleLines) {
      const [packages, name = '', version = '', ...marks] = line.split(' ');

      expect(packages).toMatch(/^[\w.,-]+$/);
      expect(marks.length).toBeGreaterThan(0);
      for (const mark of version === '-' ? marks : [version, ...marks]) {
        expect(mark === name || mark.startsWith(`${name}/`), line).toBe(true);
      }
    }
  });
});
