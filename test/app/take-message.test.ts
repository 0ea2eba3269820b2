import { describe, expect, it, vi } from 'vitest';
import {
  inMemoryFacts,
  inMemoryFindings,
  inMemoryNight,
  inMemoryQueue,
} from '../../functions/adapters/tables/in-memory.ts';
import type { Chunk, SweepStep } from '../../functions/app/ports.ts';
import { takeMessage } from '../../functions/app/take-message.ts';
import type { SweepProgress } from '../../functions/domain/night-progress.ts';
import { factWords } from '../../functions/facts/index.ts';
import { account, functionNamed } from '../fakes/targets.ts';

const sweep = '2026-01-02T02:00:00.000Z';
const begin: SweepStep = { step: 'begin', sweep };
const chunk: Chunk = { targets: [account], gone: [], sweep, listedAt: sweep };

describe('a message of a scanner', () => {
  it('is counted once it is processed, with what is in it', async () => {
    const scanner = await scannerAtNight();

    await scanner.take(chunk);
    await scanner.take(begin);

    expect(await scanner.progress()).toMatchObject({ messages: 2, done: 2, seen: 1 });
    expect(scanner.steps).toEqual([{ step: 'region', sweep, region: 'eu-west-1' }]);
  });

  it('is passed over when it comes again', async () => {
    const scanner = await scannerAtNight();
    await scanner.take(begin);

    expect(await scanner.take(begin)).toEqual({ message: 'passed over' });

    expect(scanner.steps).toHaveLength(1);
    expect(await scanner.progress()).toMatchObject({ messages: 1, done: 1 });
  });

  it('is still to be done while it waits for other scanners', async () => {
    const scanner = await scannerAtNight({ before: [running('code')] });

    expect(await scanner.take(begin)).toMatchObject({ waitsFor: ['code'] });

    expect(scanner.steps).toEqual([begin]);
    expect(await scanner.progress()).toMatchObject({ messages: 1, done: 0 });
  });

  it('is about the account, and waits for all else of its sweep where that is added up', async () => {
    const rest = { messages: 3, done: 1, failed: 0 };
    const before = [{ ...running('dependencies'), ...rest }];
    const scanner = await scannerAtNight({ before, accountLast: true });

    expect(await scanner.take(chunk)).toMatchObject({ waitsFor: ['the rest of dependencies'] });
    expect(scanner.chunks).toEqual([chunk]);
    expect(await scanner.progress()).toMatchObject({ messages: 1, done: 0 });

    const functions = { ...chunk, targets: [functionNamed('a')] };
    expect(await scanner.take(functions)).toMatchObject({ message: 'worked' });
    const alone = await scannerAtNight({ before });
    expect(await alone.take(chunk)).toMatchObject({ message: 'worked' });
  });

  it('is delivered again when it fails, and counts as failed when it never will be', async () => {
    const scanner = await scannerAtNight();
    const lost = vi.fn(() => Promise.reject(new Error('the table is down')));

    await expect(scanner.take(chunk, { read: lost })).rejects.toThrow('the table is down');
    expect(await scanner.progress()).toMatchObject({ messages: 1, done: 0, failed: 0 });

    await expect(scanner.take(chunk, { read: lost, deliveries: 5 })).rejects.toThrow();
    expect(await scanner.progress()).toMatchObject({ messages: 1, done: 0, failed: 1 });
  });
});

function running(scanner: string): SweepProgress {
  const counts = { messages: 2, done: 1, failed: 0, targets: 1, seen: 1 };

  return { scanner, sweep, ...counts, changedAt: sweep };
}

interface AtNight {
  readonly before?: readonly SweepProgress[];
  readonly accountLast?: boolean;
}

async function scannerAtNight({ before = [], accountLast = false }: AtNight = {}) {
  const clock = () => new Date(sweep);
  const night = inMemoryNight(clock);
  const ledger = night.ledgerOf('dependencies');
  const findings = inMemoryFindings();
  const steps: SweepStep[] = [];
  const queue = inMemoryQueue();
  const observer = {
    name: 'dependencies',
    checks: [],
    collectors: {},
    clock,
    words: factWords,
    accountLast,
  };
  const parts = {
    scanner: observer.name,
    kinds: new Set(['function'] as const),
    account,
    inventory: {
      read: async () => undefined,
      regions: async () => ({ open: ['eu-west-1'], closed: [] }),
      async *functions() {
        yield functionNamed('a');
      },
    },
    facts: inMemoryFacts(),
    queue,
    steps: { sendStep: async (step: SweepStep) => void steps.push(step) },
    ledger,
    night: async () => before,
    chunk: 10,
    clock,
  };
  await ledger.begin(sweep);

  return {
    steps,
    chunks: queue.chunks,
    progress: async () => (await night.read([observer.name]))[0],
    async take(
      message: Chunk | SweepStep,
      {
        deliveries = 1,
        read = findings.read,
      }: { deliveries?: number; read?: typeof findings.read } = {},
    ) {
      const targets = 'targets' in message ? message.targets.length : 0;
      const queued = { id: JSON.stringify(message), targets };
      await ledger.queued(sweep, queued);
      const store = { ...findings, read };

      return takeMessage(
        {
          observer,
          sweep: { ...parts, findings: store },
          findings: store,
          settings: { regions: [] },
          ledger,
        },
        { message, queued, deliveries, isLate: () => false },
      );
    },
  };
}
