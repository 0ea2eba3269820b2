import { expect, it } from 'vitest';
import { maliciousPackage } from '../../../functions/checks/dependencies/malicious-package.ts';
import { advisoriesFor, parseOsvRecord } from '../../../functions/engines/packages/osv-record.ts';
import type { Package } from '../../../functions/engines/packages/package.ts';
import { noUrgency } from '../../../functions/engines/packages/urgency.ts';
import { vulnerabilitiesOf } from '../../../functions/engines/packages/vulnerable-package.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { npmPackage, osvFacts, pypiPackage } from '../../engines/packages/osv-facts.ts';

const records = [...osvFacts.values()].map(parseOsvRecord);
const aliased = parseOsvRecord({
  id: 'GHSA-aaaa-bbbb-cccc',
  aliases: ['MAL-2026-1'],
  affected: [{ package: { ecosystem: 'npm', name: 'worm' }, versions: ['1.0.0'] }],
});

const flawed = parseOsvRecord({
  id: 'GHSA-flaw',
  affected: [
    { package: { ecosystem: 'npm', name: 'worm' }, versions: ['1.0.0'] },
    { package: { ecosystem: 'PyPI', name: 'worm' }, versions: ['1.0.0'] },
  ],
});
const inPython = parseOsvRecord({
  id: 'MAL-2026-2',
  affected: [{ package: { ecosystem: 'PyPI', name: 'worm' }, versions: ['1.0.0'] }],
});

describeCheck(maliciousPackage, {
  passes: [
    { name: 'no package', facts: factsOf([]) },
    {
      name: 'a package that is only vulnerable',
      facts: factsOf([npmPackage('lodash', '4.17.15')]),
    },
    { name: 'another version of it', facts: factsOf([npmPackage('axios', '1.14.0')]) },
  ],
  fails: [
    {
      name: 'a malicious version',
      facts: factsOf([npmPackage('axios', '1.14.1'), npmPackage('lodash', '4.17.15')]),
      subjects: ['axios@1.14.1'],
    },
    {
      name: 'one that is malicious by another name of its record',
      facts: factsOf([npmPackage('worm', '1.0.0')]),
      subjects: ['worm@1.0.0'],
    },
    {
      name: 'one of the same name in two ecosystems, each by itself',
      facts: factsOf([npmPackage('worm', '1.0.0'), pypiPackage('worm', '1.0.0')]),
      subjects: ['pkg:npm/worm@1.0.0', 'pkg:pypi/worm@1.0.0'],
    },
  ],
});

it('says what it is, where it is, and what it may have taken', () => {
  expect(maliciousPackage.evaluate(factsOf([npmPackage('axios', '1.14.1')]))).toMatchObject({
    details: [
      {
        summary: 'axios 1.14.1 is malicious',
        evidence: [
          { text: 'MAL-2026-2307: Stolen account published a dropper' },
          { text: expect.stringContaining('check the machine that built it too') },
          { path: 'axios/package.json' },
          { text: expect.stringContaining('not known') },
        ],
        remediation: expect.stringContaining('rotate every secret'),
      },
    ],
  });
});

it('leaves to others what is known of it besides', () => {
  const verdict = maliciousPackage.evaluate(factsOf([npmPackage('worm', '1.0.0')]));

  expect(JSON.stringify(verdict)).not.toContain('GHSA-flaw');
});

function factsOf(packages: readonly Package[]) {
  const advisories = new Map(
    packages.map((one) => [one.purl, advisoriesFor([...records, aliased, flawed, inPython], one)]),
  );
  const known = vulnerabilitiesOf(packages, advisories, noUrgency);

  return { vulnerablePackages: known.known ? known.value : [] };
}
