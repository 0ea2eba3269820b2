import { describe, expect, it } from 'vitest';
import { spendSpike } from '../../../functions/checks/usage/spend-spike.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed } from '../../fakes/targets.ts';

const WEEKS = 12;
const DAYS = 7 * WEEKS;
const always = (count: number, days = DAYS) => Array.from({ length: days }, () => count);
const durations = { days: 90, invocations: 90_000, p99Ms: 4_000, meanMs: 1_000 };
const old = functionNamed('orders', { region: 'us-east-1', memoryMb: 1024 });
const young = { ...old, lastModified: '2026-06-01T00:00:00.000Z' };

const of = (counts: readonly number[], more: object = {}) => ({
  dailyInvocations: { lastDay: '2026-06-14', counts },
  durations,
  configuration: old,
  ...more,
});

describeCheck(spendSpike, {
  passes: [
    { name: 'a day like all others', facts: of(always(1_000, DAYS + 1)) },
    { name: 'a day with twice the usual', facts: of([...always(100_000), 200_000]) },
    { name: 'few more, and cheap ones', facts: of([...always(10), 900]) },
    { name: 'a function of which too little is known', facts: of([...always(10, 27), 90_000]) },
    {
      name: 'a function that begins to be used',
      facts: of([...always(0, DAYS - 20), ...always(5, 20), 90_000], { configuration: young }),
    },
    {
      name: 'a job that comes on another day this week',
      facts: of([...always(7).map((_, day) => (day % 7 === 3 ? 50_000 : 0)), 50_000]),
    },
    {
      name: 'a job at the end of each month',
      facts: of(
        [...always(100), 90_000].map((count, day) => ([23, 53].includes(day) ? 90_000 : count)),
      ),
    },
    {
      name: 'few that cost little, of unknown length',
      facts: of([...always(1), 5_000], { durations: undefined }),
    },
  ],
  fails: [
    { name: 'a flood', facts: of([...always(1_000), 420_000]), subjects: ['function'] },
    // 1,500 seconds of a GB are two cents and a half; 100,000 are not.
    {
      name: 'few more, but dear ones',
      facts: of([...always(10), 900], { durations: { ...durations, meanMs: 120_000 } }),
      subjects: ['function'],
    },
    {
      name: 'a flood on a function that has slept since long ago',
      facts: of([...always(0), 90_000]),
      subjects: ['function'],
    },
    {
      name: 'a flood that one of the past does not hide',
      facts: of([...always(1_000), 400_000].map((count, day) => (day === 40 ? 500_000 : count))),
      subjects: ['function'],
    },
    {
      name: 'a flood that goes on for a week',
      facts: of([...always(1_000), ...always(400_000, 8)]),
      subjects: ['function'],
    },
    {
      name: 'many more, of unknown length',
      facts: of([...always(1_000), 90_000], { durations: undefined }),
      subjects: ['function'],
    },
    {
      name: 'a flood right after a deployment',
      facts: of([...always(1_000), 420_000], { configuration: young }),
      subjects: ['function'],
    },
  ],
});

describe('the finding', () => {
  const detailOf = (facts: ReturnType<typeof of>) => {
    const verdict = spendSpike.evaluate(facts);
    return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
  };

  it('says how far above the usual it is, and what that costs', () => {
    expect(detailOf(of([...always(10_000), 423_456]))).toEqual({
      subject: 'function',
      mark: [1, 10, 100, 1_000, 10_000, 100_000].map(
        (count) => `${count} invocations a day or more`,
      ),
      summary: 'About 420,000 invocations in a day, 42 times the usual',
      evidence: [
        { text: 'On 2026-06-14: about 420,000 invocations' },
        { text: 'Usual on that day of the week: about 10,000, the median of 12 weeks' },
        // 413,456 seconds of a GB.
        {
          text: 'The 410,000 above it cost about $7 that day, at list prices of us-east-1: for Lambda alone, without what they call',
        },
      ],
      figures: { usdPerMonth: 210 },
    });
  });

  it('weighs less what costs less than a dollar a day', () => {
    const cheap = { ...durations, meanMs: 10 };

    expect(detailOf(of([...always(0), 90_000], { durations: cheap }))?.severity).toBe('low');
    expect(detailOf(of([...always(0), 90_000]))).not.toHaveProperty('severity');
    expect(detailOf(of([...always(0), 90_000], { durations: undefined }))).not.toHaveProperty(
      'severity',
    );
  });

  it('says that none are usual', () => {
    expect(detailOf(of([...always(0), 90_000]))?.summary).toBe(
      'About 90,000 invocations in a day, where there are usually none',
    );
  });

  it('says that the cost is not known', () => {
    const detail = detailOf(of([...always(0), 90_000], { durations: undefined }));

    expect(detail?.evidence[2]?.text).toBe('The cost of the 90,000 above it is not known');
    expect(detail).not.toHaveProperty('figures');
  });
});
