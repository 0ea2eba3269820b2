import { describe, expect, it } from 'vitest';
import { packageOfModule } from '../../../functions/engines/bundles/module-path.ts';

describe('packageOfModule', () => {
  it.each([
    ['node_modules/minimist/index.js', 'minimist'],
    ['./node_modules/@scope/name/lib/a.js', '@scope/name'],
    ['webpack://app/./node_modules/qs/lib/index.js', 'qs'],
    ['../../node_modules/a/node_modules/b/index.js', 'b'],
    ['node_modules/JSONStream', 'JSONStream'],
    // The path says one package and the store another: the version belongs to that other.
    ['node_modules/.pnpm/a@1.0.0/node_modules/b/index.js', 'b'],
    ['node_modules/.pnpm/a@file+a/node_modules/a/index.js', 'a'],
    ['node_modules/.store/@a-b-virtual-73f802a61f/package/x.js', '@a/b'],
  ])('reads the name in %s', (path, name) => {
    expect(packageOfModule(path)).toEqual({ name, version: undefined });
  });

  it.each([
    ['node_modules/.pnpm/minimist@1.2.0/node_modules/minimist/index.js', 'minimist', '1.2.0'],
    ['node_modules/.pnpm/@a+b@2.0.0-rc.1/node_modules/@a/b/index.js', '@a/b', '2.0.0-rc.1'],
    ['.pnpm/../node_modules/.pnpm/a@1.0.0_b@2.0.0/node_modules/a/x.js', 'a', '1.0.0'],
    ['node_modules/.pnpm/a@1.0.0(b@2.0.0)/node_modules/a/x.js', 'a', '1.0.0'],
    ['node_modules/.bun/a@1.0.0/node_modules/a/x.js', 'a', '1.0.0'],
    ['.yarn/cache/qs-npm-6.5.2-dbf9d8386f-24af7b9928.zip/node_modules/qs/lib/x.js', 'qs', '6.5.2'],
    [
      '.yarn/cache/@a-b-npm-1.0.0-beta.2-dbf9d8386f-10c0.zip/node_modules/@a/b/x.js',
      '@a/b',
      '1.0.0-beta.2',
    ],
    ['.yarn/unplugged/sharp-npm-0.30.0-dbf9d8386f/node_modules/sharp/x.js', 'sharp', '0.30.0'],
    ['node_modules/.store/qs-npm-6.5.2-dbf9d8386f/package/lib/x.js', 'qs', '6.5.2'],
    ['node_modules/.store/@a-b-c-npm-1.0.0-rc.1-a4d66199f2/package/x.js', '@a/b-c', '1.0.0-rc.1'],
    ['node_modules/.store/qs@6.5.2-NVkYMzhgWypeJTfVC_esNA/node_modules/qs/x.js', 'qs', '6.5.2'],
    ['node_modules/.store/qs@6.5.2-0-lzsoelamC9PWvoQfMRsg/node_modules/qs/x.js', 'qs', '6.5.2'],
    [
      'node_modules/.store/@a/b@7.0.0-rc.1-wERilBtYXgdUWVgsD7hGnw/node_modules/@a/b/x.js',
      '@a/b',
      '7.0.0-rc.1',
    ],
    ['node_modules/.aspect_rules_js/@a+b@1.0.0_c@2.0.0/node_modules/@a/b/x.js', '@a/b', '1.0.0'],
    ['node_modules/_qs@6.5.2@qs/lib/x.js', 'qs', '6.5.2'],
    ['node_modules/_@a_b@1.0.0-rc.1@@a/b/x.js', '@a/b', '1.0.0-rc.1'],
  ])('reads name and version in %s', (path, name, version) => {
    expect(packageOfModule(path)).toEqual({ name, version });
  });

  it.each([
    'src/index.js',
    'node_modules/',
    'node_modules/.cache/a.js',
    'my_node_modules/a/index.js',
    'webpack/runtime/make namespace object',
  ])('sees own code in %s', (path) => {
    expect(packageOfModule(path)).toBeUndefined();
  });
});
