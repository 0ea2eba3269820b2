import { describe, expect, it } from 'vitest';
import type { Ecosystem } from '../../../functions/engines/packages/ecosystem.ts';
import { versionOrders } from '../../../functions/engines/packages/version-orders.ts';
import { fc, property } from '../../property.ts';
import {
  composerVersion,
  goVersion,
  mavenVersion,
  npmVersion,
  nugetVersion,
  pypiVersion,
  rubygemsVersion,
} from './versions.ts';

describe.each<[Ecosystem, readonly string[]]>([
  ['npm', ['0.9.9', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta.2']],
  ['npm', ['1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1', '1.0.1', '1.1', '1.10.0', '2.0.0']],
  ['npm', ['1.2.3beta', '1.2.3', 'v1.2.4', '1.2.10']],
  ['PyPI', ['1.0.dev456', '1.0a1', '1.0a2.dev456', '1.0a12.dev456', '1.0a12', '1.0b1.dev456']],
  ['PyPI', ['1.0b2', '1.0b2.post345.dev456', '1.0b2.post345', '1.0rc1.dev456', '1.0rc1', '1.0']],
  ['PyPI', ['1.0', '1.0-1', '1.0.post456.dev34', '1.0.post456', '1.1.dev1', '1.9', '1.10']],
  ['PyPI', ['2013.10', '2020.1.1', '1!0.1', '1!1.0', '2!0']],
  ['Go', ['v0.0.0-20190308221718-c2843e01d9a2', 'v0.0.0-20200622213623-75b288015ac9', 'v0.1.0']],
  ['Go', ['v1.0.0-rc.1', 'v1.0.0', 'v1.0.1-0.20230101000000-abcdef012345', 'v1.0.1']],
  ['Go', ['1.21.0-0', '1.21.0-rc.1', '1.21.0', 'v1.21.10', 'v2.0.0+incompatible']],
  ['crates.io', ['0.0.0-0', '0.0.1', '0.7.0-alpha.1', '0.7.0', '1.0.0-beta.2', '1.0.0']],
  // ComparableVersionTest of Maven: VERSIONS_QUALIFIER.
  ['Maven', ['1-alpha2snapshot', '1-alpha2', '1-alpha-123', '1-beta-2', '1-beta123', '1-m2']],
  ['Maven', ['1-m2', '1-m11', '1-rc', '1-cr2', '1-rc123', '1-SNAPSHOT', '1', '1-sp', '1-sp2']],
  ['Maven', ['1-sp2', '1-sp123', '1-abc', '1-def', '1-pom-1', '1-1-snapshot', '1-1', '1-2']],
  // ComparableVersionTest of Maven: VERSIONS_NUMBER.
  ['Maven', ['2.0', '2.0.a', '2-1', '2.0.2', '2.0.123', '2.1.0', '2.1-a', '2.1b', '2.1-c']],
  ['Maven', ['2.1-c', '2.1-1', '2.1.0.1', '2.2', '2.123', '11.a2', '11.a11', '11.b2', '11.b11']],
  ['Maven', ['11.b11', '11.m2', '11.m11', '11', '11.a', '11b', '11c', '11m']],
  ['Maven', ['6.1.0rc3', '6.1.0', '6.1H.5-beta']],
  ['Maven', ['20190126.230843', '1234567890.12345', '12345678901234567890.1H.5-beta']],
  ['Maven', ['1-0.alpha', '1-0.beta', '1']],
  ['Maven', ['1.0.final-redhat', '1.0-sp1-redhat', '1.0.1']],
  ['Maven', ['31.0.1-jre', '31.1-android', '31.1-jre', '32.0.0-jre']],
  ['Maven', ['4.1.9.Final', '4.1.77.Final', '4.1.100.Final']],
  // "Package versioning" of NuGet.
  ['NuGet', ['1.0.1-alpha', '1.0.1-alpha.2', '1.0.1-beta', '1.0.1-beta.5', '1.0.1-beta.12']],
  ['NuGet', ['1.0.1-beta.12', '1.0.1-open', '1.0.1-rc.2', '1.0.1-rc.10', '1.0.1-zzz', '1.0.1']],
  ['NuGet', ['1.0.1-aaa', '1.0.1-alpha10', '1.0.1-alpha2', '1.0.1', '1.0.1.1', '1.0.1.10']],
  ['NuGet', ['1.0.0-1', '1.0.0-a', '1.0.0', '4294967296.0', '99999999999999999999.0']],
  // test_gem_version.rb of RubyGems.
  ['RubyGems', ['0.beta', '0.0.0', '1.8.2.a', '1.8.2.a9', '1.8.2.a10', '1.8.2.b', '1.8.2']],
  ['RubyGems', ['1.0.a', '1.0', '1.9.3.alpha', '1.9.3', '5.a', '5.0.0.rc2', '5.x', '5', '5.0.1']],
  ['RubyGems', ['1.0-1', '1.0', '1.0.99999999999999999999', '1.1.rc-2', '1.1']],
  // VersionParserTest of Composer, and PHP's version_compare.
  ['Packagist', ['1.0-dev', '1.0-alpha1', '1.0a2', '1.0-beta', '1.0b3', '1.0-RC1', '1.0']],
  ['Packagist', ['v1.0.0', '1.0.0-p1', '1.0.0pl2', '1.0.1-beta1-dev', '1.0.1-beta1', '1.10']],
  ['Packagist', ['2.0.0.0', '2.0.0.1', '2010.01.02', '20100102']],
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
  ['Go', 'v1.2.0', '1.2.0'],
  ['Go', 'v2.0.0+incompatible', '2.0.0'],
  ['crates.io', '1.0.0+build', '1.0.0'],
  ['Maven', '1', '1.0.0'],
  ['Maven', '1', '1-0.0'],
  ['Maven', '1', '1.0-0'],
  ['Maven', '1', '1GA'],
  ['Maven', '1', '1.0.final'],
  ['Maven', '1', '1.0-RELEASE'],
  ['Maven', '1a', '1.0.0-a'],
  ['Maven', '1.0x', '1-x'],
  ['Maven', '1a1', '1-alpha-1'],
  ['Maven', '1b2', '1-beta-2'],
  ['Maven', '1M3', '1-milestone-3'],
  ['Maven', '1cr', '1Rc'],
  ['Maven', '2.0.0.X', '2-x'],
  ['Maven', '0.0', '0'],
  ['Maven', '1.007', '1.7'],
  ['NuGet', '1.00', '1.0'],
  ['NuGet', '1.01.1', '1.1.1'],
  ['NuGet', '1.0.0.0', '1'],
  ['NuGet', '1.0.7+r3456', '1.0.7'],
  ['NuGet', '1.0.0-RC.01', '1.0.0-rc.1'],
  ['RubyGems', '1.0', '1'],
  ['RubyGems', '0.beta.1', '0.0.beta.1'],
  ['RubyGems', '1.0.a.0', '1.a'],
  ['RubyGems', '1.0-1', '1.pre.1'],
  ['Packagist', 'v1.0', '1.0.0.0'],
  ['Packagist', '1.0.0-stable', '1.0'],
  ['Packagist', '1.0.0-stable-dev', '1.0'],
  ['Packagist', '1.0.0RC1', '1.0-rc.1'],
  ['Packagist', '1.0.0pl1', '1.0.0-patch1'],
  ['Packagist', '1.0.0+meta', '1.0.0'],
  ['Packagist', '1.0-beta.1-2', '1.0beta1.2'],
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
  ['Go', '(devel)'],
  ['crates.io', '*'],
  ['Maven', ''],
  ['Maven', '$PROJECT{version}'],
  ['Maven', '[1.0,2.0)'],
  ['Maven', '1'.repeat(300)],
  ['NuGet', '1.0.0.0.0'],
  ['NuGet', '1.0-'],
  ['NuGet', '[1.0, )'],
  ['NuGet', '1.*'],
  ['RubyGems', ''],
  ['RubyGems', '>= 1.0'],
  ['RubyGems', '1..0'],
  ['Packagist', 'dev-main'],
  ['Packagist', '1.0.x-dev'],
  ['Packagist', '^1.0'],
  // With each of its digits, a pattern that could read them in two ways took twice as long.
  ['Packagist', `1.0-p${'0'.repeat(200)}!`],
  ['Packagist', `1.0-beta${'.1'.repeat(100)}..`],
])('%s', (ecosystem, version) => {
  it(`takes ${version.slice(0, 30)} for no version`, () => {
    expect(versionOrders[ecosystem].canonical(version)).toBeUndefined();
  });
});

describe.each([
  ['npm', npmVersion],
  ['PyPI', pypiVersion],
  ['Maven', mavenVersion],
  ['Go', goVersion],
  ['NuGet', nugetVersion],
  ['RubyGems', rubygemsVersion],
  ['crates.io', npmVersion],
  ['Packagist', composerVersion],
] as const)('the order of %s', (ecosystem, version) => {
  const order = versionOrders[ecosystem];
  const canonical = version.map((text) => order.canonical(text) ?? 'none');

  property.prop([canonical])('gives the same for what it gave', (a) => {
    expect(order.canonical(a)).toBe(a);
  });

  property.prop([canonical, canonical])('is the other way round from the other side', (a, b) => {
    expect(Math.sign(order.compare(a, b))).toBe(0 - Math.sign(order.compare(b, a)));
  });

  property.prop([canonical, canonical])(
    'calls equal what is the same, and nothing else',
    (a, b) => {
      expect(order.compare(a, b) === 0).toBe(a === b);
    },
  );

  property.prop([fc.array(canonical, { minLength: 3, maxLength: 12 })])(
    'is transitive',
    (versions) => {
      const sorted = versions.toSorted(order.compare);

      for (const [place, a] of sorted.entries()) {
        for (const b of sorted.slice(place)) expect(order.compare(a, b)).toBeLessThanOrEqual(0);
      }
    },
  );
});
