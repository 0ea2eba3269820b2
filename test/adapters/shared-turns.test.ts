import { describe, expect, it } from 'vitest';
import { inMemoryFacts } from '../../functions/adapters/in-memory.ts';
import { sharedTurns } from '../../functions/adapters/shared-turns.ts';

describe('sharedTurns', () => {
  const table = () => {
    const facts = inMemoryFacts();
    let now = 1_000_000;
    const worker = (mostMs = 10_000) => {
      const slept: number[] = [];
      const turns = sharedTurns({
        facts,
        clock: () => new Date(now),
        of: 'nvd',
        everyMs: 6_000,
        mostMs,
        sleep: async (ms) => slept.push(ms),
      });
      return { ...turns, slept };
    };
    return { facts, worker, wait: (ms: number) => (now += ms) };
  };

  it('lets the first go at once, and each other one later', async () => {
    const { worker } = table();
    const [one, other] = [worker(), worker()];

    expect([await one.take(), await other.take()]).toEqual([true, true]);
    expect([one.slept, other.slept]).toEqual([[], [6_000]]);
  });

  it('has no turn for who would wait for too long', async () => {
    const { worker, wait } = table();
    const one = worker(5_000);

    expect([await one.take(), await one.take()]).toEqual([true, false]);
    wait(6_000);
    expect(await one.take()).toBe(true);
  });

  it('gives no two workers the same turn', async () => {
    const { worker } = table();
    const workers = Array.from({ length: 4 }, () => worker(60_000));

    await Promise.all(workers.map(({ take }) => take()));

    expect(workers.flatMap(({ slept }) => slept).toSorted((a, b) => a - b)).toEqual([
      6_000, 12_000, 18_000,
    ]);
  });

  it('lets all of them rest', async () => {
    const { worker, wait } = table();
    await worker().rest(60_000);

    expect(await worker().take()).toBe(false);
    wait(60_000);
    expect(await worker().take()).toBe(true);
  });

  it('gives up when others are always faster', async () => {
    const { facts, worker } = table();
    const { take } = worker();
    facts.swap = async () => false;

    expect(await take()).toBe(false);
  });

  it('does not wait for a clock that ran wrong', async () => {
    const { facts, worker } = table();
    await facts.write('next turn', new Map([['nvd', { at: 9e15 }]]));

    expect(await worker().take()).toBe(true);
  });
});
