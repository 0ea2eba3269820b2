import { describe, expect, it } from 'vitest';
import { advisoriesFor, parseOsvRecord } from '../../../functions/engines/packages/osv-record.ts';
import type { Package } from '../../../functions/engines/packages/package.ts';
import { noUrgency } from '../../../functions/engines/packages/urgency.ts';
import {
  advisoriesAbout,
  upgradeTargets,
  vulnerabilitiesOf,
} from '../../../functions/engines/packages/vulnerable-package.ts';
import { advisoryOf } from './made-up-advisories.ts';
import { npmPackage, osvFacts, pypiPackage } from './osv-facts.ts';

const all = [...osvFacts.values()].map(parseOsvRecord);
const lodash = npmPackage('lodash', '4.17.15');
const copy = {
  ...lodash,
  evidence: { ...lodash.evidence, path: 'node_modules/b/node_modules/lodash/package.json' },
};
const older = npmPackage('lodash', '4.17.11');
const odd = npmPackage('odd', '1.0.0');
const clean = npmPackage('lodash', '4.17.21');

describe('a fault that only another package meets', () => {
  const path = 'fastapi-0.95.0.dist-info/METADATA';
  const fastapi = {
    ...pypiPackage('fastapi', '0.95.0'),
    evidence: { channel: 'installed', path },
  } as const;
  const forms = pypiPackage('python_multipart', '0.0.5');
  const of = (packages: readonly Package[], isAll?: boolean, alias = 'CVE-2024-24762') => {
    const advisory = { ...advisoryOf('GHSA-1', ['0', '0.109.1']), aliases: [alias] };
    const answers = new Map(
      packages.map(({ purl }) => [purl, purl === fastapi.purl ? [advisory] : []]),
    );
    const found = vulnerabilitiesOf(packages, answers, noUrgency, isAll);
    return found.known ? found.value.flatMap(({ advisories }) => advisories) : [];
  };

  it('is not reachable without it', () => {
    expect(of([fastapi], true)).toMatchObject([{ severity: 'low', linked: false }]);
  });

  it.each([
    ['with it', of([fastapi, forms], true)],
    ['where a layer may have it', of([fastapi])],
    ['where it may have left nothing', of([pypiPackage('fastapi', '0.95.0')], true)],
    ['of another kind', of([fastapi], true, 'CVE-2024-1')],
  ])('is as bad as it is rated %s', (_, advisories) => {
    expect(advisories).toMatchObject([{ severity: 'high' }]);
    expect(advisories[0]).not.toHaveProperty('linked');
  });
});

it('has each version of a package once, with the paths of all its copies', () => {
  const packages = [lodash, copy, older, clean];

  const vulnerable = vulnerabilitiesOf(packages, answered(packages), noUrgency);

  expect(vulnerable).toMatchObject({
    known: true,
    value: [
      {
        package: lodash,
        copies: [lodash, copy],
        upgrade: { version: '4.17.21' },
      },
      { package: older, copies: [older] },
    ],
  });
  expect(vulnerable).not.toHaveProperty('incomplete');
});

it.each([
  ['of which all have it', ['4.17.15', '4.17.16'], 3, undefined],
  ['of which some have it', ['4.17.15', '4.17.20', '4.17.21'], 0, 'lodash in bundle.js has GHSA-'],
])('has an advisory against a package of doubtful version, %s', (_, candidates, count, gap) => {
  const doubtful: Package = {
    ...lodash,
    certainty: 'possible',
    candidates,
    evidence: { channel: 'fingerprint', path: 'bundle.js' },
  };
  const versions = candidates.map((version) => npmPackage('lodash', version));

  const vulnerable = vulnerabilitiesOf([doubtful], answered(versions), noUrgency);

  const found = vulnerable.known ? vulnerable.value.flatMap(({ advisories }) => advisories) : [];
  expect(found.length).toBeGreaterThanOrEqual(count);
  expect(found.length > 0).toBe(count > 0);
  expect(vulnerable).toEqual(
    gap === undefined
      ? expect.not.objectContaining({ incomplete: expect.anything() })
      : expect.objectContaining({ incomplete: expect.stringContaining(gap) }),
  );
});

it('makes critical what is known to be exploited, by any of its names', () => {
  const vulnerable = vulnerabilitiesOf([lodash], answered([lodash]), {
    ...noUrgency,
    exploited: new Set(['CVE-2020-28500']),
  });

  const advisories = vulnerable.known ? (vulnerable.value[0]?.advisories ?? []) : [];
  expect(advisories.filter(({ knownExploited }) => knownExploited)).toMatchObject([
    { id: 'GHSA-29mw-wpgm-hmr9', severity: 'critical', rated: true },
  ]);
});

it('lets what is known of another version of a package keep an upgrade from it', () => {
  const namesakes = new Map([
    ...answered([lodash]),
    [clean.purl, [advisoryOf('GHSA-later', ['4.17.21', '4.18.0'])]],
    ['pkg:npm/lodash.merge@4.18.0', [advisoryOf('GHSA-other', ['4.18.0', '4.19.0'])]],
  ]);

  const vulnerable = vulnerabilitiesOf([lodash], namesakes, noUrgency);

  expect(vulnerable).toMatchObject({ value: [{ upgrade: { version: '4.18.0', remaining: [] } }] });
  expect(upgradeTargets([lodash, odd], namesakes).map(({ purl }) => purl)).toEqual([
    'pkg:npm/lodash@4.18.0',
  ]);
});

it('says about which packages the feed said nothing, and what is known of the others', () => {
  const others = ['a', 'b', 'c', 'd', 'e'].map((name) => npmPackage(name, '1.0.0'));

  const vulnerable = vulnerabilitiesOf([lodash, ...others], answered([lodash]), noUrgency);

  expect(vulnerable).toMatchObject({
    known: true,
    value: [{ package: lodash }],
    incomplete: expect.stringMatching(/pkg:npm\/a@1\.0\.0, .*pkg:npm\/c@1\.0\.0 and 2 more$/),
  });
});

it('counts a fourth, for which there is no room', () => {
  const others = ['a', 'b', 'c', 'd'].map((name) => npmPackage(name, '1.0.0'));

  expect(vulnerabilitiesOf(others, new Map(), noUrgency)).toMatchObject({
    incomplete: expect.stringMatching(/pkg:npm\/c@1\.0\.0 and 1 more$/),
  });
});

it.each([
  ['of today', { known: true, value: answered([lodash, clean, odd]) } as const, new Map()],
  ['as last known', { known: false, reason: 'down' } as const, answered([lodash, clean, odd])],
])('keeps the advisories of other versions of a package, %s', (_, today, before) => {
  const about = advisoriesAbout([lodash], today, before);

  expect([...about.keys()].toSorted()).toEqual([lodash.purl, clean.purl].toSorted());
});

function answered(packages: readonly Package[]) {
  return new Map(packages.map((installed) => [installed.purl, advisoriesFor(all, installed)]));
}

it('takes a package in thousands of versions for no more work than as many packages', () => {
  const packages = Array.from({ length: 4_000 }, (_, at) => npmPackage('lodash', `4.17.0-${at}`));
  const advisories = answered(packages);
  const before = process.cpuUsage();

  const vulnerable = vulnerabilitiesOf(packages, advisories, noUrgency);

  expect(vulnerable).toMatchObject({ value: { length: 4_000 } });
  // Microseconds of the processor. Taken one by one against all others, it is minutes.
  expect(process.cpuUsage(before).user).toBeLessThan(10_000_000);
});
