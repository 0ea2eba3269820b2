import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import type { CachedFeedProps } from '../../../functions/adapters/feeds/cached-feed.ts';
import { cachedFeed } from '../../../functions/adapters/feeds/cached-feed.ts';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';
import type { FactStore } from '../../../functions/app/ports.ts';

let today: string;
let facts: FactStore;
const feed = vi.fn<CachedFeedProps<number>['ask']>();

beforeEach(() => {
  today = '2026-11-01T02:00:00Z';
  facts = inMemoryFacts();
  feed.mockReset();
  feed.mockImplementation(async (ids) => new Map(ids.map((id) => [id, id.length])));
});

const asking = (props: Partial<CachedFeedProps<number>> = {}) =>
  cachedFeed({
    facts,
    clock: () => new Date(today),
    kind: 'releases',
    schema: z.number(),
    freshDays: 0,
    ask: feed,
    ...props,
  });

describe('cachedFeed', () => {
  it('asks about each id once, and answers by id', async () => {
    const answer = await asking()(['a', 'bb', 'a']);

    expect(answer).toEqual({
      value: new Map([
        ['a', 1],
        ['bb', 2],
      ]),
    });
    expect(feed.mock.calls).toEqual([[['a', 'bb']]]);
  });

  it('leaves out what the feed has no entry for, and does not ask again', async () => {
    const ask = asking({ freshDays: 1 });
    feed.mockResolvedValue(new Map([['a', null]]));

    expect(await ask(['a'])).toEqual({ value: new Map() });
    expect(await ask(['a'])).toEqual({ value: new Map() });
    expect(feed).toHaveBeenCalledOnce();
  });

  it('asks nothing about nothing', async () => {
    expect(await asking()([])).toEqual({ value: new Map() });
    expect(feed).not.toHaveBeenCalled();
  });

  it('shows the last answer while the feed is down, and says why', async () => {
    await asking()(['a']);
    feed.mockRejectedValue(new Error('answered 503'));

    const answer = await asking()(['a', 'new']);

    expect(answer).toEqual({ value: new Map([['a', 1]]), unseen: 'answered 503' });
  });

  it('throws while the feed is down that has never answered', async () => {
    feed.mockRejectedValue(new Error('answered 503'));

    await expect(asking()(['a'])).rejects.toThrow('answered 503');
  });

  it('leaves out what the feed cannot read', async () => {
    feed.mockResolvedValue(new Map());

    expect(await asking()(['a'])).toEqual({
      value: new Map(),
      unseen: '1 more are asked for another night',
    });
  });

  it.each([
    ['not while the answer is fresh', '2026-11-07T02:00:00Z', 1],
    ['when it is a week old', '2026-11-08T02:00:00Z', 2],
  ])('asks again %s', async (_, later, times) => {
    await asking({ freshDays: 7 })(['a']);
    today = later;

    const answer = await asking({ freshDays: 7 })(['a']);

    expect(answer).toEqual({ value: new Map([['a', 1]]) });
    expect(feed).toHaveBeenCalledTimes(times);
  });

  it('asks about some at a time, what it has no answer for first, then the oldest', async () => {
    const ask = asking({ freshDays: 1, most: 2 });
    await ask(['old']);
    today = '2026-11-03T02:00:00Z';
    await ask(['older than b', 'b']);
    today = '2026-11-05T02:00:00Z';

    const answer = await ask(['b', 'old', 'c', 'd', 'e']);

    expect(feed.mock.lastCall).toEqual([['c', 'd']]);
    expect(answer.unseen).toBe('1 more are asked for another night');
    expect((await ask(['b', 'old', 'c', 'd'])).unseen).toBeUndefined();
    expect(feed.mock.lastCall).toEqual([['old', 'b']]);
  });

  it('says nothing of old answers that wait for their turn', async () => {
    const ask = asking({ freshDays: 1, most: 2 });
    await ask(['a', 'b']);
    await ask(['c']);
    today = '2026-11-05T02:00:00Z';

    expect(await ask(['a', 'b', 'c'])).toEqual({
      value: new Map([
        ['a', 1],
        ['b', 1],
        ['c', 1],
      ]),
    });
    expect(feed.mock.lastCall).toEqual([['a', 'b']]);
  });

  it('writes only what is new, has changed or was asked for anew', async () => {
    const write = vi.spyOn(facts, 'write');
    await asking()(['a', 'bb']);
    feed.mockResolvedValue(
      new Map([
        ['a', 1],
        ['bb', 3],
      ]),
    );

    await asking()(['a', 'bb']);
    await asking()(['a', 'bb']);

    expect(write.mock.calls.map(([, values]) => [...values.keys()])).toEqual([['a', 'bb'], ['bb']]);
  });

  it('takes a damaged answer for none', async () => {
    await facts.write('releases', new Map([['a', { askedAt: today, value: 'long' }]]));

    expect((await asking({ freshDays: 7 })(['a'])).value).toEqual(new Map([['a', 1]]));
  });
});
