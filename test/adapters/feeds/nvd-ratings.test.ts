import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Secret } from '../../../functions/adapters/aws/secret.ts';
import { processSlots, type SlotsOf } from '../../../functions/adapters/aws/time-slots.ts';
import { nvdPerSecond, nvdRatings } from '../../../functions/adapters/feeds/nvd-ratings.ts';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';

const HIGH = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N';
const CRITICAL = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const LOW = 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N';
const cve = 'CVE-2026-1000';

let now: number;
let slotsOf: SlotsOf;
const clock = () => new Date(now);
const sleep = async (ms: number) => {
  now += ms;
};
beforeEach(() => {
  now = Date.parse('2026-11-25T02:00:00Z');
  slotsOf = processSlots(() => now);
});
const reader = (fetch: typeof globalThis.fetch, facts = inMemoryFacts(), key?: Secret) =>
  nvdRatings({ baseUrl: 'https://nvd.test', fetch, facts, clock, sleep, slotsOf, key });
const scored = (type: string, vectorString: string) => ({ type, cvssData: { vectorString } });
const answering = (metrics: object | undefined) => async () =>
  Response.json({ vulnerabilities: [{ cve: { id: cve, metrics } }] });

describe('nvdRatings', () => {
  it.each([
    ['the score', { cvssMetricV31: [scored('Primary', HIGH)] }, 'high'],
    [
      'its own before that of others',
      { cvssMetricV31: [scored('Secondary', CRITICAL), scored('Primary', LOW)] },
      'low',
    ],
    [
      'that of others, where it has none',
      { cvssMetricV31: [scored('Secondary', CRITICAL)] },
      'critical',
    ],
    [
      'the next, where one is malformed',
      { cvssMetricV31: [scored('Primary', 'CVSS:3.1/'), scored('Secondary', LOW)] },
      'low',
    ],
  ])('takes %s', async (_, metrics, rating) => {
    expect(await reader(answering(metrics))([cve])).toEqual({ value: new Map([[cve, rating]]) });
  });

  it.each([
    ['has not scored', answering({})],
    ['knows nothing of', async () => Response.json({ vulnerabilities: [] })],
    ['has no metrics of', answering(undefined)],
  ])('leaves out what it %s, and does not ask again', async (_, answer) => {
    const facts = inMemoryFacts();
    const fetch = vi.fn(answer);

    expect(await reader(fetch, facts)([cve])).toEqual({ value: new Map() });
    await reader(fetch, facts)([cve]);

    expect(fetch).toHaveBeenCalledExactlyOnceWith(
      `https://nvd.test/rest/json/cves/2.0?cveId=${cve}`,
      expect.anything(),
    );
  });

  it('asks about five at a time, and says how many wait', async () => {
    const fetch = vi.fn(answering({}));
    const cves = Array.from({ length: 7 }, (_, n) => `CVE-2026-${1000 + n}`);

    const answer = await reader(fetch)(cves);

    expect(fetch).toHaveBeenCalledTimes(5);
    expect(answer.unseen).toBe('2 more are asked for another night');
  });

  it('asks every six seconds, all workers together', async () => {
    const facts = inMemoryFacts();
    const times: number[] = [];
    const fetch = async () => {
      times.push(now);
      return Response.json({ vulnerabilities: [] });
    };

    await reader(fetch, facts)(['CVE-2026-1', 'CVE-2026-2']);
    await reader(fetch, facts)(['CVE-2026-3', 'CVE-2026-4']);

    expect(times).toHaveLength(4);
    for (const [at, time] of times.entries()) {
      if (at > 0) expect(time - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(6_000);
    }
  });

  it('does not wait for a turn that is far away', async () => {
    await slotsOf('nvd', nvdPerSecond.withoutKey)(10);
    const fetch = vi.fn();

    expect(await reader(fetch)(['CVE-2026-1'])).toEqual({
      value: new Map(),
      unseen: '1 more are asked for another night',
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([403, 429])(
    'keeps what it has, and lets NVD rest, once it answers %d',
    async (status) => {
      const facts = inMemoryFacts();
      const fetch = vi.fn(answering({ cvssMetricV31: [scored('Primary', HIGH)] }));
      fetch.mockResolvedValueOnce(
        Response.json({
          vulnerabilities: [{ cve: { metrics: { cvssMetricV31: [scored('Primary', LOW)] } } }],
        }),
      );
      fetch.mockResolvedValueOnce(new Response('', { status }));

      const first = await reader(fetch, facts)(['CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3']);
      const second = await reader(fetch, facts)(['CVE-2026-1', 'CVE-2026-9']);

      expect(first).toEqual({
        value: new Map([['CVE-2026-1', 'low']]),
        unseen: '2 more are asked for another night',
      });
      expect(second).toEqual({
        value: new Map([['CVE-2026-1', 'low']]),
        unseen: '1 more are asked for another night',
      });
      expect(fetch).toHaveBeenCalledTimes(2);

      now += 11 * 60_000;
      expect((await reader(fetch, facts)(['CVE-2026-9'])).value.size).toBe(1);
    },
  );

  it('throws for an answer of another shape', async () => {
    await expect(reader(async () => Response.json({}))([cve])).rejects.toThrow();
  });
});

describe('with an API key', () => {
  const KEY = '01234567-89ab-cdef-0123-456789abcdef';
  const key = vi.fn<Secret>();
  const some = (count: number) => Array.from({ length: count }, (_, n) => `CVE-2026-${1000 + n}`);
  /** Answers by whether the request has a key, and notes when it came. */
  const asked: { readonly at: number; readonly key: string | null }[] = [];
  const byKey =
    (withKey: () => Response): typeof globalThis.fetch =>
    async (_, { headers } = {}) => {
      const given = new Headers(headers).get('apiKey');
      asked.push({ at: now, key: given });
      return given === null ? Response.json({ vulnerabilities: [] }) : withKey();
    };
  const taken = byKey(() => Response.json({ vulnerabilities: [] }));

  beforeEach(() => {
    asked.length = 0;
    key.mockReset().mockResolvedValue(KEY);
  });

  it('asks about fifty, with the key in a header, and never more than fifty in thirty seconds', async () => {
    const facts = inMemoryFacts();

    const answer = await reader(taken, facts, key)(some(60));
    await reader(taken, facts, key)(some(60));

    expect(answer.unseen).toBe('10 more are asked for another night');
    expect(asked).toHaveLength(60);
    expect(new Set(asked.map((one) => one.key))).toEqual(new Set([KEY]));
    for (const [index, { at }] of asked.entries()) {
      expect(at - (asked[index - 50]?.at ?? 0)).toBeGreaterThan(30_000);
    }
  });

  it('reads the key once, and only when there is something to ask', async () => {
    const facts = inMemoryFacts();
    const read = reader(taken, facts, key);

    await read(some(2));
    await read(some(2));
    expect(key).toHaveBeenCalledTimes(1);

    await reader(taken, facts, key)(some(2));
    expect(key).toHaveBeenCalledTimes(1);
  });

  it('follows no redirection, which would take the key elsewhere', async () => {
    const fetch = vi.fn(async () => new Response('', { status: 302, headers: { location: 'x' } }));

    await expect(reader(fetch, inMemoryFacts(), key)([cve])).rejects.toThrow('answered 302');
    expect(fetch).toHaveBeenCalledExactlyOnceWith(
      expect.anything(),
      expect.objectContaining({ redirect: 'manual' }),
    );
  });

  it.each([
    ['cannot be read', () => Promise.reject(named('AccessDeniedException', 'not authorised'))],
    ['is no key', async () => '{"nvd":"0123456789abcdef"}'],
    ['is empty', async () => ''],
  ])('reads at the pace without one, and says so, when it %s', async (_, unreadable) => {
    key.mockImplementation(unreadable);

    const { value, unseen } = await reader(
      byKey(() => Response.error()),
      inMemoryFacts(),
      key,
    )(some(7));

    expect(value.size).toBe(0);
    expect(asked.map((one) => one.key)).toEqual([null, null, null, null, null]);
    for (const [index, { at }] of asked.entries()) {
      if (index > 0) expect(at - (asked[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(6_000);
    }
    expect(unseen).toMatch(
      /^2 more are asked for another night; the API key of the NVD cannot be used \(.+\): its ratings are read at the pace without a key$/,
    );
    expect(unseen).not.toContain('0123456789abcdef');
  });

  it.each([401, 404])(
    'goes on without one that NVD refuses by %d, and reads it anew',
    async (status) => {
      const read = reader(
        byKey(() => new Response('', { status })),
        inMemoryFacts(),
        key,
      );

      const { unseen } = await read(some(2));

      expect(asked.map((one) => one.key)).toEqual([KEY, null, null]);
      expect(unseen).toBe(
        'the API key of the NVD cannot be used (the NVD refuses it): its ratings are read at the pace without a key',
      );
      expect(unseen).not.toContain(KEY);

      await read(['CVE-2026-9']);
      expect(key).toHaveBeenCalledTimes(2);
    },
  );

  it('says both when NVD is down besides', async () => {
    key.mockRejectedValue(named('ResourceNotFoundException', 'no such secret'));
    const fetch = async () => new Response('', { status: 503 });

    await expect(reader(fetch, inMemoryFacts(), key)([cve])).rejects.toThrow(
      /answered 503; the API key of the NVD cannot be used \(ResourceNotFoundException: no such secret\)/,
    );
  });

  it('shows the key in no error', async () => {
    const fetch = async () => {
      throw new TypeError(`fetch failed with ${KEY}`);
    };

    const failed = reader(fetch, inMemoryFacts(), key)([cve]);

    await expect(failed).rejects.toThrow('cannot be reached');
    await expect(failed).rejects.not.toThrow(KEY);
  });
});

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
