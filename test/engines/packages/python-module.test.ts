import { describe, expect, it } from 'vitest';
import { modulePath, versionTextIn } from '../../../functions/engines/packages/python-module.ts';

describe('modulePath', () => {
  it.each([
    ['a.py', 'a'],
    ['a/b.py', 'a/b'],
    ['a/b.pyc', 'a/b'],
    ['a/__pycache__/b.cpython-312.pyc', 'a/b'],
    ['__pycache__/b.cpython-312.pyc', 'b'],
    ['a/b.cpython-312-x86_64-linux-gnu.so', 'a/b'],
    ['a/b.abi3.so', 'a/b'],
    ['a/b.js', undefined],
    ['a/libb.so.1', undefined],
    ['.py', undefined],
  ])('of %s is %s', (path, module) => {
    expect(modulePath(path)).toBe(module);
  });
});

describe('versionTextIn', () => {
  it.each([
    ["__version__ = '2.19.0'", '2.19.0'],
    ['# x\n__version__: str = "1.0.1"  # now', '1.0.1'],
    ["__version__ = version = '2.8.2'\r\n", '2.8.2'],
    ["VERSION = '2.0b1'", '2.0b1'],
    ['__version__ = get_version()', undefined],
    ["__version__ = 'dev'", undefined],
    ["  __version__ = '1.0'", undefined],
    ["versions = '1.0'", undefined],
    [`version = '${'1'.repeat(300)}'`, undefined],
    [`${'\n'.repeat(3_000)}version = '1.0'`, undefined],
  ])('of %j is %s', (text, version) => {
    expect(versionTextIn(text)).toBe(version);
  });
});
