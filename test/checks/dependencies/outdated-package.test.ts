import { expect, it } from 'vitest';
import { outdatedPackage } from '../../../functions/checks/dependencies/outdated-package.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { npmPackage } from '../../engines/packages/osv-facts.ts';

const now = '2026-11-25T02:00:00.000Z';

describeCheck(outdatedPackage, {
  passes: [
    { name: 'nothing', facts: { now, installedReleases: [] } },
    { name: 'the latest major', facts: { now, installedReleases: [of('3.1.0')] } },
    { name: 'one major behind, which is new', facts: { now, installedReleases: [of('2.5.0')] } },
    {
      name: 'one major behind that came a year ago, to the day',
      facts: { now: '2027-06-01T00:00:00.000Z', installedReleases: [of('2.5.0')] },
    },
    {
      name: 'a version that is in no list of releases',
      facts: { now, installedReleases: [of('latest')] },
    },
  ],
  fails: [
    {
      name: 'two majors behind',
      facts: { now, installedReleases: [of('1.0.0')] },
      subjects: ['packages'],
    },
    {
      name: 'two majors behind, both new',
      facts: { now, installedReleases: [of('1.0.0', '2026-09-01T00:00:00.000Z')] },
      subjects: ['packages'],
    },
    {
      name: 'one major behind for over a year',
      facts: { now: '2027-06-01T00:00:00.001Z', installedReleases: [of('2.5.0')] },
      subjects: ['packages'],
    },
    {
      name: 'many packages, as one thing to do',
      facts: { now, installedReleases: [of('1.0.0'), of('1.1.0')] },
      subjects: ['packages'],
    },
  ],
});

it('counts no others beside one alone', () => {
  expect(outdatedPackage.evaluate({ now, installedReleases: [of('1.0.0')] })).toMatchObject({
    details: [{ summary: 'Major versions behind: some 1.0.0, where 3.2.0 is the latest' }],
  });
});

it('names the one that is furthest behind first', () => {
  const verdict = outdatedPackage.evaluate({
    now: '2027-06-02T00:00:00.000Z',
    installedReleases: [of('2.0.0'), of('1.0.0')],
  });

  expect(verdict).toMatchObject({
    details: [
      {
        summary: 'Major versions behind: some 1.0.0, where 3.2.0 is the latest, and 1 more',
        evidence: [
          { text: 'some 1.0.0 is 2 majors behind 3.2.0' },
          { text: 'some 2.0.0 is 1 major behind 3.2.0' },
        ],
      },
    ],
  });
});

function of(version: string, second = '2022-01-01T00:00:00.000Z') {
  return {
    package: npmPackage('some', version),
    history: {
      latest: '3.2.0',
      lastReleasedAt: '2026-11-01',
      majors: [
        { major: '1', since: '2020-01-01' },
        { major: '2', since: second },
        { major: '3', since: '2026-06-01T00:00:00.000Z' },
      ],
    },
  };
}
