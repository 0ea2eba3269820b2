import { describe, expect, it } from 'vitest';
import { runScanner } from '../../cli/run-scanner.ts';
import { recordedWorld } from './world.ts';

/** What a poll sees. */
interface Seen {
  readonly waiting?: number;
  readonly failed?: number;
  readonly lastRun?: string;
}

const before = { failed: 3, lastRun: 'yesterday' };
const done = { ...before, lastRun: 'today' };
const firstRun = { lastRun: 'today' };

describe('runScanner', () => {
  it.each([
    { that: 'waits until it has come to its last target', polls: [before, before, done, done] },
    { that: 'waits until its queue is empty', polls: [{ ...done, waiting: 5 }, done, done] },
    {
      that: 'does not believe a single empty estimate',
      polls: [done, { ...done, waiting: 1 }, done, done],
    },
    { that: 'waits for a first run', polls: [{}, firstRun, firstRun], first: {} },
  ])('$that', async ({ polls, first = before }) => {
    const scanner = scannerSeen(first, polls);

    expect(await runScanner(scanner, recordedWorld(), patience())).toBe(0);
    expect(scanner.polls()).toBe(polls.length);
  });

  it('counts what failed for good since it was started, and waits for no end of it', async () => {
    const failed = { ...before, failed: 5 };

    expect(
      await runScanner(scannerSeen(before, [failed, failed]), recordedWorld(), patience()),
    ).toBe(2);
  });

  it('says how many chunks are left when its time is up', async () => {
    const polls = Array(100).fill({ ...before, waiting: 7 });
    const world = recordedWorld();

    await expect(
      runScanner(scannerSeen(before, polls), world, patience(world.clock().getTime() + 5_000)),
    ).rejects.toThrow('it has not finished in time, and continues by itself: 7 chunks are left');
  });

  it('reports its progress', async () => {
    const reports: string[] = [];
    const polls = [before, { ...before, waiting: 2 }, done, done];

    await runScanner(scannerSeen(before, polls), recordedWorld(), {
      deadline: Number.POSITIVE_INFINITY,
      report: (progress) => reports.push(progress),
    });

    expect(reports).toEqual(['listing', '2 chunks to go', '0 chunks to go']);
  });
});

function patience(deadline = Number.POSITIVE_INFINITY) {
  return { deadline, report: () => {} };
}

/** Shows one state until it is started, then those of the polls. */
function scannerSeen(first: Seen, polls: readonly Seen[]) {
  let at = -1;
  let isStarted = false;
  const seen = (): Seen => (isStarted ? (polls[at] ?? {}) : first);

  return {
    start: async () => {
      isStarted = true;
    },
    waiting: async () => {
      at += 1;
      return seen().waiting ?? 0;
    },
    failed: async () => seen().failed ?? 0,
    lastRun: async () => seen().lastRun,
    polls: () => at + 1,
  };
}
