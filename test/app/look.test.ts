import { describe, expect, it } from 'vitest';
import { inMemoryFindings, inMemoryNight } from '../../functions/adapters/tables/in-memory.ts';
import { noteFirstSweep } from '../../functions/app/first-sweep.ts';
import { lookAt, queueLook } from '../../functions/app/look.ts';
import type { LookStep, SweepStep } from '../../functions/app/ports.ts';
import { defineCheck } from '../../functions/checks/define-check.ts';
import { failIfAny } from '../../functions/domain/check.ts';
import type { Deployment } from '../../functions/domain/deployment.ts';
import type { SweepProgress } from '../../functions/domain/night-progress.ts';
import { factWords } from '../../functions/facts/index.ts';
import { configuration } from '../../functions/facts/several/configuration.ts';
import { account, functionNamed } from '../fakes/targets.ts';

const shop = functionNamed('shop');
const member = '444455556666';
const at = (time: string) => new Date(`2026-11-28T${time}Z`);

describe('a look at a function that was changed', () => {
  it('is queued once for all changes of half a minute, by whichever message they come', async () => {
    const one = watcher('permissions');

    await one.changed('e1', '09:00:00.000');
    await one.changed('e3', '09:00:29.999');
    await one.changed('e2', '09:00:12.500');
    await watcher('permissions', one).changed('e4', '09:00:13.000');
    await one.changed('e5', '09:00:30.000');

    expect(one.queued).toEqual([
      { step: look('09:00:30.000'), delay: 30 },
      { step: look('09:01:00.000'), delay: 30 },
    ]);
  });

  it('is queued again when its message comes again, for it may have broken off in between', async () => {
    const one = watcher('permissions');

    await one.changed('e1', '09:00:10.000');
    await one.changed('e1', '09:00:20.000');

    expect(one.queued.map(({ delay }) => delay)).toEqual([20, 10]);
  });

  it('is one for each of many functions, and a thousand changes of one are one', async () => {
    const one = watcher('permissions');

    for (let count = 0; count < 1_000; count += 1) {
      await one.changed(`e${count}`, '09:00:10.000', `${shop.arn}-${count % 3}`);
    }

    expect(one.queued.map(({ step }) => step.function)).toEqual(
      [0, 1, 2].map((which) => `${shop.arn}-${which}`),
    );
  });

  it('is of the account of the function, where that is watched, and of no other', async () => {
    const one = watcher('permissions');
    const there = shop.arn.replace(shop.account, member);

    await one.changed('e1', '09:00:00.000', there);
    await one.changed('e2', '09:00:01.000', there);
    await one.changed('e3', '09:00:02.000', shop.arn.replace(shop.account, '777788889999'));

    expect(one.queued.map(({ step }) => step)).toEqual([
      { ...look('09:00:30.000'), account: member, function: there },
    ]);
  });

  it('is of an audited region: events of others come to the deployment all the same', async () => {
    const one = watcher('permissions');
    const elsewhere = shop.arn.replace(shop.region, 'us-east-1');

    await one.changed('e1', '09:00:00.000', elsewhere, [shop.region]);
    await one.changed('e2', '09:00:01.000', shop.arn, [shop.region]);

    expect(one.queued.map(({ step }) => step)).toEqual([look('09:00:30.000')]);
  });

  it('keeps who deployed the function, of each change that is gathered, and waits for it no longer', async () => {
    const one = watcher('permissions');
    const there = shop.arn.replace(shop.account, member);
    const stranger = shop.arn.replace(shop.account, '777788889999');
    const by = (name: string) => ({ at: '2026-11-28T09:00:00Z', by: name });

    await one.changed('e1', '09:00:00.000', shop.arn, [], by('ada'));
    await one.changed('e2', '09:00:01.000', shop.arn, [], by('broken'));
    await one.changed('e3', '09:00:02.000', there, [], by('bob'));
    await one.changed('e4', '09:00:03.000', stranger, [], by('eve'));

    expect(one.kept).toEqual([
      { of: shop.arn, by: 'ada', account: undefined },
      { of: shop.arn, by: 'broken', account: undefined },
      { of: there, by: 'bob', account: member },
    ]);
    expect(one.queued).toHaveLength(2);
  });

  it.each([
    ['code', 30],
    ['permissions', 30],
    ['usage', 150],
    ['dependencies', 330],
  ])('comes after those whose results it reads: %s after %i seconds', async (scanner, delay) => {
    const one = watcher(scanner);

    await one.changed('e1', '09:00:00.000');

    expect(one.queued.map((each) => each.delay)).toEqual([delay]);
  });

  it('records what it sees, and resolves what is gone', async () => {
    const scanner = await scannerAt({ found: shop });

    expect(await scanner.look()).toMatchObject({ message: 'looked', targets: 1 });
    expect(scanner.covered(shop.arn)).toMatchObject({ listedAt: at('09:00:31.000').toISOString() });
    expect(scanner.covered(shop.arn)).not.toHaveProperty('gone');

    scanner.becomes(undefined);
    expect(await scanner.look()).toMatchObject({ message: 'looked', targets: 1 });
    expect(scanner.covered(shop.arn)).toMatchObject({ gone: true });
  });

  it('stores nothing of a function that was never seen, and is gone', async () => {
    const scanner = await scannerAt({ found: undefined });

    expect(await scanner.look()).toMatchObject({
      message: 'passed over',
      because: 'it is gone, and was never seen',
    });

    expect(scanner.covered(shop.arn)).toBeUndefined();
  });

  it('is done again when the function cannot be read, and resolves nothing', async () => {
    const scanner = await scannerAt({ found: new Error('throttled') });

    await expect(scanner.look()).rejects.toThrow('throttled');

    expect(scanner.covered(shop.arn)).toBeUndefined();
  });

  it('waits for a night that runs', async () => {
    const scanner = await scannerAt({ found: shop, running: true });

    expect(await scanner.look()).toMatchObject({ message: 'waits', waitsFor: ['permissions'] });

    expect(scanner.queued).toEqual([{ step: look('09:00:30.000'), delay: 300 }]);
    expect(scanner.covered(shop.arn)).toBeUndefined();
  });

  it('is passed over where its region is not audited any more: the role may not read it there', async () => {
    const denied = new Error('denied');
    const scanner = await scannerAt({ found: denied, regions: ['us-east-1'] });

    expect(await scanner.look()).toMatchObject({
      message: 'passed over',
      because: 'its region is not audited',
    });
    expect(scanner.covered(shop.arn)).toBeUndefined();
  });

  it('is left to the first night, where none has been', async () => {
    const scanner = await scannerAt({ found: shop, before: false });

    expect(await scanner.look()).toMatchObject({ message: 'passed over' });
    expect(scanner.covered(shop.arn)).toBeUndefined();
  });
});

function look(due: string, arn = shop.arn): LookStep {
  return { step: 'look', sweep: at(due).toISOString(), function: arn };
}

const open = defineCheck({
  id: 'permissions/open',
  target: 'function',
  title: 'Function is open',
  severity: 'high',
  practice: 'code',
  rationale: 'It is.',
  remediation: 'Close it.',
  references: ['https://docs.aws.amazon.com/lambda/'],
  suppression: { whole: 'it is one' },
  needs: ['configuration'],
  evaluate: ({ configuration: { name } }) =>
    failIfAny([{ subject: 'function', summary: name, evidence: [] }]),
});

interface Queued {
  readonly step: LookStep;
  readonly delay: number;
}

/** @param beside another process, with the same ledger. */
function watcher(
  scanner: string,
  beside?: { readonly night: ReturnType<typeof inMemoryNight>; readonly queued: Queued[] },
) {
  const night = beside?.night ?? inMemoryNight(() => at('09:00:00.000'));
  const queued = beside?.queued ?? [];
  const steps = { sendStep: queueing(queued) };
  const kept: { of: string; by: string; account: string | undefined }[] = [];

  return {
    night,
    queued,
    kept,
    changed: (
      message: string,
      time: string,
      arn = shop.arn,
      regions: readonly string[] = [],
      deployment?: Deployment,
    ) =>
      queueLook(
        {
          scanner,
          own: shop.account,
          settings: { regions },
          watches: async (account) => account === member,
          ledgerOf: (account) => night.ledgerOf(scanner, account),
          steps,
          keepDeployment: async (of, { by }, account) => {
            kept.push({ of, by, account });
            if (by === 'broken') throw new Error('throttled');
          },
          clock: () => at(time),
        },
        { account: arn.split(':')[4] ?? '', function: arn, ...(deployment && { deployment }) },
        message,
      ),
  };
}

function queueing(queued: Queued[]) {
  return async (step: SweepStep, delay = 0) => {
    if (step.step === 'look') queued.push({ step, delay });
  };
}

interface ScannerAt {
  /** What there is when the function is read. */
  readonly found: typeof shop | Error | undefined;
  readonly running?: boolean;
  /** Whether a night has been. */
  readonly before?: boolean;
  readonly regions?: readonly string[];
}

async function scannerAt({ found, running = false, before = true, regions = [] }: ScannerAt) {
  const scanner = 'permissions';
  const state = { found, now: '09:00:31.000' };
  const findings = inMemoryFindings();
  const queued: Queued[] = [];
  const clock = () => at(state.now);
  const counts = { messages: 2, done: running ? 1 : 2, failed: 0, targets: 1, seen: 1 };
  const progress: SweepProgress = {
    scanner,
    sweep: at('09:00:00.000').toISOString(),
    ...counts,
    changedAt: at('09:00:20.000').toISOString(),
  };
  if (before) await noteFirstSweep({ scanner, account, findings }, '2026-11-01T02:00:00.000Z');

  const sweep = {
    scanner,
    account,
    inventory: {
      regions: async () => ({ open: [], closed: [] }),
      async *functions() {},
      read: async () => {
        if (state.found instanceof Error) throw state.found;
        return state.found;
      },
    },
    night: async () => [progress],
    steps: { sendStep: queueing(queued) },
  };
  const observer = {
    name: scanner,
    checks: [open],
    collectors: { function: { configuration: configuration<typeof shop>() } },
    clock,
    words: factWords,
  };

  return {
    queued,
    becomes: (other: ScannerAt['found']) => {
      Object.assign(state, { found: other, now: '09:00:41.000' });
    },
    covered: (arn: string) => findings.coverage().find(({ target }) => target === arn),
    look: () => lookAt({ observer, sweep, findings, settings: { regions } }, look('09:00:30.000')),
  };
}
