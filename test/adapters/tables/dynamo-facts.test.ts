import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dynamoFacts } from '../../../functions/adapters/tables/dynamo-facts.ts';
import type { Item } from '../../fakes/dynamo-values.ts';
import { type FakeDynamo, fakeDynamo } from '../../fakes/fake-dynamo.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let dynamo: FakeDynamo;
let now: number;
const facts = () => dynamoFacts(dynamo.client, 'facts', () => new Date(now));
const write = (values: Readonly<Record<string, unknown>>) =>
  facts().write('role', new Map(Object.entries(values)));
const read = async (...ids: readonly string[]) =>
  Object.fromEntries(await facts().read('role', ids));

/** What cannot be packed any smaller takes this many items of 350 KB. */
const bigOf = (parts: number) => randomBytes((parts - 0.5) * 350_000).toString('base64');

beforeEach(() => {
  dynamo = fakeDynamo();
  now = Date.UTC(2026, 0, 1);
});
afterEach(() => vi.useRealTimers());

describe('dynamoFacts', () => {
  it('gives back what it was given, and nothing else', async () => {
    await write({ a: { sharers: ['f'] }, b: null });

    expect(await read('a', 'b', 'c', 'a')).toEqual({ a: { sharers: ['f'] }, b: null });
    expect(await facts().read('code', ['a'])).toEqual(new Map());
  });

  it('keeps what is too big for an item in several', async () => {
    const values = { a: bigOf(3), b: 'small', c: bigOf(2) };

    await write(values);

    expect(
      dynamo
        .items('facts')
        .map(({ pk, sk }) => `${pk} ${sk}`)
        .sort(),
    ).toEqual(['role a 0', 'role a 1', 'role a 2', 'role b 0', 'role c 0', 'role c 1']);
    expect(await read('a', 'b', 'c')).toEqual(values);
  });

  it('writes the head of a value last, lest it be read before it is whole', async () => {
    await write({ a: bigOf(3), b: bigOf(2) });

    const sorts = writes().map((items) => items.map(({ sk }) => sk));
    expect(sorts).toEqual([
      [{ S: '1' }, { S: '2' }, { S: '1' }],
      [{ S: '0' }, { S: '0' }],
    ]);
  });

  it('refuses what would take too many items', async () => {
    await expect(write({ a: bigOf(22) })).rejects.toThrow('role a takes');
  });

  it('asks for many at once, and no more than DynamoDB takes', async () => {
    const ids = Array.from({ length: 230 }, (_, index) => `id${index}`);

    await write(Object.fromEntries(ids.map((id) => [id, id])));

    expect(Object.keys(await read(...ids))).toHaveLength(230);
    expect(writes().map((items) => items.length)).toEqual([...Array(9).fill(25), 5]);
    expect(dynamo.requests.filter(({ operation }) => operation === 'BatchGetItem')).toHaveLength(6);
  });

  it('tries again what DynamoDB leaves undone', async () => {
    dynamo.undone = [3];
    await write({ a: 1, b: 2, c: 3, d: 4 });
    dynamo.undone = [2];

    expect(await read('a', 'b', 'c', 'd')).toEqual({ a: 1, b: 2, c: 3, d: 4 });
  });

  it.each(['write', 'read'])(
    'gives up a %s that is throttled for good, and says so',
    async (what) => {
      vi.useFakeTimers({ toFake: ['setTimeout'] });
      dynamo.undone = Array(20).fill(1);

      let isDone = false;
      const attempt = (what === 'write' ? write({ a: 1 }) : read('a')).catch(String).finally(() => {
        isDone = true;
      });
      while (!isDone) {
        await vi.advanceTimersByTimeAsync(1_000);
        await new Promise(setImmediate);
      }

      expect(await attempt).toContain('the facts table is throttled: it left requests unprocessed');
    },
  );

  it('forgets after 45 days, whether or not DynamoDB has removed the item', async () => {
    await write({ a: 1 });

    now += 44 * DAY_MS;
    expect(await read('a')).toEqual({ a: 1 });
    now += 2 * DAY_MS;
    expect(await read('a')).toEqual({});
  });
});

describe('a value that is damaged is absent, and harms no neighbour', () => {
  it.each<[string, string, (item: Item) => Item | undefined]>([
    ['a part is missing', '2', () => undefined],
    ['a part is of another value', '1', (item) => ({ ...item, mark: { S: 'other' } })],
    ['its head is of another value', '0', (item) => ({ ...item, mark: { S: 'other' } })],
    ['a part is garbled', '1', (item) => ({ ...item, bytes: { B: 'AAAA' } })],
    ['its head is garbled', '0', (item) => ({ ...item, bytes: { B: 'AAAA' } })],
  ])('when %s', async (_, sk, change) => {
    await write({ a: bigOf(3), b: 'whole' });
    dynamo.change('facts', sk, (item) =>
      'S' in (item.pk ?? {}) && JSON.stringify(item.pk).includes('role a') ? change(item) : item,
    );

    expect(Object.keys(await read('a', 'b'))).toEqual(['b']);
  });

  it('when it is sound, but not what was written', async () => {
    await write({ a: 1 });
    const other = gzipSync('2').toString('base64');
    dynamo.change('facts', '0', (item) => ({ ...item, bytes: { B: other } }));

    expect(await read('a')).toEqual({});
  });
});

function writes(): readonly (readonly Item[])[] {
  return dynamo.requests
    .filter(({ operation }) => operation === 'BatchWriteItem')
    .map(({ input }) => {
      const puts = input.RequestItems?.facts as readonly { PutRequest: { Item: Item } }[];
      return puts.map(({ PutRequest }) => PutRequest.Item);
    });
}
