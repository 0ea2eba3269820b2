import { describe, expect, it } from 'vitest';
import { inMemoryFindings, inMemoryQueue } from '../../functions/adapters/in-memory.ts';
import type { Inventory, Surveys } from '../../functions/app/ports.ts';
import { record } from '../../functions/app/record.ts';
import { type Sweep, sweep } from '../../functions/app/sweep.ts';
import type { FunctionTarget, TargetKind } from '../../functions/domain/target.ts';
import { accessDenied, account, functionNamed, layerNamed, roleNamed } from '../fakes/targets.ts';

const [home, away] = ['eu-west-1', 'us-east-1'];
const [a, b, c] = ['a', 'b', 'c'].map((name) => functionNamed(name)) as [
  FunctionTarget,
  FunctionTarget,
  FunctionTarget,
];
const far = functionNamed('far', { region: away, roleArn: roleNamed('a').arn });
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
    expect(times).toEqual(new Set(['2026-01-02T02:00:00.000Z']));
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
          survey: async ({ complete, logGroups }, unlisted) =>
            void met.push([...complete], [...logGroups], unlisted.length),
        },
      },
    });

    expect(met).toEqual([[home], [`arn:aws:logs:${home}:111122223333:log-group:/shop/all`], 1]);
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
        roles: { survey: async () => void order.push('nobody asks about roles') },
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
    const told: unknown[] = [];

    const { queue, summary } = await sweepOf({
      listing: { [home]: [a] },
      surveys: {
        regions: { survey: async () => [unread] },
        roles: { survey: async (_, unlisted) => void told.push(...unlisted) },
      },
    });

    expect(queue.chunks.at(-1)?.targets).toMatchObject([{ kind: 'account', unlisted: [unread] }]);
    expect(summary.unlisted).toBe(0);
    expect(told).toEqual([]);
  });

  it('is told to the survey, for a role may have more functions than were listed', async () => {
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

  it('may be everything, when nobody can tell which regions there are', async () => {
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
      { scanner: 'test', target: dead.arn, observedAt: '2026-02', judgements: [], gone: true },
      findings,
    );

    expect(await goneWhen({ listing: everything, findings })).toEqual([]);
  });

  it('is not known to be gone by another scanner', async () => {
    expect(await goneWhen({ listing: everything, seen, scanner: 'other' })).toEqual([]);
  });
});

describe('the first night', () => {
  it('is one on which nobody has seen the account, for this scanner', async () => {
    const firstNights = async (scanner: string) => {
      const { queue } = await sweepOf({ listing: everything, seen: [account.arn], scanner });
      return new Set(queue.chunks.map(({ firstNight }) => firstNight));
    };

    expect(await firstNights('other')).toEqual(new Set([true]));
    expect(await firstNights('test')).toEqual(new Set([false]));
  });
});

/** What each region has; an error stands where AWS refuses to go on. */
type Listing = Error | Readonly<Record<string, Error | readonly (FunctionTarget | Error)[]>>;

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
    clock: () => new Date('2026-01-02T02:00:00Z'),
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
    async regions() {
      if (listing instanceof Error) throw listing;
      return Object.keys(listing);
    },

    async *functions(region) {
      const listed = listing instanceof Error ? listing : (listing[region] ?? []);
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
    await record({ scanner: 'test', target, observedAt: '2026-01', judgements: [] }, findings);
  }

  return findings;
}
