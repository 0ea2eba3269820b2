import { expect, it } from 'vitest';
import { staleBuild } from '../../../functions/checks/dependencies/stale-build.ts';
import { describeCheck } from '../../builders/describe-check.ts';

const now = '2026-11-25T02:00:00.000Z';

describeCheck(staleBuild, {
  passes: [
    {
      name: 'what was built this month',
      facts: { now, build: { since: '2026-11-01T00:00:00Z', packages: 9 } },
    },
    {
      name: 'what is a year old to the day',
      facts: { now, build: { since: '2025-11-25T02:00:00.000Z', packages: 9 } },
    },
    {
      name: 'old code that is all its own',
      facts: { now, build: { since: '2020-01-01T00:00:00Z', packages: 0 } },
    },
  ],
  fails: [
    {
      name: 'what is older than a year',
      facts: { now, build: { since: '2025-11-25T01:59:59.999Z', packages: 1 } },
      subjects: ['function'],
    },
  ],
});

it('says how long and how much, the same every night', () => {
  const build = { since: '2024-03-01T10:00:00.000Z', packages: 12 };

  const nights = [now, '2026-11-26T02:00:00.000Z'].map((night) =>
    staleBuild.evaluate({ build, now: night }),
  );

  expect(nights[0]).toEqual(nights[1]);
  expect(nights[0]).toMatchObject({
    details: [
      {
        summary:
          'The same code, with 12 third-party packages, has been deployed since 2024-03-01 or longer',
      },
    ],
  });
});

it('counts one package as one', () => {
  const build = { since: '2024-03-01T10:00:00.000Z', packages: 1 };

  expect(staleBuild.evaluate({ build, now })).toMatchObject({
    details: [
      {
        summary:
          'The same code, with 1 third-party package, has been deployed since 2024-03-01 or longer',
      },
    ],
  });
});
