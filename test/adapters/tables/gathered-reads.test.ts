import { describe, expect, it } from 'vitest';
import { gatheredReads } from '../../../functions/adapters/tables/gathered-reads.ts';

interface Key {
  readonly id: string;
}

/** Has a and b. */
function recorded(fails = false) {
  const asked: (readonly string[])[] = [];
  const read = gatheredReads<Key, Key & { readonly value: number }>(
    async (keys) => {
      asked.push(keys.map(({ id }) => id));
      if (fails) throw new Error('throttled');
      return [
        { id: 'b', value: 2 },
        { id: 'a', value: 1 },
      ].filter(({ id }) => keys.some((key) => key.id === id));
    },
    ({ id }) => id,
  );

  return {
    asked,
    read: async (...ids: readonly string[]) =>
      (await read(ids.map((id) => ({ id })))).map(({ value }) => value),
  };
}

describe('reads that begin together', () => {
  it('are one, of each key once, and each gets what it asked for', async () => {
    const { asked, read } = recorded();
    const afterAwhile = async () => {
      await Promise.resolve();
      return read('a', 'missing');
    };

    expect(await Promise.all([read('a', 'b', 'a'), read('b'), afterAwhile(), read()])).toEqual([
      [1, 2],
      [2],
      [1],
      [],
    ]);
    expect(asked).toEqual([['a', 'b', 'missing']]);
  });

  it('begin anew once one is under way, so that none gets what was true before it asked', async () => {
    const { asked, read } = recorded();

    await read('a');
    await read('a');

    expect(asked).toEqual([['a'], ['a']]);
  });

  it('fail together, and those after them are asked again', async () => {
    const { asked, read } = recorded(true);

    const outcomes = await Promise.allSettled([read('a'), read('b')]);
    const after = await Promise.allSettled([read('a')]);

    expect([...outcomes, ...after].map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(asked).toEqual([['a', 'b'], ['a']]);
  });
});
