import { expect, it } from 'vitest';
import { staleBuild } from '../../../functions/checks/dependencies/stale-build.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed } from '../../fakes/targets.ts';

const now = '2026-11-25T02:00:00.000Z';

describeCheck(staleBuild, {
  passes: [
    { name: 'an account without functions', facts: { now, builds: [] } },
    { name: 'what was built this month', facts: { now, builds: [built('2026-11-01T00:00:00Z')] } },
    {
      name: 'what is a year old to the day',
      facts: { now, builds: [built('2025-11-25T02:00:00.000Z')] },
    },
    {
      name: 'old code that is all its own',
      facts: { now, builds: [built('2020-01-01T00:00:00Z', 0)] },
    },
  ],
  fails: [
    {
      name: 'what is older than a year',
      facts: { now, builds: [built('2025-11-25T01:59:59.999Z')] },
      subjects: ['a year'],
    },
    {
      name: 'each age by itself, the oldest first',
      facts: { now, builds: ['2025-06-01', '2024-06-01', '2022-06-01', '2020-06-01'].map(builtOn) },
      subjects: ['three years', 'two years', 'a year'],
    },
  ],
});

it('says how long and how much, the same every night', () => {
  const builds = ['2024-06-02', '2024-06-01'].map(builtOn);

  const nights = [now, '2026-11-26T02:00:00.000Z'].map((night) =>
    staleBuild.evaluate({ builds, now: night }),
  );

  expect(nights[0]).toEqual(nights[1]);
  expect(nights[0]).toMatchObject({
    details: [
      {
        mark: ['1 functions or more', '2 functions or more'],
        summary:
          '2 functions with packages of others not rebuilt for two years or longer, the oldest since 2024-06-01',
        evidence: [
          {
            text: 'orders: the same code, with 9 third-party packages, since 2024-06-01 or longer',
          },
          {
            text: 'orders: the same code, with 9 third-party packages, since 2024-06-02 or longer',
          },
        ],
      },
    ],
  });
});

it('names the oldest, and counts the rest', () => {
  const builds = Array.from({ length: 23 }, () => builtOn('2024-06-01'));

  const verdict = staleBuild.evaluate({ builds, now });

  const [detail] = verdict.outcome === 'fail' ? verdict.details : [];
  expect(detail?.evidence).toHaveLength(21);
  expect(detail?.evidence.at(-1)).toEqual({ text: 'and 3 more' });
});

function builtOn(day: string) {
  return built(`${day}T00:00:00.000Z`);
}

function built(since: string, packages = 9) {
  return { arn: functionNamed('orders').arn, since, packages };
}
