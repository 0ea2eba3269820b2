import { describe, expect, it } from 'vitest';
import { digestInTurn } from '../../functions/app/digest.ts';
import type { DigestState, DigestStates } from '../../functions/app/ports.ts';
import type { Coverage, Finding } from '../../functions/domain/finding.ts';
import { changeId } from '../../functions/domain/finding-id.ts';
import type { NightFigures } from '../../functions/domain/night-metrics.ts';
import type { SweepProgress } from '../../functions/domain/night-progress.ts';
import { mailText } from '../../functions/domain/notification/mail.ts';
import type { Notification } from '../../functions/domain/notification/notification.ts';
import { slackMessage } from '../../functions/domain/notification/slack-blocks.ts';
import { subjectOf } from '../../functions/domain/notification/wording.ts';
import type { DigestWake } from '../../functions/domain/notifier-environment.ts';
import type { MainGets, Selector } from '../../functions/domain/routing.ts';
import type { Rules } from '../../functions/domain/rules/rules.ts';
import { factWords } from '../../functions/facts/index.ts';
import { arnOf, coverageOf, happened } from '../domain/notification/samples.ts';
import { selectorOf } from '../domain/selectors.ts';
import { fc, property } from '../property.ts';

const MINUTE = 60_000;
const start = Date.UTC(2026, 10, 25, 4);

describe('digest', () => {
  it('publishes first, and then stores what it has reported', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);

    await expect(world.run(start, { publishing: 'fails' })).rejects.toThrow('SNS');
    expect(world.state()).toBeUndefined();

    await expect(world.run(start)).resolves.toEqual({ published: true });
    expect(world.state()?.reportedAt).toBe('2026-11-25T04:00:00.000Z');
  });

  it('is sent again under the same id when storing that fails', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);

    await expect(world.run(start, { writing: 'fails' })).rejects.toThrow('lost');
    expect(world.measured).toEqual([]);
    await world.run(start + MINUTE);

    expect(world.published[1]?.id).toBe(world.published[0]?.id);
  });

  it('says nothing when nothing is new, and goes on from there', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);
    await world.run(start);

    await expect(world.run(start + 60 * MINUTE)).resolves.toEqual({ published: false });

    expect(world.state()?.reportedAt).toBe('2026-11-25T05:00:00.000Z');
    expect(world.published).toHaveLength(1);
  });

  it('neither says nor writes anything before anything was seen', async () => {
    const world = worldOf([]);

    await expect(world.run(start)).resolves.toEqual({ published: false });

    expect([world.published.length, world.state()]).toEqual([0, undefined]);
  });
});

describe('a digest with rules', () => {
  const DAY = 24 * 60 * MINUTE;
  const observedAt = '2026-12-20T02:00:00.000Z';
  const rules: Rules = {
    trustTags: false,
    rules: [
      {
        name: 'gone',
        match: { function: ['gone'] },
        effect: { kind: 'suppress' },
        reason: 'it was deleted',
        until: undefined,
      },
    ],
  };

  it('says once, to those who read everything, that a rule selects nothing any more', async () => {
    const world = worldOf([coverageOf({ observedAt, owner: 'payments' })]);
    const routes = [selectorOf({ name: 'payments', owners: ['payments'] })];
    const of = { of: { rules }, routes };
    await world.run(start, of);

    expect(await world.run(start + 6 * DAY, of)).toEqual({ published: false });
    expect(await world.run(start + 7 * DAY, of)).toEqual({ published: true });
    expect(await world.run(start + 8 * DAY, of)).toEqual({ published: false });

    const [unused, ...none] = world.published.slice(2);
    expect(none).toEqual([]);
    expect(unused).toMatchObject({
      kind: 'digest',
      rules: [{ rule: 'gone', state: 'unused', at: '2026-11-25T04:00:00.000Z' }],
    });
    if (!unused) throw new Error('nothing was published');
    expect(subjectOf(unused)).toBe('[lambda-vigil] 1 rule to look at');
    const line =
      'rule gone selects nothing since 2026-11-25: it can go; its reason: it was deleted';
    expect(mailText(unused).replace(/\n +/g, ' ')).toContain(line);
    expect(JSON.stringify(slackMessage(unused))).toContain(line);
  });

  it('says nothing of one that selects what is there', async () => {
    const world = worldOf([coverageOf({ observedAt, target: arnOf('gone') })]);
    await world.run(start, { of: { rules } });

    expect(await world.run(start + 8 * DAY, { of: { rules } })).toEqual({ published: false });
  });
});

describe('a digest with routes', () => {
  const routes = ['payments', 'shop'].map((name) => selectorOf({ name, owners: [name] }));
  const owned = ['payments', 'shop', undefined].flatMap((owner) => {
    const target = arnOf(owner ?? 'unowned');
    const whose = owner === undefined ? {} : { owner };
    return [
      coverageOf({ target, gaps: [{ fact: 'x', reason: `of ${owner}` }], ...whose }),
      happened('opened', { target, ...whose }).finding,
    ];
  });
  const namesIn = ({ changes, gaps }: Notification) => [
    ...changes.map(({ target }) => target.name),
    ...gaps.map(({ target }) => target.name),
  ];
  const byRoute = (published: readonly Notification[]) =>
    Object.fromEntries(
      published.map((each) => [each.route ?? 'alerts', [...new Set(namesIn(each))].sort()]),
    );

  it.each<[MainGets, readonly string[]]>([
    ['all', ['payments', 'shop', 'unowned']],
    ['unrouted', ['unowned']],
  ])('sends each its own first night, and %s to the alerts', async (mainGets, main) => {
    const world = worldOf(owned);

    await world.run(start, { routes, mainGets });

    expect(byRoute(world.published)).toEqual({
      alerts: main,
      payments: ['payments'],
      shop: ['shop'],
    });
    expect(world.published.map(({ kind }) => kind)).toEqual(Array(3).fill('firstNight'));
    expect(world.published[1]?.standing).toMatchObject({ targets: { function: 1 } });
    expect(world.measured[0]?.openBySeverity).toEqual({ critical: 3 });
  });

  it('says afterwards to each what is new of its own alone', async () => {
    const world = worldOf(owned);
    await world.run(start, { routes });
    const late = happened('opened', {
      target: arnOf('payments'),
      subject: 'new',
      owner: 'payments',
      changedAt: '2026-11-25T05:00:00.000Z',
    }).finding;
    world.items([late]);

    await world.run(start + 120 * MINUTE, { routes });

    const [alerts, payments, ...none] = world.published.slice(3);
    expect([alerts?.route, payments?.route]).toEqual([undefined, 'payments']);
    expect(payments).toMatchObject({ kind: 'digest', counts: { byTransition: { opened: 1 } } });
    expect(none).toEqual([]);
  });

  it('begins a route that is added later with the summary of what is open', async () => {
    const world = worldOf(owned);
    await world.run(start, { routes: routes.slice(0, 1) });

    await world.run(start + 120 * MINUTE, { routes });

    expect(world.published.slice(2)).toMatchObject([{ kind: 'firstNight', route: 'shop' }]);
    expect(world.state()?.routes).toEqual(['payments', 'shop']);
  });

  it('sends the others theirs where a topic fails, and all again the next time', async () => {
    const world = worldOf(owned);

    await expect(world.run(start, { routes, routing: 'payments' })).rejects.toThrow('payments');
    expect(world.state()).toBeUndefined();
    await world.run(start + MINUTE, { routes });

    const ids = world.published.map(({ route, id }) => `${route} ${id}`);
    expect(world.published).toHaveLength(5);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('a digest of a night that is not over', () => {
  const again = { again: true };
  const run = (minute: number, wake: DigestWake = {}) =>
    [start + minute * MINUTE, {}, wake] as const;
  const code = (minute: number, parts: Partial<SweepProgress> = {}): SweepProgress => ({
    scanner: 'code',
    sweep: '2026-11-25T02:00:00.000Z',
    messages: 1_667,
    done: 690,
    failed: 0,
    targets: 10_000,
    seen: 4_120,
    changedAt: timeOf(minute),
    ...parts,
  });
  const others = ['dependencies', 'permissions', 'usage'].map((scanner) => ({
    ...code(0, { messages: 3, done: 3 }),
    scanner,
  }));

  it('is sent at once when the night is over, and nothing looks again', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);
    world.night([code(0, { done: 1_667 }), ...others]);

    expect(await world.run(...run(0))).toEqual({ published: true });
    expect(await world.run(...run(15, again))).toEqual({ published: false });

    expect(world.published).toHaveLength(1);
    expect(world.published[0]).not.toHaveProperty('unfinished');
    expect(world.measured).toEqual([
      {
        openBySeverity: { critical: 1 },
        openByCheck: [{ check: 'permissions/public-resource-policy', count: 1 }],
        targets: 1,
        incomplete: 0,
        unfinished: 0,
        ageSeconds: 7_200,
      },
    ]);
  });

  it('waits while a scanner runs, and is sent once that has ended', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);

    for (const [minute, wake] of [
      [0, {}],
      [15, again],
      [90, again],
    ] as const) {
      world.night([code(minute), ...others]);
      expect(await world.run(...run(minute, wake))).toEqual({
        published: false,
        waitsFor: ['code'],
      });
    }
    world.night([code(100, { done: 1_667, seen: 10_000 }), ...others]);

    expect(await world.run(...run(105, again))).toEqual({ published: true });
    expect(await world.run(...run(135, again))).toEqual({ published: false });
    expect(world.published).toHaveLength(1);
    expect(world.published[0]).not.toHaveProperty('unfinished');
  });

  it('says after six hours which scanners still run', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);
    world.night([code(0), ...others]);
    await world.run(...run(0));
    world.night([code(360), ...others]);

    expect(await world.run(...run(345, again))).toMatchObject({ published: false });
    expect(await world.run(...run(375, again))).toEqual({ published: true });

    expect(world.published).toMatchObject([
      { unfinished: [{ scanner: 'code', state: 'running', seen: 4_120, targets: 10_000 }] },
    ]);
    expect(world.measured).toMatchObject([{ unfinished: 1, ageSeconds: 8.25 * 3_600 }]);
  });

  it('is sent on the next day though nothing has woken it again', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);
    world.night([code(0), ...others]);
    await world.run(...run(0));
    world.night([code(24 * 60), ...others]);

    expect(await world.run(...run(24 * 60))).toEqual({ published: true });
  });

  it('waits anew on another night', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);
    world.night([code(0), ...others]);
    await world.run(...run(0));
    await world.run(...run(375, again));
    world.night([code(24 * 60), ...others]);

    expect(await world.run(...run(24 * 60))).toMatchObject({ waitsFor: ['code'] });
  });

  it('says that a scanner has failed, though nothing else is new', async () => {
    const world = worldOf([coverageOf()]);
    await world.run(start - 24 * 60 * MINUTE);
    world.night([code(0, { messages: 1, done: 0, failed: 1 }), ...others]);

    expect(await world.run(...run(0))).toEqual({ published: true });

    expect(world.published.at(-1)).toMatchObject({
      kind: 'digest',
      unfinished: [{ scanner: 'code', state: 'incomplete', lost: 1 }],
    });
  });

  it('waits for the scanners in the other accounts too, and says in which they still run', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);
    const others = ['222233334444', '333344445555'];
    const ended = code(0, { done: 1_667 });
    const night = async (_: readonly string[], account?: string) => [
      account === undefined ? ended : code(account === '222233334444' ? 360 : 0),
    ];
    const accounts = {
      own: '111122223333',
      others: async () => others.map((account) => ({ account })),
    };

    expect(await world.run(start, { of: { accounts, night } })).toEqual({
      published: false,
      waitsFor: ['code'],
    });
    expect(await world.run(start + 375 * MINUTE, { of: { accounts, night } }, again)).toEqual({
      published: true,
    });

    expect(world.published[0]?.unfinished?.filter(({ scanner }) => scanner === 'code')).toEqual([
      {
        scanner: 'code',
        state: 'running',
        since: '2026-11-25T02:00:00.000Z',
        seen: 4_120,
        targets: 10_000,
        accounts: ['222233334444'],
      },
      expect.objectContaining({ state: 'incomplete', accounts: ['333344445555'] }),
    ]);
  });

  it('waits for nothing on a first night of which nothing is stored', async () => {
    const world = worldOf([]);

    expect(await world.run(...run(0))).toEqual({ published: false });
  });

  it('is sent when it cannot be read how far the night has come, and says so', async () => {
    const world = worldOf([coverageOf(), happened('opened').finding]);
    world.night(new Error('the facts table is throttled'));

    expect(await world.run(...run(0))).toEqual({ published: true });

    expect(world.published[0]?.unfinished).toContainEqual({
      scanner: 'usage',
      state: 'unknown',
      reason: expect.stringContaining('the facts table is throttled'),
    });
  });
});

/** When it happened, how long it took to be written, and to which finding. */
const change = fc.record({
  at: fc.integer({ min: 0, max: 120 }),
  lateness: fc.integer({ min: 0, max: 15 }),
  subject: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
});

property.prop([
  fc.uniqueArray(change, { selector: ({ subject }) => subject, maxLength: 8 }),
  fc.uniqueArray(fc.integer({ min: 1, max: 130 }), { maxLength: 6 }),
])(
  'however late transitions are written, digests between them report each exactly once',
  async (changes, digests) => {
    const world = worldOf([coverageOf()]);
    await world.run(start);
    const writes = changes.map(({ at, lateness, subject }) => ({
      minute: at + lateness,
      finding: happened('opened', { subject, check: `code/${subject}`, changedAt: timeOf(at) })
        .finding,
    }));

    // Digests run half a minute after what is written in their minute; one comes after it all.
    for (const minute of [...digests.toSorted((a, b) => a - b), 200]) {
      world.items(writes.filter((write) => write.minute <= minute).map(({ finding }) => finding));
      await world.run(start + minute * MINUTE + MINUTE / 2);
    }

    const reported = world.published.slice(1).flatMap(({ changes }) => changes);
    expect(reported.map(({ subject }) => subject).sort()).toEqual(
      changes.map(({ subject }) => subject).sort(),
    );
  },
);

property.prop([
  fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 15 })), {
    minLength: 1,
    maxLength: 6,
  }),
  fc.uniqueArray(fc.integer({ min: 1, max: 260 }), { maxLength: 8 }),
])(
  'a finding that changes again and again is reported once for each digest that finds it changed',
  async (steps, digests) => {
    const world = worldOf([coverageOf()]);
    await world.run(start);
    const versions = versionsOf(steps);

    const met: string[] = [];
    const reported: string[] = [];
    for (const minute of [...digests.toSorted((a, b) => a - b), 300]) {
      const now = versions.findLast((version) => version.writtenAt <= minute)?.finding;
      const before = world.published.length;
      if (now) world.items([now]);
      await world.run(start + minute * MINUTE + MINUTE / 2);

      if (now && idOf(now) !== met.at(-1)) met.push(idOf(now));
      reported.push(...world.published.slice(before).map(() => (now ? idOf(now) : '')));
    }

    expect(reported).toEqual(met);
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
  readonly mainGets?: MainGets;
  readonly routes?: readonly Selector[];
  /** Name of a route whose topic is gone. */
  readonly routing?: string;
}

/** A table, a topic and the state between digests, in memory. */
/** Parts of a deployment that watches other accounts too. */
interface Of {
  readonly of?: Partial<Parameters<typeof digestInTurn>[0]>;
}

function worldOf(initial: readonly (Finding | Coverage)[]) {
  let stored = initial;
  let state: DigestState | undefined;
  let since: string | undefined;
  let night: readonly SweepProgress[] | Error = [];
  const measured: NightFigures[] = [];
  const published: Notification[] = [];

  const states = ({ writing }: Faults): DigestStates => ({
    waitingSince: async () => since,
    wait: async (time) => {
      since = time;
    },
    read: async () => state,
    write: async (next, before) => {
      if (writing || before !== state) throw new Error('the state is lost to another digest');
      state = next;
    },
  });

  return {
    published,
    measured,
    state: () => state,
    items: (findings: readonly Finding[]) => {
      stored = [...initial, ...findings];
    },
    night: (progress: readonly SweepProgress[] | Error) => {
      night = progress;
    },
    run: (now: number, { of, ...faults }: Faults & Of = {}, wake: DigestWake = {}) =>
      digestInTurn(
        {
          archive: {
            async *everything() {
              yield* stored;
            },
          },
          night: async () => {
            if (night instanceof Error) throw night;
            return night;
          },
          states: states(faults),
          recipients: {
            mainGets: faults.mainGets ?? 'all',
            main: async (notification) => {
              if (faults.publishing) throw new Error('SNS is down');
              published.push(notification);
            },
            routes: (faults.routes ?? []).map((selector) => ({
              selector,
              publish: async (notification) => {
                if (faults.routing === selector.name) throw new Error('no such topic');
                published.push(notification);
              },
            })),
          },
          measure: (figures) => measured.push(figures),
          clock: () => new Date(now),
          words: factWords,
          ...of,
        },
        wake,
      ),
  };
}
