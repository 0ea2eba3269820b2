import { describe, expect, it } from 'vitest';
import { inMemoryFindings, inMemoryQueue } from '../../functions/adapters/tables/in-memory.ts';
import { isFirstSweep } from '../../functions/app/first-sweep.ts';
import type { Inventory } from '../../functions/app/ports.ts';
import { record } from '../../functions/app/record.ts';
import type { Surveys } from '../../functions/app/surveys.ts';
import { type Sweep, sweep } from '../../functions/app/sweep.ts';
import type { FunctionTarget, TargetKind } from '../../functions/core/target.ts';
import { hasEnded } from '../../functions/domain/finding.ts';
import { accessDenied, account, functionNamed, layerNamed, roleNamed } from '../fakes/targets.ts';

const [home, away] = ['eu-west-1', 'us-east-1'];
const [a, b, c] = ['a', 'b', 'c'].map((name) => functionNamed(name)) as [
  FunctionTarget,
  FunctionTarget,
  FunctionTarget,
];
const far = functionNamed('far', { region: away, roleArn: roleNamed('a').arn });
const sweptAt = '2026-01-02T02:00:00.000Z';
const everything: Listing = { [home]: [a, b, c], [away]: [far] };

describe('sweep', () => {
  it('queues functions by region as they are listed, then roles, and the account last', async () => {
    const { queue, summary } = await sweepOf({ listing: everything, chunk: 2 });

    expect(queue.chunks.map(({ targets }) => targets.map(({ name }) => name))).toEqual([
      ['a', 'b'],
      ['c'],
      ['far'],
      ['a', 'b'],
      ['c'],
      [account.name],
    ]);
    expect(queue.chunks.at(-1)?.targets).toEqual([account]);
    expect(summary).toEqual({ functions: 4, roles: 3, layers: 0, gone: 0, unlisted: 0 });
  });

  it('says when it listed what it queues', async () => {
    const { queue } = await sweepOf({ listing: everything, seen: [functionNamed('dead').arn] });

    const times = new Set(queue.chunks.map(({ listedAt }) => listedAt));
    expect(times).toEqual(new Set([sweptAt]));
  });

  it('dates what it listed in a region by when that began, and the rest by when it began itself', async () => {
    let minute = 0;
    const clock = () => new Date(Date.UTC(2026, 0, 2, 2, minute++));

    const { queue } = await sweepOf({
      listing: everything,
      seen: [functionNamed('dead').arn],
      clock,
    });

    expect(new Set(queue.chunks.map(({ sweep }) => sweep))).toEqual(new Set([sweptAt]));
    expect(queue.chunks.map(({ listedAt }) => listedAt.slice(14, 16))).toEqual([
      '01',
      '02',
      '00',
      '00',
      '00',
    ]);
  });

  it('queues only what its checks are about, and the account', async () => {
    const { queue } = await sweepOf({ listing: everything, kinds: ['role'] });

    const kinds = queue.chunks.flatMap(({ targets }) => targets.map(({ kind }) => kind));
    expect(kinds).toEqual(['role', 'role', 'role', 'account']);
  });

  it('surveys roles, of all regions together, before they are queued', async () => {
    const order: string[] = [];
    const surveys: Surveys = {
      roles: {
        survey: async (functions, unlisted) => {
          expect(functions.get(roleNamed('a').arn)).toEqual([a.arn, far.arn]);
          expect(unlisted).toEqual([]);
          order.push('survey');
        },
      },
    };

    await sweepOf({
      listing: everything,
      surveys,
      queue: {
        send: async ({ targets }) => void order.push(...targets.map(({ kind }) => kind)),
      },
    });

    expect(order.filter((each) => each !== 'function')).toEqual([
      'survey',
      'role',
      'role',
      'role',
      'account',
    ]);
  });
});

describe('the functions of a sweep', () => {
  it('are surveyed once all are listed, by the regions that were listed to their end', async () => {
    const surveyed: unknown[] = [];

    await sweepOf({
      listing: { [home]: [a], [away]: 'closed' },
      surveys: {
        functions: {
          survey: async ({ functions, complete }) =>
            void surveyed.push([...functions], [...complete]),
        },
      },
    });

    expect(surveyed).toEqual([[a.arn], [home]]);
  });
});

describe('a region that the organization closes', () => {
  const closed = { [home]: [a], [away]: 'closed' } as const;

  it('is one line of the account, and the rest goes on without it', async () => {
    const surveyed: unknown[] = [];
    const survey = async (...given: readonly unknown[]) => {
      surveyed.push(given);
      return [];
    };

    const { queue, summary } = await sweepOf({
      listing: closed,
      surveys: {
        regions: { survey },
        roles: { survey: async (...given) => void surveyed.push(given) },
      },
    });

    const gap = {
      fact: 'closed regions',
      reason: `a service control policy of the organization denies them: ${away}`,
    };
    expect(queue.chunks.at(-1)?.targets).toEqual([{ ...account, unlisted: [gap] }]);
    expect(surveyed).toEqual([
      [[home], []],
      [new Map([[a.roleArn, [a.arn]]]), []],
    ]);
    expect(summary).toMatchObject({ functions: 1, unlisted: 0 });
  });

  it('resolves nothing of what was seen there, and of roles that may be used there', async () => {
    const dead = roleNamed('dead').arn;

    expect(await goneWhen({ listing: closed, seen: [b.arn, dead] })).toEqual([b.arn, dead]);
    expect(await goneWhen({ listing: closed, seen: [b.arn, dead, far.arn] })).toEqual([b.arn]);
  });
});

describe('the account', () => {
  it('is surveyed with where functions log, and which regions are listed', async () => {
    const met: unknown[] = [];
    const shared = functionNamed('shared', { logGroup: '/shop/all' });
    const own = functionNamed('own', { logGroup: '/aws/lambda/own' });

    await sweepOf({
      listing: { [home]: [shared, own, functionNamed('silent')], [away]: accessDenied() },
      kinds: ['account'],
      surveys: {
        account: {
          survey: async ({ complete, functionsOfLogGroup }, unlisted) =>
            void met.push([...complete], [...functionsOfLogGroup], unlisted.length),
        },
      },
    });

    expect(met).toEqual([
      [home],
      [[`arn:aws:logs:${home}:111122223333:log-group:/shop/all`, [shared.arn]]],
      1,
    ]);
  });
});

describe('layers', () => {
  const used = layerNamed('common:3');
  const older = layerNamed('common:2');
  const both = functionNamed('both', { layers: [used.arn, older.arn] });
  const one = functionNamed('one', { layers: [used.arn] });
  const kinds = ['layer', 'account'] as const;

  it('are met through the functions that use them, each version once', async () => {
    const { queue, summary } = await sweepOf({ listing: { [home]: [both, one, a] }, kinds });

    expect(queue.chunks.flatMap(({ targets }) => targets)).toEqual([used, older, account]);
    expect(summary.layers).toBe(2);
  });

  it('are surveyed before they are queued, and the account before it is', async () => {
    const order: unknown[] = [];

    await sweepOf({
      listing: { [home]: [both, one], [away]: accessDenied() },
      kinds,
      surveys: {
        layers: {
          survey: async (functions, unlisted) =>
            void order.push(Object.fromEntries(functions), unlisted.length),
        },
        account: {
          survey: async ({ functions, functionsOfLayer }) =>
            void order.push([...functions], functionsOfLayer.size),
        },
        roles: { survey: async () => void order.push('no check asks about roles') },
      },
      queue: { send: async ({ targets }) => void order.push(...targets.map(({ name }) => name)) },
    });

    expect(order).toEqual([
      { [used.arn]: [both.arn, one.arn], [older.arn]: [both.arn] },
      1,
      [both.arn, one.arn],
      2,
      'common:3',
      'common:2',
      account.name,
    ]);
  });

  it('are gone once no function uses them, where all of their region was listed', async () => {
    const away3 = layerNamed('common:3', away);
    const seen = [used.arn, older.arn, away3.arn];
    const listing = { [home]: [one], [away]: accessDenied() };

    expect(await goneWhen({ listing, seen, kinds })).toEqual([older.arn]);
    expect(await goneWhen({ listing, seen, kinds: ['role'] })).toEqual(seen);
  });
});

describe('what cannot be listed', () => {
  it('is named to the account, and harms no other region', async () => {
    const { queue, summary } = await sweepOf({
      listing: { [home]: accessDenied(), [away]: [far] },
    });

    expect(queue.chunks.flatMap(({ targets }) => targets)).toMatchObject([
      far,
      { kind: 'role' },
      {
        kind: 'account',
        unlisted: [
          { fact: `functions of ${home}`, reason: 'AccessDeniedException: not authorised' },
        ],
      },
    ]);
    expect(summary.unlisted).toBe(1);
  });

  it('is named to the account where a survey of the regions could not see it', async () => {
    const unread = { fact: 'roles', reason: 'one cannot be read' };
    const passed: unknown[] = [];

    const { queue, summary } = await sweepOf({
      listing: { [home]: [a] },
      surveys: {
        regions: { survey: async () => [unread] },
        roles: { survey: async (_, unlisted) => void passed.push(...unlisted) },
      },
    });

    expect(queue.chunks.at(-1)?.targets).toMatchObject([{ kind: 'account', unlisted: [unread] }]);
    expect(summary.unlisted).toBe(0);
    expect(passed).toEqual([]);
  });

  it('is passed to the survey, for a role may have more functions than were listed', async () => {
    const unlisted: unknown[] = [];

    await sweepOf({
      listing: { [home]: accessDenied(), [away]: [far] },
      surveys: { roles: { survey: async (_, what) => void unlisted.push(...what) } },
    });

    expect(unlisted).toMatchObject([{ fact: `functions of ${home}` }]);
  });

  it('may be the rest of a region: what came before it is audited all the same', async () => {
    const { queue, summary } = await sweepOf({ listing: { [home]: [a, accessDenied()] } });

    expect(queue.chunks[0]?.targets).toEqual([a]);
    expect(summary).toMatchObject({ functions: 1, unlisted: 1 });
  });

  it('may be everything, when the regions are not known', async () => {
    const { queue, summary } = await sweepOf({ listing: accessDenied(), seen: [a.arn] });

    expect(queue.chunks.flatMap(({ targets }) => targets)).toMatchObject([
      { kind: 'account', unlisted: [{ fact: 'regions' }] },
    ]);
    expect(summary.gone).toBe(0);
  });
});

describe('a target that was seen and is not listed any more', () => {
  const dead = functionNamed('dead');
  const deadAway = functionNamed('dead', { region: away });
  const deadRole = roleNamed('dead');
  const seen = [a.arn, dead.arn, deadAway.arn, deadRole.arn, roleNamed('a').arn, account.arn];

  it('is gone where all was listed', async () => {
    expect(await goneWhen({ listing: everything, seen })).toEqual([
      dead.arn,
      deadAway.arn,
      deadRole.arn,
    ]);
  });

  it.each<[string, Listing]>([
    ['denied', { [home]: [a, b, c], [away]: accessDenied() }],
    ['cut off', { [home]: [a, b, c], [away]: [far, accessDenied()] }],
  ])('is not gone while its region is %s, and a role while any is', async (_, listing) => {
    expect(await goneWhen({ listing, seen })).toEqual([dead.arn]);
  });

  it('is not gone while its region is not audited', async () => {
    expect(await goneWhen({ listing: { [home]: [a] }, seen: [deadAway.arn] })).toEqual([]);
  });

  it('is gone also when it is called as the account is', async () => {
    const root = functionNamed('root');

    expect(await goneWhen({ listing: everything, seen: [root.arn] })).toEqual([root.arn]);
  });

  it('is gone when no check asks about its kind any more, listed or not', async () => {
    const given = { listing: everything, seen: [a.arn, roleNamed('a').arn] };

    expect(await goneWhen({ ...given, kinds: ['function'] })).toEqual([roleNamed('a').arn]);
    expect(await goneWhen({ ...given, kinds: ['role'] })).toEqual([a.arn]);
  });

  it('is gone once: it leaves a tombstone', async () => {
    const findings = await findingsOf([dead.arn]);
    await record(
      {
        scanner: 'test',
        target: dead.arn,
        listedAt: '2026-02',
        observedAt: '2026-02',
        judgements: [],
        gone: true,
      },
      findings,
    );

    expect(await goneWhen({ listing: everything, findings })).toEqual([]);
  });

  it('is found also when a row beside it cannot be read, which is named to the account', async () => {
    const findings = await findingsOf([dead.arn]);
    const known: typeof findings.known = async function* (scanner) {
      yield { unreadable: 'arn:x test/coverage' };
      yield* findings.known(scanner);
    };

    const { queue } = await sweepOf({ listing: everything, findings: { ...findings, known } });

    expect(queue.chunks.flatMap(({ gone }) => gone)).toEqual([dead.arn]);
    expect(queue.chunks.at(-1)?.targets).toMatchObject([
      {
        unlisted: [
          { fact: 'rows of the findings table', reason: 'not readable: arn:x test/coverage' },
        ],
      },
    ]);
  });

  it('is not known to be gone by another scanner', async () => {
    expect(await goneWhen({ listing: everything, seen, scanner: 'other' })).toEqual([]);
  });
});

describe('the first sweep', () => {
  it('is stored before anything is listed, so that the one after it is not taken for it', async () => {
    const findings = inMemoryFindings();
    const broken = { send: async () => Promise.reject(accessDenied()) };

    await expect(sweepOf({ listing: everything, findings, queue: broken })).rejects.toThrow();
    expect((await findings.read('test', account.arn)).coverage).toMatchObject({
      gaps: [{ fact: 'everything' }],
      firstSweep: sweptAt,
    });

    const { queue } = await sweepOf({
      listing: everything,
      findings,
      clock: () => new Date('2026-01-03T02:00:00Z'),
    });
    const sweeps = new Set(queue.chunks.map((chunk) => chunk.sweep));
    const isFirst = (sweep: string) => isFirstSweep({ scanner: 'test', account, findings }, sweep);
    expect(await Promise.all([...sweeps].map(isFirst))).toEqual([false]);
    expect(await isFirst(sweptAt)).toBe(true);
  });

  it('is one of this scanner, and not of an account that it has seen before', async () => {
    const findings = await findingsOf([account.arn]);

    await sweepOf({ listing: everything, findings });
    expect(await isFirstSweep({ scanner: 'test', account, findings }, sweptAt)).toBe(false);

    await sweepOf({ listing: everything, findings, scanner: 'other' });
    expect(await isFirstSweep({ scanner: 'other', account, findings }, sweptAt)).toBe(true);
  });

  it('stays the first once the account is observed', async () => {
    const findings = inMemoryFindings();
    await sweepOf({ listing: everything, findings });

    const seen = { scanner: 'test', target: account.arn, listedAt: sweptAt, judgements: [] };
    await record({ ...seen, observedAt: '2026-01-02T03:00:00.000Z' }, findings);

    const { coverage } = await findings.read('test', account.arn);
    expect(coverage).toMatchObject({ firstSweep: sweptAt, gaps: [] });
    expect(coverage && hasEnded(coverage)).toBe(true);
  });
});

describe('what cannot be queued', () => {
  const refusing = (name: string) => {
    const queue = inMemoryQueue();
    const send: typeof queue.send = async (chunk) => {
      if (chunk.targets.some((target) => target.name === name)) throw accessDenied();
      await queue.send(chunk);
    };
    return { chunks: queue.chunks, send };
  };

  it('is named to the account, and the listing goes on', async () => {
    const queue = refusing('a');

    const { summary } = await sweepOf({ listing: everything, queue, chunk: 1 });

    expect(queue.chunks.flatMap(({ targets }) => targets.map(({ name }) => name))).toEqual([
      'b',
      'c',
      'far',
      'b',
      'c',
      account.name,
    ]);
    expect(summary).toMatchObject({ functions: 4, unlisted: 0 });
    expect(queue.chunks.at(-1)?.targets).toMatchObject([
      {
        unlisted: [
          {
            fact: `functions of ${home} that were not queued`,
            reason: 'AccessDeniedException: not authorised',
          },
          { fact: 'roles and layers that were not queued' },
        ],
      },
    ]);
  });

  it('is not gone for that', async () => {
    const queue = refusing('a');

    await sweepOf({ listing: everything, queue, seen: [a.arn, roleNamed('a').arn] });

    expect(queue.chunks.flatMap(({ gone }) => gone)).toEqual([]);
  });

  it('fails the sweep when it is the account, for then nothing would show it', async () => {
    const queue = refusing(account.name);

    await expect(sweepOf({ listing: everything, queue })).rejects.toThrow('not authorised');
  });
});

it('lists a function once that comes on two pages', async () => {
  const { queue, summary } = await sweepOf({ listing: { [home]: [a, b, a] }, chunk: 2 });

  expect(queue.chunks.map(({ targets }) => targets.length)).toEqual([2, 2, 1]);
  expect(summary.functions).toBe(2);
});

/** What each region has; an error stands where AWS refuses to go on. */
type Listing =
  | Error
  | Readonly<Record<string, 'closed' | Error | readonly (FunctionTarget | Error)[]>>;

interface Given extends Partial<Omit<Sweep, 'kinds'>> {
  readonly listing: Listing;
  readonly kinds?: readonly TargetKind[];
  /** ARNs of what was seen before. */
  readonly seen?: readonly string[];
}

async function sweepOf({ listing, seen = [], kinds = ['function', 'role'], ...parts }: Given) {
  const queue = inMemoryQueue();
  const summary = await sweep({
    scanner: 'test',
    account,
    inventory: inventoryOf(listing),
    findings: await findingsOf(seen),
    queue,
    chunk: 10,
    clock: () => new Date(sweptAt),
    ...parts,
    kinds: new Set(kinds),
  });

  return { queue, summary };
}

async function goneWhen(given: Given): Promise<readonly string[]> {
  const { queue } = await sweepOf(given);

  return queue.chunks.flatMap(({ gone }) => gone);
}

function inventoryOf(listing: Listing): Inventory {
  return {
    read: async () => undefined,
    async regions() {
      if (listing instanceof Error) throw listing;
      const isClosed = (region: string) => listing[region] === 'closed';

      return {
        open: Object.keys(listing).filter((region) => !isClosed(region)),
        closed: Object.keys(listing).filter(isClosed),
      };
    },

    async *functions(region) {
      const listed = listing instanceof Error ? listing : (listing[region] ?? []);
      if (listed === 'closed') throw new Error(`${region} is closed`);
      for (const each of listed instanceof Error ? [listed] : listed) {
        if (each instanceof Error) throw each;
        yield each;
      }
    },
  };
}

async function findingsOf(seen: readonly string[]) {
  const findings = inMemoryFindings();
  for (const target of seen) {
    await record(
      { scanner: 'test', target, listedAt: '2026-01', observedAt: '2026-01', judgements: [] },
      findings,
    );
  }

  return findings;
}
