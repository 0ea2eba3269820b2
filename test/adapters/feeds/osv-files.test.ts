import { describe, expect, it, vi } from 'vitest';
import { osvFiles } from '../../../functions/adapters/feeds/osv-files.ts';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';

const reader = (
  fetch: typeof globalThis.fetch,
  facts = inMemoryFacts(),
  now = '2026-11-25T02:00:00Z',
) => osvFiles({ baseUrl: 'https://osv.test', fetch, facts, clock: () => new Date(now) });
const id = 'GHSA-gxr4-xjj5-5px2';
const record = (...affected: readonly object[]) => Response.json({ id, affected });
const about = (ecosystem: string, name: string) => ({ package: { ecosystem, name } });

describe('osvFiles', () => {
  it.each([
    ['the packages of npm that it is about', 200, [about('npm', 'a'), about('npm', 'b')], 'a,b'],
    ['each once', 200, [about('npm', 'a'), about('npm', 'a')], 'a'],
    ['none of other ecosystems', 200, [about('RubyGems', 'a'), {}], ''],
    ['nothing for what it does not have', 404, [], ''],
  ])('returns %s', async (_, status, affected, names) => {
    const { value } = await reader(async () => Response.json({ id, affected }, { status }))([id]);

    expect(value.get(id)?.join()).toBe(names);
  });

  it('asks for each number, and a week later again', async () => {
    const facts = inMemoryFacts();
    const fetch = vi.fn(async () => record(about('npm', 'a')));

    await reader(fetch, facts)([id, 'CVE-2020-1']);
    await reader(fetch, facts, '2026-12-02T01:59:59Z')([id]);
    await reader(fetch, facts, '2026-12-02T02:00:00Z')([id]);

    expect(fetch.mock.calls.map(([url]: unknown[]) => url)).toEqual([
      `https://osv.test/v1/vulns/${id}`,
      'https://osv.test/v1/vulns/CVE-2020-1',
      `https://osv.test/v1/vulns/${id}`,
    ]);
  });

  it('throws when OSV is down', async () => {
    await expect(reader(async () => new Response('', { status: 400 }))([id])).rejects.toThrow();
  });

  it('leaves out a record that is none, and no other', async () => {
    const fetch: typeof globalThis.fetch = async (url) =>
      String(url).endsWith(id) ? Response.json({}) : record(about('npm', 'a'));

    expect(await reader(fetch)([id, 'CVE-2020-1'])).toEqual({
      value: new Map([['CVE-2020-1', ['a']]]),
      unseen: '1 more are asked for another night',
    });
  });
});
