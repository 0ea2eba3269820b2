import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limitWork } from '../../../functions/adapters/archives/work-limit.ts';

/** What Node says of a worker: the milliseconds that it has worked, that it starts, or that it has ended. */
type Said = number | 'starting' | 'ended';

function workerThatSays(says: () => Said): Worker {
  const cpuUsage = async () => {
    const said = says();
    if (typeof said !== 'number') throw new Error('ERR_WORKER_NOT_RUNNING');
    return { user: said * 900, system: said * 100 };
  };

  return {
    cpuUsage,
    get threadId() {
      return says() === 'ended' ? -1 : 7;
    },
  } as unknown as Worker;
}

describe('limitWork', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each<[string, Said, Said, number, number | undefined]>([
    ['works all of the time', 0, 1_000, 1_000, 1_000],
    ['has worked for half of the time', 0, 500, 1_900, undefined],
    ['waits for something else', 0, 10, 1_000, 1_000],
    ['has not begun when its time is over', 'starting', 'starting', 3_900, undefined],
    ['never begins', 'starting', 'starting', 4_000, 4_000],
    ['has ended', 0, 'ended', 1_000, 1_000],
  ])('of one that %s', async (_, first, then, afterMs, expected) => {
    let said = first;
    const over = vi.fn();
    const limited = limitWork(
      workerThatSays(() => said),
      { mostMs: 1_000, patience: 4 },
      over,
    );
    await vi.advanceTimersByTimeAsync(1);
    said = then;

    await vi.advanceTimersByTimeAsync(afterMs - 1);

    expect(over.mock.calls).toEqual(expected === undefined ? [] : [[expected]]);
    limited.lift();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(over.mock.calls.length).toBe(expected === undefined ? 0 : 1);
  });

  it.each<[string, Said, Said, number]>([
    ['worked before', 300, 500, 200],
    ['has not begun', 'starting', 'starting', 0],
    ['began since', 'starting', 50, 50],
    ['has ended', 300, 'ended', 700],
  ])('says for how long one has worked that %s', async (_, first, then, expected) => {
    let said = first;
    const { workedMs, lift } = limitWork(
      workerThatSays(() => said),
      { mostMs: 10_000, patience: 4 },
      () => {},
    );
    await vi.advanceTimersByTimeAsync(700);
    said = then;

    expect(await workedMs()).toBe(expected);
    lift();
  });

  it('asks no worker without patience', async () => {
    const over = vi.fn();
    const { workedMs } = limitWork(
      workerThatSays(() => 5),
      { mostMs: 1_000, patience: 1 },
      over,
    );
    await vi.advanceTimersByTimeAsync(600);
    expect(await workedMs()).toBe(600);

    await vi.advanceTimersByTimeAsync(400);

    expect(over.mock.calls).toEqual([[1_000]]);
  });
});
