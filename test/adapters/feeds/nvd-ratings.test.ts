import { beforeEach, describe, expect, it, vi } from 'vitest';
import { processSlots, type TimeSlots } from '../../../functions/adapters/aws/time-slots.ts';
import { NVD_PER_SECOND, nvdRatings } from '../../../functions/adapters/feeds/nvd-ratings.ts';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';

const HIGH = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N';
const CRITICAL = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const LOW = 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N';
const cve = 'CVE-2026-1000';

let now: number;
let slots: TimeSlots;
const clock = () => new Date(now);
const sleep = async (ms: number) => {
  now += ms;
};
beforeEach(() => {
  now = Date.parse('2026-11-25T02:00:00Z');
  slots = processSlots(() => now)('nvd', NVD_PER_SECOND);
});
const reader = (fetch: typeof globalThis.fetch, facts = inMemoryFacts()) =>
  nvdRatings({ baseUrl: 'https://nvd.test', fetch, facts, clock, sleep, slots });
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
    await slots(10);
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
