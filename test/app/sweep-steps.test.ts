import { describe, expect, it } from 'vitest';
import {
  inMemoryFacts,
  inMemoryFindings,
  inMemoryQueue,
} from '../../functions/adapters/tables/in-memory.ts';
import type {
  Deadline,
  FactStore,
  Inventory,
  Surveys,
  SweepStep,
} from '../../functions/app/ports.ts';
import { record } from '../../functions/app/record.ts';
import { type SteppedSweep, takeStep } from '../../functions/app/sweep-steps.ts';
import type { FunctionTarget, TargetKind } from '../../functions/core/target.ts';
import { accessDenied, account, functionNamed, roleNamed } from '../fakes/targets.ts';

const [home, away] = ['eu-west-1', 'us-east-1'];
const a = functionNamed('a');
const far = functionNamed('far', { region: away, roleArn: roleNamed('a').arn });
const sweep = '2026-01-02T02:00:00.000Z';
const begin: SweepStep = { step: 'begin', sweep };

describe('a sweep in steps', () => {
  it('lists each region in a step of its own, and ends once all are listed', async () => {
    const stepped = await steppedSweep({});

    await stepped.take(begin);
    expect(stepped.waiting).toEqual([
      { step: 'region', sweep, region: home },
      { step: 'region', sweep, region: away },
    ]);

    await stepped.next();
    expect(stepped.waiting).toEqual([{ step: 'region', sweep, region: away }]);
    await stepped.next();
    expect(stepped.waiting).toEqual([{ step: 'end', sweep }]);

    await stepped.next();
    expect(stepped.waiting).toEqual([]);
    expect(stepped.names()).toEqual([['a'], ['far'], ['a'], [account.name]]);
  });

  it('surveys before it lists, and roles of all regions together', async () => {
    const order: unknown[] = [];
    const surveys: Surveys = {
      regions: {
        survey: async (regions) => {
          order.push(regions);
          return [{ fact: 'roles', reason: 'one cannot be read' }];
        },
      },
      roles: { survey: async (functions) => void order.push(Object.fromEntries(functions)) },
    };
    const stepped = await steppedSweep({ surveys });

    await stepped.all();

    expect(order).toEqual([[home, away], { [roleNamed('a').arn]: [a.arn, far.arn] }]);
    expect(stepped.accounts()).toMatchObject([
      { unlisted: [{ fact: 'roles', reason: 'one cannot be read' }] },
    ]);
  });

  it('dates what it queues by when the region began to be listed, and the rest by its own beginning', async () => {
    const stepped = await steppedSweep({});

    await stepped.all();

    expect(stepped.chunks.map(({ listedAt }) => listedAt > sweep)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(new Set(stepped.chunks.map((chunk) => chunk.sweep))).toEqual(new Set([sweep]));
  });

  it('takes for gone what no region lists, and nothing of one that cannot be listed', async () => {
    const seen = [functionNamed('dead').arn, functionNamed('dead', { region: away }).arn];

    const all = await steppedSweep({ seen });
    await all.all();
    expect(all.gone()).toEqual(seen);

    const part = await steppedSweep({ seen, listing: { [home]: [a], [away]: [accessDenied()] } });
    await part.all();
    expect(part.gone()).toEqual(seen.slice(0, 1));
    expect(part.accounts()).toMatchObject([{ unlisted: [{ fact: `functions of ${away}` }] }]);
  });

  it('keeps to its end which regions are closed: nothing there is gone', async () => {
    const seen = [functionNamed('dead', { region: 'ap-south-1' }).arn, roleNamed('dead').arn];
    const stepped = await steppedSweep({ closed: ['ap-south-1'], seen });

    await stepped.all();

    expect(stepped.gone()).toEqual([]);
    expect(stepped.accounts()).toMatchObject([{ unlisted: [{ fact: 'closed regions' }] }]);
  });

  it('comes to its end at once where it cannot be known which regions there are', async () => {
    const stepped = await steppedSweep({ listing: accessDenied() });

    await stepped.take(begin);

    expect(stepped.waiting).toEqual([{ step: 'end', sweep }]);
    await stepped.next();
    expect(stepped.accounts()).toMatchObject([{ unlisted: [{ fact: 'regions' }] }]);
  });

  it('breaks a listing off when the run has no more time, and keeps what it has', async () => {
    const stepped = await steppedSweep({ listing: { [home]: [a, functionNamed('b')] }, chunk: 1 });
    let listed = 0;

    await stepped.take(begin);
    await stepped.next({ isLate: () => ++listed > 1 });
    await stepped.next();

    expect(stepped.names()).toEqual([['a'], ['a'], [account.name]]);
    expect(stepped.accounts()).toMatchObject([
      { unlisted: [{ fact: `functions of ${home}`, reason: 'no time' }] },
    ]);
  });

  it('lists no region again that ended its run three times, and says so', async () => {
    const stepped = await steppedSweep({});

    await stepped.take(begin);
    await stepped.next({ deliveries: 4 });
    await stepped.next();
    await stepped.next();

    expect(stepped.names()).toEqual([['far'], ['a'], [account.name]]);
    expect(stepped.accounts()).toMatchObject([
      { unlisted: [{ fact: `functions of ${home}`, reason: 'its listing broke off 3 times' }] },
    ]);
  });

  it('takes a listing that is lost, damaged or too big to keep for none', async () => {
    const facts = inMemoryFacts();
    const write: FactStore['write'] = async (kind, values) => {
      const isBig = [...values.values()].some((value) => JSON.stringify(value).includes('far'));
      if (isBig) throw new Error('it takes 8000000 bytes');
      await facts.write(kind, values);
    };
    const stepped = await steppedSweep({ facts: { ...facts, write } });

    await stepped.take(begin);
    await stepped.next();
    await stepped.next();
    await facts.write('region listing', new Map([[`test ${sweep} ${home}`, { region: home }]]));
    await stepped.next();

    expect(stepped.accounts()).toMatchObject([
      {
        unlisted: [
          { fact: `functions of ${home}`, reason: 'its listing is lost' },
          { fact: `functions of ${away}`, reason: 'it takes 8000000 bytes' },
        ],
      },
    ]);
  });

  it('may be delivered twice, each of its steps: it comes to the same', async () => {
    const stepped = await steppedSweep({});

    for (const step of [begin, begin]) await stepped.take(step);
    await stepped.rest();

    expect(new Set(stepped.names().flat())).toEqual(new Set(['a', 'far', account.name]));
    expect(stepped.gone()).toEqual([]);
  });

  it('refuses a step of a sweep that has not begun, or of a region that is none of it', async () => {
    const stepped = await steppedSweep({});
    await stepped.take(begin);

    const other: SweepStep = { step: 'end', sweep: '2026-01-02T01:00:00.000Z' };
    await expect(stepped.take(other)).rejects.toThrow('nothing is kept of the sweep');
    const elsewhere: SweepStep = { step: 'region', sweep, region: 'ap-south-1' };
    await expect(stepped.take(elsewhere)).rejects.toThrow('ap-south-1 is no region');
  });

  it('passes over a step of another day', async () => {
    const stepped = await steppedSweep({});

    await stepped.take({ step: 'begin', sweep: '2026-01-01T02:00:00.000Z' });

    expect(stepped.waiting).toEqual([]);
  });
});

type Listing = Error | Readonly<Record<string, readonly (FunctionTarget | Error)[]>>;

interface Given extends Partial<Omit<SteppedSweep, 'kinds' | 'queue'>> {
  readonly listing?: Listing;
  readonly closed?: readonly string[];
  readonly kinds?: readonly TargetKind[];
  /** ARNs of what was seen before. */
  readonly seen?: readonly string[];
}

async function steppedSweep({
  listing = { [home]: [a], [away]: [far] },
  closed = [],
  seen = [],
  kinds = ['function', 'role'],
  ...parts
}: Given) {
  const queue = inMemoryQueue();
  const waiting: SweepStep[] = [];
  let second = 0;
  const sweeping: SteppedSweep = {
    scanner: 'test',
    account,
    inventory: inventoryOf(listing, closed),
    findings: await findingsOf(seen),
    facts: inMemoryFacts(),
    queue,
    steps: { sendStep: async (step) => void waiting.push(step) },
    chunk: 10,
    clock: () => new Date(Date.UTC(2026, 0, 2, 2, 0, ++second)),
    ...parts,
    kinds: new Set(kinds),
  };
  const delivered = { deliveries: 1, isLate: () => false };
  const take = (step: SweepStep, delivery: Partial<typeof delivered> = {}) =>
    takeStep(sweeping, step, { ...delivered, ...delivery });
  const next = async (delivery: Partial<typeof delivered> = {}) => {
    const step = waiting.shift();
    if (step) await take(step, delivery);
  };
  const rest = async () => {
    while (waiting.length > 0) await next();
  };

  return {
    waiting,
    chunks: queue.chunks,
    take,
    next,
    rest,
    all: async () => {
      await take(begin);
      await rest();
    },
    names: () => queue.chunks.map(({ targets }) => targets.map(({ name }) => name)),
    accounts: () => queue.chunks.flatMap(({ targets }) => targets.filter(isAccount)),
    gone: () => queue.chunks.flatMap(({ gone }) => gone),
  };
}

function isAccount({ kind }: { readonly kind: TargetKind }): boolean {
  return kind === 'account';
}

function inventoryOf(listing: Listing, closed: readonly string[]): Inventory {
  return {
    async regions() {
      if (listing instanceof Error) throw listing;
      return { open: Object.keys(listing), closed };
    },

    async *functions(region, isLate: Deadline = () => false) {
      for (const each of listing instanceof Error ? [] : (listing[region] ?? [])) {
        if (each instanceof Error) throw each;
        if (isLate()) throw new Error('no time');
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
