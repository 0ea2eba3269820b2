import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { digest } from '../../functions/app/digest.ts';
import type { DigestState, DigestStates } from '../../functions/app/ports.ts';
import type { Coverage, Finding } from '../../functions/domain/finding.ts';
import { changeId } from '../../functions/domain/finding-id.ts';
import type { News } from '../../functions/domain/notification/news.ts';
import { coverageOf, happened } from '../domain/notification/samples.ts';

const MINUTE = 60_000;
const start = Date.UTC(2026, 10, 25, 4);

describe('digest', () => {
  it('tells first, and then writes down that it has told', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);

    await expect(world.run(start, { publishing: 'fails' })).rejects.toThrow('SNS');
    expect(world.state()).toBeUndefined();

    await expect(world.run(start)).resolves.toEqual({ told: true });
    expect(world.state()?.toldAt).toBe('2026-11-25T04:00:00.000Z');
  });

  it('is told again under the same id when writing that down fails', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);

    await expect(world.run(start, { writing: 'fails' })).rejects.toThrow('lost');
    await world.run(start + MINUTE);

    expect(world.published[1]?.id).toBe(world.published[0]?.id);
  });

  it('says nothing when nothing is new, and goes on from there', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);
    await world.run(start);

    await expect(world.run(start + 60 * MINUTE)).resolves.toEqual({ told: false });

    expect(world.state()?.toldAt).toBe('2026-11-25T05:00:00.000Z');
    expect(world.published).toHaveLength(1);
  });

  it('neither says nor writes anything before anything was seen', async () => {
    const world = worldOf([]);

    await expect(world.run(start)).resolves.toEqual({ told: false });

    expect([world.published.length, world.state()]).toEqual([0, undefined]);
  });
});

/** When it happened, how long it took to be written, and to which finding. */
const change = fc.record({
  at: fc.integer({ min: 0, max: 120 }),
  lateness: fc.integer({ min: 0, max: 15 }),
  subject: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
});

test.prop([
  fc.uniqueArray(change, { selector: ({ subject }) => subject, maxLength: 8 }),
  fc.uniqueArray(fc.integer({ min: 1, max: 130 }), { maxLength: 6 }),
])(
  'however late transitions are written, digests between them tell each exactly once',
  async (changes, digests) => {
    const world = worldOf([coverageOf()]);
    await world.run(start);
    const writes = changes.map(({ at, lateness, subject }) => ({
      minute: at + lateness,
      finding: happened('opened', { subject, changedAt: timeOf(at) }).finding,
    }));

    // Digests run half a minute after what is written in their minute; one comes after it all.
    for (const minute of [...digests.toSorted((a, b) => a - b), 200]) {
      world.items(writes.filter((write) => write.minute <= minute).map(({ finding }) => finding));
      await world.run(start + minute * MINUTE + MINUTE / 2);
    }

    const told = world.published.slice(1).flatMap(({ changes }) => changes);
    expect(told.map(({ subject }) => subject).sort()).toEqual(
      changes.map(({ subject }) => subject).sort(),
    );
  },
);

test.prop([
  fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 15 })), {
    minLength: 1,
    maxLength: 6,
  }),
  fc.uniqueArray(fc.integer({ min: 1, max: 260 }), { maxLength: 8 }),
])(
  'a finding that changes again and again is told of once for each digest that finds it changed',
  async (steps, digests) => {
    const world = worldOf([coverageOf()]);
    await world.run(start);
    const versions = versionsOf(steps);

    const met: string[] = [];
    const told: string[] = [];
    for (const minute of [...digests.toSorted((a, b) => a - b), 300]) {
      const now = versions.findLast((version) => version.writtenAt <= minute)?.finding;
      const before = world.published.length;
      if (now) world.items([now]);
      await world.run(start + minute * MINUTE + MINUTE / 2);

      if (now && idOf(now) !== met.at(-1)) met.push(idOf(now));
      told.push(...world.published.slice(before).map(() => (now ? idOf(now) : '')));
    }

    expect(told).toEqual(met);
  },
);

/** A finding after each of its changes; a change is written no earlier than the one before it. */
function versionsOf(steps: readonly (readonly [number, number])[]) {
  let finding: Finding | undefined;
  let at = 0;
  let writtenAt = 0;

  return steps.map(([gap, lateness], index) => {
    at = Math.max(at + gap, writtenAt);
    writtenAt = at + lateness;
    const kind = index === 0 ? 'opened' : index % 2 === 1 ? 'resolved' : 'reopened';
    finding = happened(kind, { changedAt: timeOf(at) }, finding).finding;

    return { writtenAt, finding };
  });
}

function idOf(finding: Finding): string {
  return finding.history.map((each) => changeId(finding, each)).at(-1) ?? '';
}

function timeOf(minute: number): string {
  return new Date(start + minute * MINUTE).toISOString();
}

interface Faults {
  readonly publishing?: 'fails';
  readonly writing?: 'fails';
}

/** A table, a topic and the state between digests, in memory. */
function worldOf(initial: readonly (Finding | Coverage)[]) {
  let stored = initial;
  let state: DigestState | undefined;
  const published: News[] = [];

  const states = ({ writing }: Faults): DigestStates => ({
    read: async () => state,
    write: async (next, before) => {
      if (writing || before !== state) throw new Error('the state is lost to another digest');
      state = next;
    },
  });

  return {
    published,
    state: () => state,
    items: (findings: readonly Finding[]) => {
      stored = [...initial, ...findings];
    },
    run: (now: number, faults: Faults = {}) =>
      digest({
        archive: {
          async *everything() {
            yield* stored;
          },
        },
        states: states(faults),
        publish: async (news) => {
          if (faults.publishing) throw new Error('SNS is down');
          published.push(news);
        },
        clock: () => new Date(now),
      }),
  };
}
