import { mkdtemp, rm } from 'node:fs/promises';
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type ArchiveAnalyserOptions,
  archiveAnalyser,
} from '../../../functions/adapters/archives/archive-analyser.ts';
import type { RandomAccess } from '../../../functions/adapters/archives/random-access.ts';

const layer = {};

afterEach(() => {
  vi.restoreAllMocks();
});

describe('archiveAnalyser', () => {
  it.each([
    ['takes too long', 'for (;;);', 'analysing took longer than 0.5 s'],
    ['never answers', 'setInterval(() => {}, 1000)', 'analysing took longer than 0.5 s'],
    [
      'takes too much memory',
      'const all = []; for (;;) all.push({ at: all.length, more: [all.length] });',
      'analysing took more than 32 MB of memory',
    ],
    ['crashes', 'throw new Error("the archive holds nonsense")', 'the archive holds nonsense'],
    ['crashes later', 'await Promise.reject(new Error("late"))', 'late'],
    ['exits', 'process.exit(3)', 'analysing ended without a result, with exit code 3'],
    ['ends', '', 'analysing ended without a result, with exit code 0'],
  ])('says so when the worker %s', async (_, source, message) => {
    const timeoutMs = message.includes('longer') ? 500 : 20_000;

    const analysing = analyserOf(source, { timeoutMs })(new Uint8Array(8), layer);

    await expect(analysing).rejects.toThrow(expect.objectContaining({ message }));
  });

  describe('with patience', () => {
    const asleepFor = (ms: number) =>
      `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms}); say(1)`;

    it('counts what the processor did for the worker, and not what others did meanwhile', async () => {
      const budget = { leftMs: 700 };
      const analyse = analyserOf(asleepFor(900), { timeoutMs: 600, patience: 1_000 });

      const { packages } = await analyse(new Uint8Array(8), layer, budget);

      expect(packages).toMatchObject({ reason: '1' });
      expect(budget.leftMs).toBeGreaterThan(0);
    });

    it.each([
      ['works longer than it may', 'for (;;);', { timeoutMs: 300, patience: 50 }, '0.3 s'],
      ['waits, and does not work', asleepFor(5_000), { timeoutMs: 400, patience: 1.1 }, '0.4'],
    ])('ends one that %s', async (_, source, options, after) => {
      const budget = { leftMs: 60_000 };

      const analysing = analyserOf(source, options)(new Uint8Array(8), layer, budget);

      await expect(analysing).rejects.toThrow(`analysing took longer than ${after}`);
      expect(budget.leftMs).toBeLessThan(60_000);
    });
  });

  it.each([
    [2_000, 60_000],
    [60_000, 300],
  ])('gives an archive no more than is left of its function: %i ms', async (timeoutMs, leftMs) => {
    const budget = { leftMs };

    const analysing = analyserOf('for (;;);', { timeoutMs })(new Uint8Array(8), layer, budget);

    await expect(analysing).rejects.toThrow(
      expect.objectContaining({ wasHurried: leftMs < timeoutMs }),
    );
    // A timer may come a part of a millisecond before its time.
    expect(budget.leftMs).toBeCloseTo(leftMs - Math.min(leftMs, timeoutMs), 0);
  });

  it('refuses an answer that is no analysis', async () => {
    const analysing = analyserOf('answer({ packages: 1 })')(new Uint8Array(8), layer);

    await expect(analysing).rejects.toThrow(/packages/);
  });

  it('has one worker take archive after archive', async () => {
    const analyse = analyserOf(
      'globalThis.seen = (globalThis.seen ?? 0) + 1; say(globalThis.seen)',
    );

    const first = await analyse(new Uint8Array(8), layer);
    const second = await analyse(new Uint8Array(8), layer);

    expect([first, second].map(({ packages }) => packages)).toMatchObject([
      { reason: '1' },
      { reason: '2' },
    ]);
  });

  it('takes another worker than one that has had nothing to do for a while', async () => {
    const analyse = analyserOf(
      'globalThis.seen = (globalThis.seen ?? 0) + 1; say(globalThis.seen)',
      { idleMs: 20 },
    );

    await analyse(new Uint8Array(8), layer);
    // Timers of one process end in the order of their times, however busy the machine is.
    await setTimeout(40);

    expect((await analyse(new Uint8Array(8), layer)).packages).toMatchObject({ reason: '1' });
  });

  it('gives the next archive to another worker when one has died', async () => {
    const analyse = analyserOf('if (request.archive[0] === 1) process.exit(3); say("alive")');

    await expect(analyse(new Uint8Array([1]), layer)).rejects.toThrow('exit code 3');
    expect((await analyse(new Uint8Array([2]), layer)).packages).toMatchObject({
      reason: '"alive"',
    });
  });

  it('ends the worker that is late', async () => {
    const before = threads();

    await analyserOf('for (;;);', { timeoutMs: 300 })(new Uint8Array(8), layer).catch(() => {});

    expect(threads()).toBe(before);
  });

  it('gives the worker the archive and the entry', async () => {
    const archive = new Uint8Array([7, 8, 9]);
    const entry = { runtime: 'nodejs24.x', handler: 'index.handler' };

    const { packages } = await analyserOf('say([...request.archive, request.entry])')(
      archive.subarray(1),
      entry,
    );

    expect(packages).toEqual({ known: false, reason: JSON.stringify([8, 9, entry]) });
  });

  it.each([
    ['the archive cannot be read', 0],
    ['it cannot be read on', 1],
  ])('fails as the source does when %s', async (_, reads) => {
    const fault = new Error('the connection failed');
    const read = vi.fn<RandomAccess['read']>().mockRejectedValue(fault);
    if (reads > 0) read.mockResolvedValueOnce(new Uint8Array([1]));
    const before = threads();

    const analysing = analyserOf(`
      const { port } = request.archive;
      port.on('message', () => port.postMessage({ id: 2, offset: 1, length: 1 }));
      port.postMessage({ id: 1, offset: 0, length: 1 });`)({ size: 8, read }, layer);

    await expect(analysing).rejects.toBe(fault);
    await vi.waitFor(() => expect(threads()).toBeLessThanOrEqual(before));
  });

  it('gives the worker no environment, so no credentials', async () => {
    vi.spyOn(module, 'getCompileCacheDir').mockReturnValue(undefined);

    const { packages } = await analyserOf('say(process.env)')(new Uint8Array(8), layer);

    expect(packages).toEqual({ known: false, reason: '{}' });
  });

  it('gives the worker nothing but where the process keeps what Node has compiled', async () => {
    const kept = await mkdtemp(join(tmpdir(), 'compiled-'));
    vi.spyOn(module, 'getCompileCacheDir').mockReturnValue(join(kept, 'v24'));

    const { packages } = await analyserOf('say(process.env)')(new Uint8Array(8), layer);

    await rm(kept, { recursive: true });
    expect(packages).toMatchObject({ reason: JSON.stringify({ NODE_COMPILE_CACHE: kept }) });
  });

  it('gives the worker room for code that is nested deeply', async () => {
    const source = 'const depth = (n) => (n === 0 ? 0 : depth(n - 1) + 1); say(depth(200_000));';

    const { packages } = await analyserOf(source)(new Uint8Array(8), layer);

    expect(packages).toEqual({ known: false, reason: '200000' });
  });
});

/** Of a worker that runs these lines. */
function analyserOf(
  source: string,
  {
    timeoutMs = 20_000,
    ...more
  }: Partial<Pick<ArchiveAnalyserOptions, 'timeoutMs' | 'idleMs' | 'patience'>> = {},
) {
  const lines = `
    import { parentPort } from 'node:worker_threads';
    const answer = (message) => parentPort.postMessage(message);
    const say = (value) => {
      const said = { known: false, reason: JSON.stringify(value) };
      answer({ packages: said, unidentifiedBundles: said, weaknesses: said, sdkCalls: said, secrets: said, shippedFiles: said });
    };
    const take = async (request) => {
      ${source}
    };
    parentPort.${source === '' ? 'once' : 'on'}('message', take);`;

  return archiveAnalyser({
    workerUrl: new URL(`data:text/javascript,${encodeURIComponent(lines)}`),
    timeoutMs,
    ...more,
    maxOldGenerationSizeMb: 32,
  });
}

function threads(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
}
