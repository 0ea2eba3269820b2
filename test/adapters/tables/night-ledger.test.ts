import { beforeEach, describe, expect, it } from 'vitest';
import { inMemoryNight } from '../../../functions/adapters/tables/in-memory.ts';
import { nightLedger, nightReader } from '../../../functions/adapters/tables/night-ledger.ts';
import type { NightLedger, NightReader } from '../../../functions/app/ports.ts';
import { type FakeDynamo, fakeDynamo } from '../../fakes/fake-dynamo.ts';

const sweep = '2026-11-25T02:00:00.000Z';
const later = '2026-11-25T03:00:00.000Z';
const step = { id: 'step', targets: 0 };
const chunk = { id: 'chunk', targets: 6 };

let now: Date;
let dynamo: FakeDynamo;
const clock = () => now;

interface Ledgers {
  readonly ledgerOf: (scanner: string, account?: string) => NightLedger;
  readonly read: NightReader;
}
const kinds: readonly (readonly [string, () => Ledgers])[] = [
  ['of a process', () => inMemoryNight(clock)],
  [
    'in a table',
    () => ({
      ledgerOf: (scanner, account) => nightLedger(dynamo.client, 'facts', scanner, clock, account),
      read: nightReader(dynamo.client, 'facts'),
    }),
  ],
];

beforeEach(() => {
  now = new Date('2026-11-25T02:00:01.000Z');
  dynamo = fakeDynamo();
});

describe.each(kinds)('the ledger of a night %s', (_, make) => {
  let night: Ledgers;
  let ledger: NightLedger;
  const progress = async () => (await night.read(['code']))[0];

  beforeEach(async () => {
    night = make();
    ledger = night.ledgerOf('code');
    await ledger.begin(sweep);
  });

  it('counts for each account by itself, and ends the sweep of each once', async () => {
    const other = night.ledgerOf('code', '222233334444');
    await other.queued(sweep, chunk);
    expect(await night.read(['code'], '222233334444')).toEqual([]);
    await other.begin(later);
    await ledger.queued(sweep, step);
    await other.queued(later, chunk);
    await other.processed(later, chunk);

    expect(await progress()).toMatchObject({ sweep, messages: 1, done: 0 });
    expect(await night.read(['code'], '222233334444')).toMatchObject([
      { scanner: 'code', sweep: later, messages: 1, done: 1, seen: 6 },
    ]);
    expect(await ledger.isProcessed(chunk.id)).toBe(false);
    expect(await ledger.claimEnd(sweep, 'a')).toBe(true);
    expect(await other.claimEnd(sweep, 'b')).toBe(true);
  });

  it('counts messages and targets, as they are queued and as they are processed', async () => {
    for (const message of [step, chunk]) await ledger.queued(sweep, message);
    now = new Date('2026-11-25T02:10:00.000Z');
    await ledger.processed(sweep, chunk);

    expect(await night.read(['usage', 'code'])).toEqual([
      {
        scanner: 'code',
        sweep,
        messages: 2,
        done: 1,
        failed: 0,
        targets: 6,
        seen: 6,
        changedAt: '2026-11-25T02:10:00.000Z',
      },
    ]);
  });

  it('counts a message once, however often it is sent and delivered', async () => {
    for (let time = 0; time < 2; time += 1) await ledger.queued(sweep, chunk);
    for (let time = 0; time < 2; time += 1) await ledger.processed(sweep, chunk);
    await ledger.failed(sweep, chunk);
    await ledger.queued(sweep, chunk);

    expect(await progress()).toMatchObject({ messages: 1, done: 1, failed: 0, seen: 6 });
    expect(await ledger.isProcessed('chunk')).toBe(true);
    expect(await ledger.isProcessed('step')).toBe(false);
    expect(await night.ledgerOf('usage').isProcessed('chunk')).toBe(false);
  });

  it('counts no message that was not sent, unless it is sent at last', async () => {
    await ledger.queued(sweep, chunk);
    await ledger.unsent(sweep, chunk);
    expect(await progress()).toMatchObject({ messages: 0, targets: 0 });

    await ledger.queued(sweep, chunk);
    expect(await progress()).toMatchObject({ messages: 1, targets: 6 });
  });

  it('counts messages that have failed for good by themselves', async () => {
    await ledger.queued(sweep, chunk);
    await ledger.failed(sweep, chunk);

    expect(await progress()).toMatchObject({ messages: 1, done: 0, failed: 1, seen: 0 });
    expect(await ledger.isProcessed('chunk')).toBe(false);
  });

  it('counts for the latest sweep, and nothing that comes late of another', async () => {
    await ledger.queued(sweep, chunk);
    await ledger.begin(later);
    await ledger.begin(sweep);
    await ledger.processed(sweep, chunk);
    await ledger.queued(sweep, step);
    await ledger.waits(sweep);

    expect(await progress()).toMatchObject({ sweep: later, messages: 0, done: 0, seen: 0 });
  });

  it('shows that a sweep still waits', async () => {
    now = new Date('2026-11-25T02:15:00.000Z');
    await ledger.waits(sweep);

    expect(await progress()).toMatchObject({ changedAt: '2026-11-25T02:15:00.000Z' });
  });

  it('gives the end of a sweep to the first that asks, as often as it asks', async () => {
    const claims = await Promise.all(
      ['eu-west-1', 'us-east-1'].map((region) => ledger.claimEnd(sweep, region)),
    );
    expect(claims).toEqual([true, false]);

    expect(await ledger.claimEnd(sweep, 'eu-west-1')).toBe(true);
    expect(await ledger.claimEnd(sweep, 'us-east-1')).toBe(false);
    expect(await ledger.claimEnd(later, 'us-east-1')).toBe(true);
    expect(await night.ledgerOf('usage').claimEnd(sweep, 'us-east-1')).toBe(true);
  });

  it('is empty for scanners that have never begun', async () => {
    expect(await night.read(['usage'])).toEqual([]);
    expect(await night.read([])).toEqual([]);
  });
});

describe('the ledger in a table', () => {
  const ledger = () => nightLedger(dynamo.client, 'facts', 'code', clock);

  it('moves a message and its count together, or neither', async () => {
    await ledger().begin(sweep);
    dynamo.faults = ['refused'];

    await expect(ledger().queued(sweep, chunk)).rejects.toThrow();

    expect(dynamo.items('facts')).toMatchObject([{ pk: 'night', sk: 'code', messages: 0 }]);
  });

  it('is written again where two workers count at one moment', async () => {
    await ledger().begin(sweep);
    dynamo.faults = [['None', 'TransactionConflict']];

    await ledger().queued(sweep, chunk);

    expect(dynamo.items('facts')).toContainEqual(expect.objectContaining({ messages: 1 }));
  });

  it('keeps nothing for good', async () => {
    await ledger().begin(sweep);
    await ledger().queued(sweep, chunk);
    await ledger().claimEnd(sweep, 'eu-west-1');

    const expected = now.getTime() / 1000 + 3 * 24 * 60 * 60;
    for (const item of dynamo.items('facts')) expect(item).toMatchObject({ expiresAt: expected });
  });

  it('is not read in part: a throttle is no scanner that never began', async () => {
    await ledger().begin(sweep);
    dynamo.undone = [1];

    await expect(nightReader(dynamo.client, 'facts')(['code'])).rejects.toThrow('throttled');
  });

  it('does not take an unreadable item for an absent one', async () => {
    await ledger().begin(sweep);
    dynamo.change('facts', 'code', ({ done: _, ...item }) => item);

    await expect(nightReader(dynamo.client, 'facts')(['code'])).rejects.toThrow();
  });
});
