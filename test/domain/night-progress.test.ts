import { describe, expect, it } from 'vitest';
import { nightTimes } from '../../functions/app/stale.ts';
import { scannerNames } from '../../functions/checks/index.ts';
import {
  runningScanners,
  type SweepProgress,
  scannersBefore,
  scannersOfNight,
  unfinishedScanners,
} from '../../functions/domain/night-progress.ts';

const sweep = '2026-11-25T02:00:00.000Z';
const times = nightTimes(new Date('2026-11-25T04:00:00.000Z'));

describe('which scanners run', () => {
  it.each([
    ['one with messages left', { messages: 10, done: 9 }, true],
    ['one whose messages are all done', { messages: 10, done: 10 }, false],
    ['one whose last message has failed for good', { messages: 10, done: 9, failed: 1 }, false],
    [
      'one that has moved nothing for as long as a message can be delivered',
      { messages: 10, done: 9, changedAt: '2026-11-25T01:59:59.000Z' },
      false,
    ],
  ])('%s', (_, parts, runs) => {
    expect(runningScanners([progressOf('code', parts)], times)).toEqual(runs ? ['code'] : []);
  });
});

describe('what is unfinished', () => {
  const done = scannerNames.map((scanner) => progressOf(scanner, {}));
  const unfinished = (...parts: readonly SweepProgress[]) => {
    const rest = done.filter(({ scanner }) => !parts.some((part) => part.scanner === scanner));
    return unfinishedScanners([...rest, ...parts], times);
  };

  it('is nothing after a night that is over, and nothing is said where nothing is known', () => {
    expect(unfinished()).toEqual([]);
    expect(unfinishedScanners([], times)).toEqual([]);
  });

  it('is a scanner that runs, and those that wait for it', () => {
    expect(
      unfinished(
        progressOf('code', { messages: 1_667, done: 690, targets: 10_000, seen: 4_120 }),
        progressOf('dependencies', { messages: 1, done: 0 }),
        progressOf('usage', { messages: 1, done: 0 }),
      ),
    ).toEqual([
      { scanner: 'code', state: 'running', since: sweep, seen: 4_120, targets: 10_000 },
      { scanner: 'dependencies', state: 'waiting', for: ['code'] },
      { scanner: 'usage', state: 'waiting', for: ['code', 'dependencies'] },
    ]);
  });

  it('is a scanner that runs though what it reads is not finished', () => {
    expect(
      unfinished(
        progressOf('code', { messages: 9, done: 1, targets: 3, seen: 1 }),
        progressOf('usage', { messages: 3, done: 2, targets: 2, seen: 1 }),
      ),
    ).toMatchObject([{ scanner: 'code' }, { scanner: 'usage', state: 'running' }]);
  });

  it.each([
    ['have failed for good', { messages: 10, done: 8, failed: 2 }],
    ['were lost without a word', { messages: 10, done: 8, changedAt: '2026-11-25T01:30:00.000Z' }],
  ])('is a scanner of which messages %s', (_, parts) => {
    expect(unfinished(progressOf('permissions', parts))).toEqual([
      { scanner: 'permissions', state: 'incomplete', since: sweep, lost: 2, messages: 10 },
    ]);
  });

  it('is a scanner that has not begun this night, or never', () => {
    const before = '2026-11-24T02:00:00.000Z';

    expect(unfinished(progressOf('code', { sweep: before }))).toEqual([
      { scanner: 'code', state: 'missing', since: before },
    ]);
    expect(unfinishedScanners(done.slice(1), times)).toEqual([
      { scanner: 'code', state: 'missing' },
    ]);
  });
});

it('knows all scanners, in the order of the night', () => {
  expect(scannersOfNight).toEqual(scannerNames);
});

it('has each scanner wait only for some that come before it', () => {
  for (const [scanner, before] of Object.entries(scannersBefore)) {
    const names: readonly string[] = scannerNames;
    const earlier = names.slice(0, names.indexOf(scanner));

    expect(before.filter((name) => !earlier.includes(name))).toEqual([]);
  }
});

/** Of a sweep that is over, but for `parts`. */
function progressOf(scanner: string, parts: Partial<SweepProgress>): SweepProgress {
  const counts = { messages: 5, done: 5, failed: 0, targets: 9, seen: 9 };

  return { scanner, sweep, ...counts, changedAt: '2026-11-25T03:50:00.000Z', ...parts };
}
