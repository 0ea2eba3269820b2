import { describe, expect, it } from 'vitest';
import {
  inMemoryFacts,
  inMemoryFindings,
  inMemoryNight,
  inMemoryQueue,
} from '../../functions/adapters/tables/in-memory.ts';
import type {
  Deadline,
  FactStore,
  Inventory,
  SweepStep,
  UsableRegions,
} from '../../functions/app/ports.ts';
import { record } from '../../functions/app/record.ts';
import type { Surveys } from '../../functions/app/surveys.ts';
import { type SteppedSweep, takeStep } from '../../functions/app/sweep-steps.ts';
import type { FunctionTarget, TargetKind } from '../../functions/core/target.ts';
import type { SweepProgress } from '../../functions/domain/night-progress.ts';
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

  it('has no step for a region without a function, of which all that was seen is gone', async () => {
    const seen = [functionNamed('dead', { region: away }).arn];
    const stepped = await steppedSweep({
      empty: [away],
      seen,
      listing: { [home]: [a], [away]: [] },
    });

    await stepped.take(begin);
    expect(stepped.waiting).toEqual([{ step: 'region', sweep, region: home }]);

    await stepped.rest();
    expect(stepped.gone()).toEqual(seen);
    expect(stepped.names()).toEqual([['a'], ['a'], [], [account.name]]);
    expect(stepped.accounts()).toMatchObject([{ unlisted: [] }]);
  });

  it('comes to its end at once where no region has a function', async () => {
    const stepped = await steppedSweep({
      empty: [home, away],
      listing: { [home]: [], [away]: [] },
    });

    await stepped.take(begin);

    expect(stepped.waiting).toEqual([{ step: 'end', sweep }]);
  });

  it('surveys of a region without a function what may lead elsewhere, and nothing of its functions', async () => {
    const surveyed: unknown[] = [];
    const noting = (what: string) => ({
      survey: async (regions: readonly string[]) => {
        surveyed.push([what, regions]);
        return [{ fact: what, reason: 'some' }];
      },
    });
    const surveys: Surveys = { regions: noting('routes'), populated: noting('tags') };
    const stepped = await steppedSweep({ surveys, empty: [away] });

    await stepped.all();

    expect(surveyed).toEqual([
      ['routes', [home, away]],
      ['tags', [home]],
    ]);
    expect(stepped.accounts()).toMatchObject([
      { unlisted: ['routes', 'tags'].map((fact) => ({ fact, reason: 'some' })) },
    ]);
  });

  it('lists a region that it finds empty only when its beginning is delivered again', async () => {
    const empty: string[] = [];
    const stepped = await steppedSweep({ empty });
    await stepped.take(begin);
    empty.push(away);
    await stepped.take(begin);

    await stepped.rest();

    expect(new Set(stepped.names().flat())).toEqual(new Set(['a', 'far', account.name]));
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

describe('the end of a sweep', () => {
  const bothListed = async (facts: FactStore, ledger?: SteppedSweep['ledger']) => {
    const stepped = await steppedSweep({ facts, ...(ledger && { ledger }) });
    await stepped.take(begin);
    stepped.waiting.splice(0);
    return stepped;
  };
  const region = (of: string): SweepStep => ({ step: 'region', sweep, region: of });

  it('is queued once by regions that are done at one moment and both see that all are', async () => {
    const both = meeting(2);
    const facts = inMemoryFacts();
    const stepped = await bothListed({
      ...facts,
      async write(kind, values) {
        await facts.write(kind, values);
        if (kind === 'region listed') await both();
      },
    });

    await Promise.all([stepped.take(region(home)), stepped.take(region(away))]);

    expect(stepped.waiting).toEqual([{ step: 'end', sweep }]);
  });

  it('is queued once by the later of two regions, of which the earlier does not see it', async () => {
    const stepped = await bothListed(inMemoryFacts());

    await stepped.take(region(away));
    expect(stepped.waiting).toEqual([]);
    await stepped.take(region(home));

    expect(stepped.waiting).toEqual([{ step: 'end', sweep }]);
  });

  it('is queued by no region that is delivered again after another has queued it', async () => {
    const stepped = await bothListed(inMemoryFacts());

    for (const each of [away, home, away]) await stepped.take(region(each));

    expect(stepped.waiting).toEqual([{ step: 'end', sweep }]);
  });

  it('is not lost with the region that was to queue it and broke off before: that comes again', async () => {
    const stepped = await bothListed(inMemoryFacts());
    await stepped.take(region(away));
    stepped.fail(1);

    await expect(stepped.take(region(home))).rejects.toThrow('the queue is down');
    await stepped.take(region(away));
    expect(stepped.waiting).toEqual([]);
    await stepped.take(region(home));

    expect(stepped.waiting).toEqual([{ step: 'end', sweep }]);
  });
});

describe('a scanner that reads the work of others', () => {
  const minute = (of: number) => new Date(Date.parse(sweep) + of * 60_000);
  const code = (parts: Partial<SweepProgress>): SweepProgress => ({
    scanner: 'code',
    sweep,
    messages: 9,
    done: 2,
    failed: 0,
    targets: 40,
    seen: 8,
    changedAt: sweep,
    ...parts,
  });
  const consumer = async (at: number, progress: readonly SweepProgress[]) => {
    const asked: (readonly string[])[] = [];
    const stepped = await steppedSweep({
      scanner: 'dependencies',
      clock: () => minute(at),
      night: async (scanners) => {
        asked.push(scanners);
        return progress;
      },
    });
    return { ...stepped, asked };
  };

  it.each([
    ['they have ended', [code({ done: 9 })]],
    ['what is left of them has failed', [code({ done: 7, failed: 2 })]],
    ['nothing is known of them, as on a first night', []],
  ])('begins at once where %s', async (_, progress) => {
    const stepped = await consumer(0, progress);

    expect(await stepped.take(begin)).toEqual({ regions: 2 });

    expect(stepped.asked).toEqual([['code']]);
    expect(stepped.waiting).toHaveLength(2);
    await stepped.rest();
    expect(stepped.accounts()).toMatchObject([{ unlisted: [] }]);
  });

  it.each([
    [0, 60],
    [5, 300],
    [200, 900],
    [350, 600],
  ])('waits while they run, after %d minutes for %d seconds', async (at, delay) => {
    const stepped = await consumer(at, [code({ changedAt: minute(at).toISOString() })]);

    expect(await stepped.take(begin)).toEqual({ waitsFor: ['code'] });

    expect(stepped.waiting).toEqual([begin]);
    expect(stepped.delays).toEqual([delay]);
    expect(stepped.chunks).toEqual([]);
  });

  it('begins once it has waited for six hours, and says what it does not know yet', async () => {
    const stepped = await consumer(360, [code({ changedAt: minute(359).toISOString() })]);

    await stepped.take(begin);
    await stepped.rest();

    expect(stepped.accounts()).toMatchObject([
      {
        unlisted: [
          {
            fact: 'results of the code scanner',
            reason: expect.stringContaining('not yet known here'),
          },
        ],
      },
    ]);
  });

  it('shows that it waits, so that those after it wait for it too', async () => {
    let at = 0;
    const clock = () => minute(at);
    const night = inMemoryNight(clock);
    for (const scanner of ['code', 'dependencies']) {
      await night.ledgerOf(scanner).begin(sweep);
      await night.ledgerOf(scanner).queued(sweep, { id: 'begin', targets: 0 });
    }
    const parts = { clock, night: night.read };
    const dependencies = await steppedSweep({
      ...parts,
      scanner: 'dependencies',
      ledger: night.ledgerOf('dependencies'),
    });
    const usage = await steppedSweep({ ...parts, scanner: 'usage' });

    for (at = 0; at <= 180; at += 15) {
      await night.ledgerOf('code').waits(sweep);
      await dependencies.take(begin);
    }
    await night.ledgerOf('code').processed(sweep, { id: 'begin', targets: 0 });

    expect(await usage.take(begin)).toEqual({ waitsFor: ['dependencies'] });
  });
});

type Listing = Error | Readonly<Record<string, readonly (FunctionTarget | Error)[]>>;

interface Given extends Partial<Omit<SteppedSweep, 'kinds' | 'queue'>> {
  readonly listing?: Listing;
  readonly closed?: readonly string[];
  readonly empty?: readonly string[];
  readonly kinds?: readonly TargetKind[];
  /** ARNs of what was seen before. */
  readonly seen?: readonly string[];
}

async function steppedSweep({
  listing = { [home]: [a], [away]: [far] },
  closed = [],
  empty,
  seen = [],
  kinds = ['function', 'role'],
  ...parts
}: Given) {
  const queue = inMemoryQueue();
  const waiting: SweepStep[] = [];
  const delays: number[] = [];
  let failures = 0;
  let second = 0;
  const clock = () => new Date(Date.UTC(2026, 0, 2, 2, 0, ++second));
  const night = inMemoryNight(clock);
  const sweeping: SteppedSweep = {
    scanner: 'test',
    account,
    inventory: inventoryOf(listing, { closed, ...(empty && { empty }) }),
    findings: await findingsOf(seen),
    facts: inMemoryFacts(),
    queue,
    steps: {
      async sendStep(step, delay) {
        failures -= 1;
        if (failures >= 0) throw new Error('the queue is down');
        waiting.push(step);
        if (delay !== undefined) delays.push(delay);
      },
    },
    chunk: 10,
    clock,
    ledger: night.ledgerOf('test'),
    night: night.read,
    ...parts,
    kinds: new Set(kinds),
  };
  const delivered = { deliveries: 1, isLate: () => false };
  const take = (step: SweepStep, delivery: Partial<typeof delivered> = {}) => {
    if (step.step === 'look') throw new Error('a sweep queues no look');

    return takeStep(sweeping, step, { ...delivered, ...delivery });
  };
  const next = async (delivery: Partial<typeof delivered> = {}) => {
    const step = waiting.shift();
    if (step) await take(step, delivery);
  };
  const rest = async () => {
    while (waiting.length > 0) await next();
  };

  return {
    waiting,
    /** Seconds, of the steps that are to be delivered later. */
    delays,
    /** So many of the next steps cannot be queued. */
    fail: (times: number) => {
      failures = times;
    },
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

/** Each caller waits until so many have come. */
function meeting(size: number): () => Promise<void> {
  let come = 0;
  const { promise, resolve } = Promise.withResolvers<void>();

  return async () => {
    come += 1;
    if (come === size) resolve();
    await promise;
  };
}

function isAccount({ kind }: { readonly kind: TargetKind }): boolean {
  return kind === 'account';
}

function inventoryOf(listing: Listing, others: Omit<UsableRegions, 'open'>): Inventory {
  return {
    read: async () => undefined,
    async regions() {
      if (listing instanceof Error) throw listing;
      return { open: Object.keys(listing), ...others };
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
