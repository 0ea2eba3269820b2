import { describe, expect, it } from 'vitest';
import { OwnPackages } from '../../../functions/engines/javascript/index.ts';

describe('the version of a package', () => {
  it.each([
    ['3.14.1', 3],
    ['^3.14.1', 3],
    ['~4', 4],
    ['3.x', 3],
    ['>=3.0.0', undefined],
    ['latest', undefined],
    ['*', undefined],
    [3, undefined],
  ])('is that which a manifest asks for: %s', (range, major) => {
    const own = new OwnPackages([['package.json', JSON.stringify({ dependencies: { a: range } })]]);

    expect(own.majorOf('a')).toBe(major);
    expect(own.majorOf('b')).toBeUndefined();
  });

  it('is that which is installed, whatever is asked for', () => {
    const own = new OwnPackages(
      [['package.json', '{ "dependencies": { "a": "^3.0.0" } }']],
      (name) => (name === 'a' ? '{ "version": "4.1.0" }' : undefined),
    );

    expect(own.majorOf('a')).toBe(4);
  });

  it('is not known where manifests ask for several', () => {
    const own = new OwnPackages([
      ['package.json', '{ "dependencies": { "a": "^3.0.0" } }'],
      ['api/package.json', '{ "dependencies": { "a": "^4.0.0" } }'],
    ]);

    expect(own.majorOf('a')).toBeUndefined();
  });
});
