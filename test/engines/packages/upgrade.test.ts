import { describe, expect, it } from 'vitest';
import { affects } from '../../../functions/engines/packages/affected.ts';
import { advisoriesFor, parseOsvRecord } from '../../../functions/engines/packages/osv-record.ts';
import { upgradeOf } from '../../../functions/engines/packages/upgrade.ts';
import { fc, property } from '../../property.ts';
import { advisoryOf, fixed, introduced } from './made-up-advisories.ts';
import { npmPackage, osvFacts, packageIn, pypiPackage } from './osv-facts.ts';
import { npmVersion, pypiVersion } from './versions.ts';

const all = [...osvFacts.values()].map(parseOsvRecord);

describe('upgradeOf', () => {
  it.each([
    [npmPackage('lodash', '4.17.15'), 'npm install lodash@4.17.21'],
    [npmPackage('minimist', '1.2.0'), 'npm install minimist@1.2.6'],
    [npmPackage('minimist', '0.0.8'), 'npm install minimist@0.2.4'],
    [npmPackage('axios', '0.21.0'), 'npm install axios@0.28.0'],
    [pypiPackage('PyYAML', '5.3'), 'pip install pyyaml==5.4'],
    [pypiPackage('urllib3', '1.24.1'), 'pip install urllib3==1.26.17'],
    [pypiPackage('urllib3', '2.0.5'), 'pip install urllib3==2.0.6'],
    [
      packageIn('Maven', 'org.apache.commons:commons-text', '1.9'),
      'mvn versions:use-dep-version -Dincludes=org.apache.commons:commons-text -DdepVersion=1.10.0',
    ],
    [
      packageIn('Go', 'github.com/gin-gonic/gin', 'v1.6.3'),
      'go get github.com/gin-gonic/gin@v1.9.1',
    ],
    [packageIn('Go', 'stdlib', '1.15.2'), 'go get toolchain@go1.15.5'],
    [packageIn('RubyGems', 'rexml', '3.2.4'), 'gem install rexml --version 3.2.7'],
    [
      packageIn('NuGet', 'newtonsoft.json', '12.0.3'),
      'dotnet add package newtonsoft.json --version 13.0.1',
    ],
    [packageIn('crates.io', 'smallvec', '1.5.0'), 'cargo update smallvec@1.5.0 --precise 1.6.1'],
    [
      packageIn('Packagist', 'GuzzleHttp/guzzle', '7.2.0'),
      'composer require guzzlehttp/guzzle:7.4.3',
    ],
  ])('of $purl clears every real advisory', (installed, command) => {
    const upgrade = upgradeOf(installed, advisoriesFor(all, installed));

    expect(upgrade).toMatchObject({ command, remaining: [] });
  });

  it.each([
    ['npm', npmPackage('a', '1.0.0'), 'npm install a@1.1.0'],
    ['yarn 1', npmPackage('a', '1.0.0'), 'yarn upgrade a@1.1.0'],
    ['yarn', npmPackage('a', '1.0.0'), 'yarn up a@1.1.0'],
    ['pnpm', npmPackage('a', '1.0.0'), 'pnpm update a@1.1.0'],
    ['bun', npmPackage('a', '1.0.0'), 'bun add a@1.1.0'],
    ['deno', npmPackage('a', '1.0.0'), 'deno add npm:a@1.1.0'],
    ['paket', packageIn('NuGet', 'A', '1.0.0'), 'paket update A --version 1.1.0'],
    ['poetry', pypiPackage('a', '1.0.0'), 'poetry add a==1.1.0'],
    ['pdm', pypiPackage('a', '1.0.0'), 'pdm add a==1.1.0'],
    ['uv', pypiPackage('a', '1.0.0'), 'uv add a==1.1.0'],
    ['pipenv', pypiPackage('a', '1.0.0'), 'pipenv upgrade a==1.1.0'],
    [
      'bundler',
      packageIn('RubyGems', 'a', '1.0.0'),
      'bundle update a --conservative (where the Gemfile allows 1.1.0)',
    ],
    [
      'gradle',
      packageIn('Maven', 'g:a', '1.0.0'),
      'gradle dependencies --update-locks g:a (with 1.1.0 in the build file)',
    ],
  ] as const)('has the command of %s, where the project uses it', (installer, one, command) => {
    const upgrade = upgradeOf({ ...one, installer }, [advisoryOf('A', ['0', '1.1.0'])]);

    expect(upgrade.command).toBe(command);
  });

  it.each([
    ['the smallest version', ['1.5.0', '1.4.0'], '1.4.0'],
    ['the same major', ['2.0.0', '1.4.0'], '1.4.0'],
    ['another major, where there is no other', ['3.0.0', '2.0.0'], '2.0.0'],
    ['a release before a pre-release', ['1.4.0-rc.1', '2.0.0'], '2.0.0'],
    ['a pre-release, where there is no other', ['1.4.0-rc.1'], '1.4.0-rc.1'],
  ])('prefers %s', (_, fixes, version) => {
    const upTo = [introduced('0'), { kind: 'lastAffected' as const, version: '1.0.0' }];
    const ranges = [upTo, ...fixes.map((fix) => [introduced(fix), fixed(fix)])];

    const upgrade = upgradeOf(npmPackage('a', '1.0.0'), [
      { ...advisoryOf('A'), affected: { versions: [], ranges } },
    ]);

    expect(upgrade.version).toBe(version);
  });

  it.each([
    ['another major', ['2.0.0'], { version: '2.0.0', leap: 'another major' }],
    ['a pre-release', ['1.4.0-rc.1'], { version: '1.4.0-rc.1', leap: 'a pre-release' }],
    ['none', ['1.4.0'], { version: '1.4.0' }],
  ])('says which leap it takes: %s', (_, [fix], expected) => {
    const { version, leap } = upgradeOf(npmPackage('a', '1.0.0'), [advisoryOf('A', ['0', fix])]);

    expect({ version, ...(leap && { leap }) }).toEqual(expected);
  });

  it('takes no pre-release for a leap from another one', () => {
    const upgrade = upgradeOf(npmPackage('a', '1.4.0-rc.1'), [
      advisoryOf('A', ['0', '1.4.0-rc.2']),
    ]);

    expect(upgrade).toEqual({
      version: '1.4.0-rc.2',
      command: 'npm install a@1.4.0-rc.2',
      remaining: [],
    });
  });

  it('says beside a leap how far one comes without it', () => {
    const advisories = [
      advisoryOf('A', ['0', '1.1.0']),
      advisoryOf('B', ['0', '1.2.0']),
      advisoryOf('C', ['0', '2.1.0']),
    ];

    expect(upgradeOf(npmPackage('a', '1.0.0'), advisories)).toEqual({
      version: '2.1.0',
      command: 'npm install a@2.1.0',
      leap: 'another major',
      nearer: { version: '1.2.0', open: 1 },
      remaining: [],
    });
  });

  it('names no nearer version that brings as much as it clears', () => {
    const advisories = [advisoryOf('A', ['0', '1.1.0'], ['2.0.0', '2.1.0'])];
    const others = [...advisories, advisoryOf('B', ['1.1.0', '2.0.0'])];

    expect(upgradeOf(npmPackage('a', '1.0.0'), advisories, others)).toMatchObject({
      version: '2.1.0',
    });
    expect(upgradeOf(npmPackage('a', '1.0.0'), advisories, others)).not.toHaveProperty('nearer');
  });

  it('never leads back to an older version, though that is free', () => {
    const advisories = [advisoryOf('A', ['1.0.0', '1.2.0'], ['1.5.0', '1.7.0'])];

    expect(upgradeOf(npmPackage('a', '1.5.0'), advisories).version).toBe('1.7.0');
  });

  it('goes past a fix that another advisory still affects', () => {
    const advisories = [advisoryOf('A', ['0', '1.1.0']), advisoryOf('B', ['0', '1.2.0'])];

    expect(upgradeOf(npmPackage('a', '1.0.0'), advisories).version).toBe('1.2.0');
  });

  it('clears as many as it can, and names what remains', () => {
    const advisories = [
      advisoryOf('A', ['0', '1.1.0']),
      advisoryOf('B', ['0', undefined]),
      advisoryOf('C', ['0', '1.2.0']),
    ];

    expect(upgradeOf(npmPackage('a', '1.0.0'), advisories)).toEqual({
      version: '1.2.0',
      command: 'npm install a@1.2.0',
      remaining: ['B'],
    });
  });

  it('takes the smaller of two that leave as much open', () => {
    const advisories = [advisoryOf('A', ['0', '1.1.0']), advisoryOf('B', ['0', undefined])];
    const others = [advisoryOf('C', ['0.1.0', '0.2.0'], ['1.3.0', '1.4.0'])];

    expect(upgradeOf(npmPackage('a', '1.0.0'), advisories, others)).toMatchObject({
      version: '1.1.0',
      remaining: ['B'],
    });
  });

  it('takes from a pre-release the next one that is free, before the release', () => {
    const advisories = [advisoryOf('A', ['0', '1.4.0-rc.2'])];
    const others = [advisoryOf('B', ['0', '0.9.0'], ['1.4.1', '1.5.0'])];

    expect(upgradeOf(npmPackage('a', '1.4.0-rc.1'), advisories, others).version).toBe('1.4.0-rc.2');
  });

  it.each([
    ['last affected', { kind: 'lastAffected' as const, version: '1.5.0' }],
    ['the limit', { kind: 'limit' as const, version: '2.0.0' }],
  ])('takes no version for fixed that is only %s', (_, event) => {
    const affected = { versions: [], ranges: [[introduced('0'), event]] };

    expect(
      upgradeOf(npmPackage('a', '1.0.0'), [{ ...advisoryOf('A'), affected }]).version,
    ).toBeUndefined();
  });

  it('does not take for clear what is not known', () => {
    const advisories = [advisoryOf('A', ['0', '1.1.0']), advisoryOf('B', ['0', 'master'])];

    expect(upgradeOf(npmPackage('a', '1.0.0'), advisories)).toMatchObject({
      version: '1.1.0',
      remaining: ['B'],
    });
  });

  it('does not copy a version of endless length', () => {
    const advisories = [advisoryOf('A', ['0', `1.1.0-${'a'.repeat(200)}`])];

    expect(upgradeOf(npmPackage('a', '1.0.0'), advisories).command).toBeUndefined();
  });

  it('does not lead into what newer versions have of their own', () => {
    const advisories = [advisoryOf('A', ['0', '1.1.0'])];
    const others = [advisoryOf('A', ['0', '1.1.0']), advisoryOf('B', ['1.1.0', '1.2.0'])];

    expect(upgradeOf(npmPackage('a', '1.0.0'), advisories, others)).toEqual({
      version: '1.2.0',
      command: 'npm install a@1.2.0',
      remaining: [],
    });
  });

  it('counts once what affects newer versions too', () => {
    const advisories = [advisoryOf('A', ['0', undefined]), advisoryOf('B', ['0', '1.2.0'])];

    expect(upgradeOf(npmPackage('a', '1.0.0'), advisories, advisories)).toMatchObject({
      version: '1.2.0',
      remaining: ['A'],
    });
  });

  it('has none where every fix brings as much as it clears', () => {
    const others = [advisoryOf('B', ['1.1.0', undefined])];

    expect(upgradeOf(npmPackage('a', '1.0.0'), [advisoryOf('A', ['0', '1.1.0'])], others)).toEqual({
      version: undefined,
      command: undefined,
      remaining: ['A'],
    });
  });

  it('has none where no version clears any', () => {
    expect(upgradeOf(npmPackage('a', '1.0.0'), [advisoryOf('B', ['0', undefined])])).toEqual({
      version: undefined,
      command: undefined,
      remaining: ['B'],
    });
  });

  it('has none from a version that cannot be put in order', () => {
    const installed = npmPackage('a', 'custom');

    expect(upgradeOf(installed, [advisoryOf('A', ['0', '1.1.0'])]).version).toBeUndefined();
  });

  it('quotes what a shell would take for its history', () => {
    const upgrade = upgradeOf(pypiPackage('a', '1.0'), [advisoryOf('A', ['0', '1!2.0'])]);

    expect(upgrade.command).toBe("pip install 'a==1!2.0'");
  });

  it.each([
    ['29.0-jre', '32.0.0-jre'],
    ['29.0-android', '32.0.0-android'],
  ])('leads from %s to the same build of Guava', (from, to) => {
    const installed = packageIn('Maven', 'com.google.guava:guava', from);

    expect(upgradeOf(installed, [advisoryOf('A', ['0', '32.0.0-android'])])).toMatchObject({
      version: to,
      remaining: [],
    });
  });

  it('keeps the letter with which a version of Maven begins', () => {
    const installed = packageIn('Maven', 'g:a', 'v1-rev1');

    expect(upgradeOf(installed, [advisoryOf('A', ['0', 'v2-rev1'])]).version).toBe('v2-rev1');
  });

  it.each(['1.1.0; rm -rf /', '$(id)', '1.1.0\nid', '1.1.0+`id`'])(
    'never copies a fix like %j',
    (fix) => {
      const advisories = [advisoryOf('A', ['0', fix])];

      expect(upgradeOf(packageIn('Maven', 'g:a', '1.0.0'), advisories).command).toBeUndefined();
      expect(upgradeOf(packageIn('Packagist', 'a/b', '1.0.0'), advisories).command).toBeUndefined();

      expect(upgradeOf(npmPackage('a', '1.0.0'), advisories).command).toBeUndefined();
      expect(upgradeOf(pypiPackage('a', '1.0'), advisories).command).toBeUndefined();
    },
  );

  describe.each([
    ['npm', npmPackage, npmVersion],
    ['PyPI', pypiPackage, pypiVersion],
  ] as const)('on %s', (ecosystem, install, version) => {
    const span = fc.tuple(
      fc.oneof(fc.constant('0'), version),
      fc.option(version, { nil: undefined }),
    );
    const advisories = fc
      .array(fc.array(span, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 })
      .map((spans) => spans.map((ranges, place) => advisoryOf(`A${place}`, ...ranges)));

    property.prop([version, advisories])(
      'leads to a version with nothing but what remains',
      (at, known) => {
        const installed = install('a', at);
        const open = known.filter(({ affected }) => affects(affected, ecosystem, at));

        const upgrade = upgradeOf(installed, open);

        const still = open.filter(
          ({ affected }) => upgrade.version && affects(affected, ecosystem, upgrade.version),
        );
        expect(upgrade.version ? still.map(({ id }) => id) : upgrade.remaining).toEqual(
          upgrade.remaining,
        );
      },
    );
  });
});
