import { describe, expect, it } from 'vitest';
import { InstalledPython, recordsToRead } from '../../../functions/engines/packages/index.ts';

/** Paths that an installer put there. */
function installedAmong(paths: readonly string[], handler = 'app.handler'): readonly string[] {
  const installed = new InstalledPython(
    paths.map((path) => ({ path, bytes: 1 })),
    handler,
  );

  return paths.filter((path) => path.endsWith('.py') && installed.has(path));
}

describe('InstalledPython', () => {
  it.each([
    ['by its metadata', ['acme/__init__.py', 'acme-1.0.dist-info/METADATA'], ['acme/__init__.py']],
    [
      'by the name of its metadata',
      ['acme_tools/a/b.py', 'Acme.Tools-1.0.dist-info/RECORD'],
      ['acme_tools/a/b.py'],
    ],
    ['as a single module', ['six.py', 'six-1.16.0.dist-info/METADATA'], ['six.py']],
    ['by an egg', ['acme/a.py', 'acme-1.0-py3.9.egg-info/PKG-INFO'], ['acme/a.py']],
    [
      'under another name that is known',
      ['yaml/loader.py', 'PyYAML-6.0.dist-info/METADATA'],
      ['yaml/loader.py'],
    ],
    [
      'in a folder',
      ['vendor/acme/a.py', 'vendor/acme-1.0.dist-info/METADATA'],
      ['vendor/acme/a.py'],
    ],
    [
      'that Chalice puts there of itself',
      ['chalice/__init__.py', 'chalice/app.py', 'chalicelib/models.py'],
      ['chalice/__init__.py', 'chalice/app.py'],
    ],
    [
      'only as Chalice does',
      ['chalice/__init__.py', 'chalice/app.py', 'chalice/orders.py', 'acme-1.0.dist-info/METADATA'],
      [],
    ],
    [
      'where layers have it',
      ['python/lib/python3.12/site-packages/acme/a.py'],
      ['python/lib/python3.12/site-packages/acme/a.py'],
    ],
  ])('knows a package %s', (_, paths, expected) => {
    expect(installedAmong(['app.py', 'lib/tools.py', ...paths])).toEqual(expected);
  });

  it('takes what the handler is in for the project itself, whatever installed it', () => {
    expect(
      installedAmong(['shop/app.py', 'shop-1.0.dist-info/METADATA'], 'shop.app.handler'),
    ).toEqual([]);
  });

  it('knows drivers that were put there by hand', () => {
    const driver = ['__init__', 'core', 'cursor', 'utils/oids'].map(
      (module) => `redshift_connector/${module}.py`,
    );

    expect(installedAmong(['app.py', ...driver])).toEqual(driver);
    expect(installedAmong(['app.py', ...driver.slice(0, 2)])).toEqual([]);
    expect(installedAmong(driver, 'redshift_connector.core.handler')).toEqual([]);
  });

  it('takes nothing for a package where nothing says so', () => {
    expect(installedAmong(['app.py', 'shop/__init__.py', 'shop/orders.py'])).toEqual([]);
  });

  describe('by what its installer noted', () => {
    const websocket = {
      'websocket/__init__.py': 20,
      'websocket/_http.py': 30,
      'websocket_client-1.9.2.dist-info/METADATA': 5,
      'websocket_client-1.9.2.dist-info/RECORD': 100,
    };
    const RECORD = [
      '../../bin/wsdump,sha256=x,216',
      'websocket/__init__.py,sha256=x,20',
      '"websocket/_http.py",sha256=x,30\r',
      'websocket_client-1.9.2.dist-info/RECORD,,',
    ].join('\n');

    function installedAs(
      files: Readonly<Record<string, number>>,
      record = RECORD,
      handler = 'app.handler',
    ): readonly string[] {
      const listing = Object.entries(files).map(([path, bytes]) => ({ path, bytes }));
      const read = recordsToRead(listing).map((path) => ({ path, text: record }));
      const installed = new InstalledPython(listing, handler, read);

      return Object.keys(files).filter((path) => path.endsWith('.py') && installed.has(path));
    }

    it.each([
      ['under another name', websocket, RECORD, ['websocket/__init__.py', 'websocket/_http.py']],
      [
        'in a folder',
        Object.fromEntries(Object.entries(websocket).map(([path, size]) => [`deps/${path}`, size])),
        RECORD,
        ['deps/websocket/__init__.py', 'deps/websocket/_http.py'],
      ],
      [
        'but for what was laid over it, or beside it',
        { ...websocket, 'websocket/_http.py': 31, 'websocket/own.py': 9 },
        RECORD,
        ['websocket/__init__.py'],
      ],
      [
        'but for what lies outside',
        { ...websocket, 'lib.py': 4 },
        '../lib.py,,4\nx/../lib.py,,4',
        [],
      ],
      [
        'but not where it is too large',
        { ...websocket, [Object.keys(websocket)[3] ?? '']: 2e6 },
        RECORD,
        [],
      ],
      ['but not by a name without a size', websocket, 'websocket/_http.py,sha256=x,', []],
      [
        'but not what was installed from a folder',
        { ...websocket, 'websocket_client-1.9.2.dist-info/direct_url.json': 1 },
        RECORD,
        [],
      ],
      [
        'but not of the project itself',
        { ...websocket, 'app/main.py': 8 },
        `${RECORD}\napp/main.py,,8`,
        [],
      ],
    ])('knows a package %s', (_, files, record, expected) => {
      expect(installedAs({ 'app.py': 7, 'lib/tools.py': 7, ...files }, record)).toEqual(expected);
    });

    it('does not take the function for installed, whatever is noted', () => {
      expect(installedAs({ ...websocket, 'app.py': 7 }, `${RECORD}\napp.py,,7`)).toEqual([]);
    });

    it('is not asked for where the name says it already', () => {
      const listing = [
        'six.py',
        'six-1.dist-info/RECORD',
        'a/yaml/x.py',
        'a/PyYAML-6.dist-info/RECORD',
      ];

      expect(recordsToRead(listing.map((path) => ({ path, bytes: 1 })))).toEqual([]);
    });
  });
});
