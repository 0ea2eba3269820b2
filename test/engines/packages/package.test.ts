import { describe, expect, it } from 'vitest';
import type { Ecosystem } from '../../../functions/engines/packages/ecosystem.ts';
import {
  candidatesOf,
  InvalidIdentity,
  normalisedName,
  type Package,
  packageOf,
} from '../../../functions/engines/packages/package.ts';

const here = { channel: 'installed', path: 'here' } as const;

describe('packageOf', () => {
  it.each<[Ecosystem, string, string, string]>([
    ['npm', '@aws-sdk/client-s3', '3.0.0', 'pkg:npm/%40aws-sdk/client-s3@3.0.0'],
    ['npm', 'JSONStream', '1.0.0', 'pkg:npm/JSONStream@1.0.0'],
    ['PyPI', 'zope-interface', '5.0', 'pkg:pypi/zope-interface@5.0'],
    [
      'Maven',
      'org.apache.commons:commons-text',
      '1.9',
      'pkg:maven/org.apache.commons/commons-text@1.9',
    ],
    ['Go', 'github.com/gin-gonic/gin', 'v1.6.3', 'pkg:golang/github.com/gin-gonic/gin@v1.6.3'],
    ['Go', 'gopkg.in/yaml.v2', 'v2.2.1', 'pkg:golang/gopkg.in/yaml.v2@v2.2.1'],
    ['Go', 'stdlib', '1.21.3', 'pkg:golang/stdlib@1.21.3'],
    ['NuGet', 'Newtonsoft.Json', '12.0.3', 'pkg:nuget/Newtonsoft.Json@12.0.3'],
    ['RubyGems', 'rexml', '3.2.4', 'pkg:gem/rexml@3.2.4'],
    ['crates.io', 'serde_json', '1.0.0', 'pkg:cargo/serde_json@1.0.0'],
    ['Packagist', 'guzzlehttp/guzzle', '7.2.0', 'pkg:composer/guzzlehttp/guzzle@7.2.0'],
  ])('names %s %s %s', (ecosystem, name, version, purl) => {
    expect(packageOf({ ecosystem, name, version }, here)).toEqual({
      ecosystem,
      name,
      version,
      purl,
      certainty: 'exact',
      evidence: here,
    });
  });

  it.each<[Ecosystem, string]>([
    ['npm', 'a; rm -rf /'],
    ['npm', `a${'a'.repeat(214)}`],
    ['Maven', 'commons-text'],
    ['Maven', 'a:b:c'],
    ['Maven', '$GROUP:b'],
    ['Go', 'github.com//gin'],
    ['Go', 'github.com/../gin'],
    ['Go', `a/${'a'.repeat(300)}`],
    ['NuGet', '../Newtonsoft'],
    ['RubyGems', 'a b'],
    ['crates.io', 'a/b'],
    ['Packagist', 'guzzle'],
    ['Packagist', `${'a'.repeat(120)}/${'a'.repeat(130)}!`],
    ['Go', `${'a'.repeat(254)}!`],
  ])('refuses on %s the name %s', (ecosystem, name) => {
    expect(() => packageOf({ ecosystem, name, version: '1.0.0' }, here)).toThrow('is no name');
  });
});

it('refuses a version of Go that no package URL can hold', () => {
  const identity = { ecosystem: 'Go', name: 'example.com/a', version: 'v1..0' } as const;

  expect(() => packageOf(identity, here)).toThrow('cannot be written');
});

it('lists what each package may be, of two of one name as of one', () => {
  const one = packageOf({ ecosystem: 'npm', name: 'lodash', version: '4.17.15' }, here);
  const either = { ...one, candidates: ['4.17.15', '4.17.16'] };
  const named = (of: Package) => candidatesOf(of).map(({ purl }) => purl);
  const purls = ['pkg:npm/lodash@4.17.15', 'pkg:npm/lodash@4.17.16'];

  expect(named(one)).toEqual(purls.slice(0, 1));
  expect(named(either)).toEqual(purls);
  // Asked again, and of one that says the same.
  expect([named(one), named({ ...either })]).toEqual([purls.slice(0, 1), purls]);
});

describe('normalisedName', () => {
  it.each<[Ecosystem, string, string]>([
    ['PyPI', 'Zope_.Interface', 'zope-interface'],
    ['NuGet', 'Newtonsoft.Json', 'newtonsoft.json'],
    ['Packagist', 'GuzzleHttp/Guzzle', 'guzzlehttp/guzzle'],
    ['Go', 'github.com/Azure/go', 'github.com/Azure/go'],
    ['npm', 'JSONStream', 'JSONStream'],
  ])('takes on %s %s for %s', (ecosystem, name, normalised) => {
    expect(normalisedName(ecosystem, name)).toBe(normalised);
  });
});

describe('a package of which the name or the version is no such thing', () => {
  const TOKEN = `ghp_${'a1B2'.repeat(9)}`;

  it.each([
    ['a', `https://user:hunter22@host/a-${TOKEN}.tgz`],
    ['a', TOKEN],
    [TOKEN, '1.0.0'],
    [`https://user:hunter22@host/${'x'.repeat(100)}`, '1.0.0'],
  ])('is refused without a word of what must not be shown: %s at %s', (name, version) => {
    const make = () =>
      packageOf({ ecosystem: 'npm', name, version }, { channel: 'lockfile', path: 'x' });

    expect(make).toThrow(InvalidIdentity);
    expect(make).not.toThrow(/hunter22|a1B2a1B2/);
  });
});
