import { expect, it } from 'vitest';
import { abandonedPackage } from '../../../functions/checks/dependencies/abandoned-package.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { npmPackage } from '../../engines/packages/osv-facts.ts';

const now = '2026-11-25T02:00:00.000Z';

describeCheck(abandonedPackage, {
  passes: [
    { name: 'nothing', facts: { now, installedReleases: [] } },
    {
      name: 'a package that is looked after',
      facts: { now, installedReleases: [of('a', '2026-01-01')] },
    },
    {
      name: 'a last release four years ago, to the day',
      facts: { now, installedReleases: [of('a', '2022-11-26T02:00:00.000Z')] },
    },
  ],
  fails: [
    {
      name: 'a package without a release for four years',
      facts: { now, installedReleases: [of('a', '2022-11-26T01:00:00.000Z')] },
      subjects: ['packages'],
    },
    {
      name: 'a deprecated package, however new',
      facts: { now, installedReleases: [of('a', '2026-11-01', 'use b')] },
      subjects: ['packages'],
    },
    {
      name: 'a package deprecated without a word',
      facts: { now, installedReleases: [of('a', '2026-11-01', '')] },
      subjects: ['packages'],
    },
  ],
});

it('names the deprecated ones first, with the words of their authors', () => {
  const verdict = abandonedPackage.evaluate({
    now,
    installedReleases: [
      of('silent', '2015-01-01'),
      of('gone', '2020-02-11', 'use another'),
      of('mute', '2020-02-11', ''),
    ],
  });

  expect(verdict).toMatchObject({
    details: [
      {
        summary: '2 packages deprecated, 1 package without a release in 4 years',
        evidence: [
          { text: 'gone 1.0.0 is deprecated: use another' },
          { text: 'mute 1.0.0 is deprecated' },
          { text: 'silent 1.0.0: the last release was on 2015-01-01' },
        ],
      },
    ],
  });
});

function of(name: string, lastReleasedAt: string, deprecated?: string) {
  return {
    package: npmPackage(name, '1.0.0'),
    history: {
      latest: '1.0.0',
      lastReleasedAt,
      majors: [],
      ...(deprecated !== undefined && { deprecated }),
    },
  };
}
