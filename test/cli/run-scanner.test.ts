import { describe, expect, it } from 'vitest';
import { runScanner } from '../../cli/run-scanner.ts';
import type { SweepProgress } from '../../functions/domain/night-progress.ts';
import { recordedWorld } from './world.ts';

/** What a poll sees. */
interface Seen {
  readonly waiting?: number;
  readonly failed?: number;
  readonly lastRun?: string;
  readonly sweep?: SweepProgress;
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

  it('reports it by the targets of its own sweep, with an estimate, where the ledger shows it', async () => {
    const reports: string[] = [];
    const yesterday = sweepOf('yesterday', { targets: 900, seen: 900 });
    const first = { ...before, sweep: yesterday };
    const polls = [
      { ...before, sweep: yesterday },
      ...Array.from({ length: 6 }, () => ({ ...before, sweep: sweepOf('today', { seen: 0 }) })),
      { ...before, waiting: 2, sweep: sweepOf('today', { seen: 400 }) },
      { ...done, sweep: sweepOf('today', { seen: 1_200 }) },
      { ...done, sweep: sweepOf('today', { seen: 1_200 }) },
    ];

    await runScanner(scannerSeen(first, polls), recordedWorld(), {
      deadline: Number.POSITIVE_INFINITY,
      report: (progress) => reports.push(progress),
    });

    expect(reports[0]).toBe('listing');
    expect(reports.slice(6)).toEqual([
      '0 of 1,200 targets',
      '400 of 1,200 targets, about 20 s left',
      '1,200 of 1,200 targets',
    ]);
  });
});

function sweepOf(sweep: string, over: Partial<SweepProgress>): SweepProgress {
  const none = { messages: 1, done: 0, failed: 0, targets: 1_200, seen: 0 };

  return { scanner: 'code', sweep, ...none, changedAt: sweep, ...over };
}

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
    sweep: async () => seen().sweep,
    polls: () => at + 1,
  };
}
