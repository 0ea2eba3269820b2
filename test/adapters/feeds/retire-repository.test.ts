import { describe, expect, it, vi } from 'vitest';
import { retireRepository } from '../../../functions/adapters/feeds/retire-repository.ts';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';
import { knownToRetireJs } from '../../../local/retire-repository.ts';

const url = 'https://retire.test/repository.json';
const clock = () => new Date('2026-11-25T02:00:00Z');
const reader = (fetch: typeof globalThis.fetch, facts = inMemoryFacts()) =>
  retireRepository({ url, fetch, facts, clock });

describe('retireRepository', () => {
  it('reads it once for the process', async () => {
    const fetch = vi.fn(async () => Response.json(knownToRetireJs));
    const read = reader(fetch);

    const [{ value, unseen }] = await Promise.all([read(), read()]);

    expect(value.get('jquery')?.map(({ id }) => id)).toEqual(['GHSA-gxr4-xjj5-5px2', 'RETIRE-73']);
    expect(unseen).toBeUndefined();
    expect(fetch).toHaveBeenCalledExactlyOnceWith(url, expect.anything());
  });

  it('writes it down only when it has changed', async () => {
    const facts = inMemoryFacts();
    const write = vi.spyOn(facts, 'write');
    const answering = async () => Response.json(knownToRetireJs);

    await reader(answering, facts)();
    await reader(answering, facts)();

    expect(write).toHaveBeenCalledOnce();
  });

  it('keeps of which packages it cannot read all', async () => {
    const facts = inMemoryFacts();
    const body = { ...knownToRetireJs, other: { vulnerabilities: [{}] } };
    const first = await reader(async () => Response.json(body), facts)();
    const down = await reader(async () => new Response('', { status: 403 }), facts)();

    expect([first.unread, down.unread]).toEqual([new Set(['other']), new Set(['other'])]);
  });

  it('falls back on the last that it has read, and says so', async () => {
    const facts = inMemoryFacts();
    await reader(async () => Response.json(knownToRetireJs), facts)();

    const answer = await reader(async () => new Response('', { status: 403 }), facts)();

    expect(answer.value.get('jquery')).toHaveLength(2);
    expect(answer.unseen).toContain(`${url} answered 403`);
  });

  it('throws for what is no repository, and then tries anew', async () => {
    const fetch = vi.fn(async () => Response.json(knownToRetireJs));
    fetch.mockResolvedValueOnce(Response.json({}));
    const read = reader(fetch);

    await expect(read()).rejects.toThrow('has no advisory');

    expect((await read()).value.size).toBe(1);
  });
});
