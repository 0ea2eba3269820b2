import { describe, expect, it } from 'vitest';
import {
  inMemoryFacts,
  inMemoryFindings,
  inMemoryNight,
} from '../../functions/adapters/tables/in-memory.ts';
import { attempt } from '../../functions/app/collectors.ts';
import { digestInTurn } from '../../functions/app/digest.ts';
import type { Chunk, DigestState, SweepStep } from '../../functions/app/ports.ts';
import { takeMessage } from '../../functions/app/take-message.ts';
import { scannersOfNight } from '../../functions/domain/night-progress.ts';
import type { Notification } from '../../functions/domain/notification/notification.ts';
import { factWords } from '../../functions/facts/index.ts';
import { account, functionNamed } from '../fakes/targets.ts';

const MINUTE = 60_000;
const midnight = Date.UTC(2026, 10, 25);
/** As deployed: see lib/vigil.ts. */
const wakes = { code: 120, dependencies: 150, permissions: 150, usage: 180, digest: 240 };

describe('a night of all scanners and the digest', () => {
  it('waits for nothing when it is quick', async () => {
    const night = nightOf({ minutes: 1 });

    await night.run();

    expect(night.begun).toEqual({
      code: '02:00',
      dependencies: '02:30',
      permissions: '02:30',
      usage: '03:00',
    });
    expect(night.digests).toMatchObject([{ at: '04:00', kind: 'firstNight' }]);
    expect(night.digests[0]).not.toHaveProperty('unfinished');
  });

  it('goes on for as long as a scanner needs, each stage after those before it', async () => {
    const night = nightOf({ minutes: 1, code: 36 });

    await night.run();

    // Seven chunks of 36 minutes, that of the account among them: code ends at 06:12.
    for (const next of [night.begun.dependencies, night.begun.permissions]) {
      expect(next > '06:12').toBe(true);
      expect(next < '06:28').toBe(true);
      expect(night.begun.usage > next).toBe(true);
    }
    expect(night.digests).toHaveLength(1);
    expect(night.digests[0]).not.toHaveProperty('unfinished');
    expect((night.digests[0]?.at ?? '') < '07:16').toBe(true);
  });

  it('is reported after six hours though a scanner never ends, and says how far that has come', async () => {
    const night = nightOf({ minutes: 1, code: 14, functions: 1_000 });

    await night.run();

    expect(night.begun).toMatchObject({
      dependencies: '08:30',
      permissions: '08:30',
      usage: '09:00',
    });
    // Usage has begun late, and has its own thousand to see.
    expect(night.digests).toMatchObject([
      {
        at: '10:15',
        unfinished: [
          { scanner: 'code', state: 'running', targets: 1_000 },
          { scanner: 'usage', state: 'running', targets: 1_000 },
        ],
      },
    ]);
    const [{ unfinished: [{ seen = 0 } = {}] = [] } = {}] = night.digests;
    expect(seen).toBeGreaterThan(300);
    expect(night.gapsOf('dependencies')).toEqual(['results of the code scanner']);
  });

  it('goes on without a scanner that fails at its sweep, and says so', async () => {
    const night = nightOf({ minutes: 1, failing: 'code' });

    await night.run();

    // Five deliveries, a quarter of an hour apart.
    expect(night.begun.dependencies > '03:00').toBe(true);
    expect(night.begun.dependencies < '03:30').toBe(true);
    expect(night.digests).toMatchObject([
      { at: '04:00', unfinished: [{ scanner: 'code', state: 'incomplete', lost: 1 }] },
    ]);
  });

  it('is silent where no scanner has ever begun', async () => {
    const night = nightOf({ minutes: 1, awake: [] });

    await night.run();

    expect(night.digests).toEqual([]);
  });
});

interface Given {
  /** That a chunk takes. */
  readonly minutes: number;
  /** That one of the code scanner takes. */
  readonly code?: number;
  readonly functions?: number;
  /** Whose surveys and listings all fail, with the table that keeps them. */
  readonly failing?: string;
  readonly awake?: readonly string[];
}

/** Scanners with one worker each, whose checks ask nothing, and a clock that only they move. */
function nightOf({
  minutes,
  code = minutes,
  functions = 60,
  failing,
  awake = scannersOfNight,
}: Given) {
  let now = midnight;
  const clock = () => new Date(now);
  const night = inMemoryNight(clock);
  const findings = inMemoryFindings();
  const happenings: { readonly at: number; readonly run: () => Promise<void> }[] = [];
  const at = (time: number, run: () => Promise<void>) => happenings.push({ at: time, run });
  const begun: Record<string, string> = {};
  const digests: (Notification & { readonly at: string })[] = [];

  for (const scanner of awake) {
    const { wake } = scannerOf(scanner);
    at(midnight + (wakes[scanner as keyof typeof wakes] ?? 0) * MINUTE, wake);
  }
  digestFrom(midnight + wakes.digest * MINUTE);

  return {
    begun: begun as Readonly<Record<keyof typeof wakes, string>>,
    digests,
    gapsOf: (scanner: string) =>
      findings
        .coverage()
        .filter((each) => each.scanner === scanner && each.target === account.arn)
        .flatMap(({ gaps }) => gaps.map(({ fact }) => fact)),

    /** Until the last time that a digest is woken. */
    async run() {
      while (now < midnight + 12 * 60 * MINUTE) {
        happenings.sort((a, b) => a.at - b.at);
        const next = happenings.shift();
        if (!next) return;
        now = Math.max(now, next.at);
        await next.run();
      }
    },
  };

  function scannerOf(name: string) {
    const ledger = night.ledgerOf(name);
    const facts = inMemoryFacts();
    const observer = { name, checks: [], collectors: {}, clock, words: factWords };
    let free = 0;

    const send = async (message: Chunk | SweepStep, seconds = 0, deliveries = 1) => {
      const isChunk = 'targets' in message;
      const queued = {
        id: JSON.stringify(message),
        targets: isChunk ? message.targets.length : 0,
      };
      await ledger.queued(message.sweep, queued);

      at(now + seconds * 1000, async () => {
        // What a worker has begun, it ends later.
        const takes = isChunk ? (name === 'code' ? code : minutes) : 0.1;
        free = Math.max(free, now) + takes * MINUTE;
        at(free, async () => {
          const delivery = { message, queued, deliveries, isLate: () => false };
          const done = await attempt(() => takeMessage(parts, delivery));
          if (!done.known && deliveries < 5) await send(message, 16 * 60, deliveries + 1);
        });
      });
    };
    const parts = {
      observer,
      findings,
      settings: { regions: [] },
      ledger,
      sweep: {
        scanner: name,
        kinds: new Set(['function'] as const),
        account,
        inventory: {
          read: async () => undefined,
          async regions() {
            begun[name] ??= clock().toISOString().slice(11, 16);
            return { open: ['eu-west-1'], closed: [] };
          },
          async *functions() {
            yield* Array.from({ length: functions }, (_, index) => functionNamed(`f${index}`));
          },
        },
        findings,
        facts:
          name === failing
            ? { ...facts, write: () => Promise.reject(new Error('the table is down')) }
            : facts,
        queue: { send },
        steps: { sendStep: send },
        ledger,
        night: night.read,
        chunk: 10,
        clock,
      },
    };

    return {
      async wake() {
        const sweep = clock().toISOString();
        await ledger.begin(sweep);
        await send({ step: 'begin', sweep });
      },
    };
  }

  function digestFrom(first: number): void {
    let state: DigestState | undefined;
    let since: string | undefined;
    const parts = {
      archive: { everything: findings.everything },
      night: night.read,
      states: {
        waitingSince: async () => since,
        wait: async (time: string) => {
          since = time;
        },
        read: async () => state,
        write: async (next: DigestState) => {
          state = next;
        },
      },
      recipients: {
        mainGets: 'all' as const,
        main: async (news: Notification) => {
          digests.push({ ...news, at: news.at.slice(11, 16) });
        },
        routes: [],
      },
      measure: () => undefined,
      clock,
      words: factWords,
    };
    const wake = (again: boolean) => async () => {
      await digestInTurn(parts, { again });
    };

    at(first, wake(false));
    for (let index = 0; index < 16; index += 1) at(first + (15 + 30 * index) * MINUTE, wake(true));
  }
}
