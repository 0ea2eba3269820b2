import { expect, it } from 'vitest';
import { untilAccountsTurn } from '../../functions/app/account-turn.ts';
import type { SweepProgress } from '../../functions/domain/night-progress.ts';

const sweep = '2026-01-02T02:00:00.000Z';

it.each<[string, Partial<SweepProgress>, number, number | undefined]>([
  ['waits while a chunk is left', { messages: 9, done: 7 }, 0, 1],
  ['waits longer, the longer it has waited', { messages: 9, done: 7 }, 600, 60],
  ['waits two minutes at most', { messages: 9, done: 7 }, 3_000, 120],
  ['is its turn when it is alone', { messages: 9, done: 8 }, 0, undefined],
  ['is its turn when the others have failed', { messages: 9, done: 6, failed: 2 }, 0, undefined],
  ['is its turn after an hour, whatever is left', { messages: 9, done: 2 }, 3_600, undefined],
  ['is its turn in a sweep that is not counted', { sweep: '2026-01-01' }, 0, undefined],
])('it %s', async (_, some, seconds, expected) => {
  const progress: SweepProgress = {
    scanner: 'dependencies',
    sweep,
    messages: 1,
    done: 0,
    failed: 0,
    targets: 0,
    seen: 0,
    changedAt: sweep,
    ...some,
  };

  const wait = await untilAccountsTurn({
    scanner: 'dependencies',
    night: async () => [progress],
    sweep,
    now: new Date(Date.parse(sweep) + seconds * 1000),
  });

  expect(wait).toBe(expected);
});
