import { describe, expect, it } from 'vitest';
import { InstalledPython } from '../../../functions/engines/packages/index.ts';

/** Paths that an installer put there. */
function installedAmong(paths: readonly string[], handler = 'app.handler'): readonly string[] {
  const installed = new InstalledPython(paths, handler);

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
});
