import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Ecosystem } from '../../../functions/domain/packages/ecosystem.ts';
import { versionOrders } from '../../../functions/domain/packages/version-order.ts';
import { npmVersion, pypiVersion } from './versions.ts';

const { npm, PyPI } = versionOrders;

describe.each<[Ecosystem, readonly string[]]>([
  ['npm', ['0.9.9', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta.2']],
  ['npm', ['1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1', '1.0.1', '1.1', '1.10.0', '2.0.0']],
  ['npm', ['1.2.3beta', '1.2.3', 'v1.2.4', '1.2.10']],
  ['PyPI', ['1.0.dev456', '1.0a1', '1.0a2.dev456', '1.0a12.dev456', '1.0a12', '1.0b1.dev456']],
  ['PyPI', ['1.0b2', '1.0b2.post345.dev456', '1.0b2.post345', '1.0rc1.dev456', '1.0rc1', '1.0']],
  ['PyPI', ['1.0', '1.0-1', '1.0.post456.dev34', '1.0.post456', '1.1.dev1', '1.9', '1.10']],
  ['PyPI', ['2013.10', '2020.1.1', '1!0.1', '1!1.0', '2!0']],
])('%s', (ecosystem, versions) => {
  it(`orders ${versions.join(' < ')}`, () => {
    const order = versionOrders[ecosystem];
    const canonical = versions.map((version) => order.canonical(version) ?? 'none');

    const shuffled = canonical.toReversed().toSorted(order.compare);

    expect(shuffled).toEqual(canonical);
    expect(new Set(canonical).size).toBe(versions.length);
  });
});

describe.each<[Ecosystem, string, string]>([
  ['npm', '1.0.0+build.1', '1.0.0+build.2'],
  ['npm', 'v1.2.0', '1.2'],
  ['npm', '2', '2.0.0'],
  ['PyPI', '1.0', '1.0.0'],
  ['PyPI', '0', '0.0'],
  ['PyPI', '1.0', 'v1'],
  ['PyPI', '1.0RC1', '1.0.0-c.1'],
  ['PyPI', '1.0alpha', '1a0'],
  ['PyPI', '1.0-1', '1.0.post1'],
  ['PyPI', '2.1.0+cpu', '2.1'],
  ['PyPI', ' 1.0\n', '1.0'],
])('%s', (ecosystem, a, b) => {
  it(`takes ${a} and ${b} for one`, () => {
    const { canonical } = versionOrders[ecosystem];

    expect(canonical(a)).toBe(canonical(b));
    expect(canonical(a)).toBeDefined();
  });
});

describe.each<[Ecosystem, string]>([
  ['npm', ''],
  ['npm', 'latest'],
  ['npm', '1.2.3.4'],
  ['npm', '99999999999999999999.0.0'],
  ['npm', `1.0.0-${'a'.repeat(300)}`],
  ['PyPI', ''],
  ['PyPI', 'unknown'],
  ['PyPI', '1.0-beta-final'],
  ['PyPI', '2004d'],
  ['PyPI', '1.9007199254740993'],
  ['PyPI', '1.0.post99999999999999999999'],
])('%s', (ecosystem, version) => {
  it(`takes ${version.slice(0, 30)} for no version`, () => {
    expect(versionOrders[ecosystem].canonical(version)).toBeUndefined();
  });
});

describe.each([
  ['npm', npm, npmVersion],
  ['PyPI', PyPI, pypiVersion],
] as const)('the order of %s', (_, order, version) => {
  const canonical = version.map((text) => order.canonical(text) ?? 'none');

  test.prop([canonical])('gives the same for what it gave', (a) => {
    expect(order.canonical(a)).toBe(a);
  });

  test.prop([canonical, canonical])('is the other way round from the other side', (a, b) => {
    expect(Math.sign(order.compare(a, b))).toBe(0 - Math.sign(order.compare(b, a)));
  });

  test.prop([canonical, canonical])('calls equal what is the same, and nothing else', (a, b) => {
    expect(order.compare(a, b) === 0).toBe(a === b);
  });

  test.prop([fc.array(canonical, { minLength: 3, maxLength: 3 })])('is transitive', (versions) => {
    const [a = '', b = '', c = ''] = versions.toSorted(order.compare);

    expect(order.compare(a, b)).toBeLessThanOrEqual(0);
    expect(order.compare(b, c)).toBeLessThanOrEqual(0);
    expect(order.compare(a, c)).toBeLessThanOrEqual(0);
  });
});
