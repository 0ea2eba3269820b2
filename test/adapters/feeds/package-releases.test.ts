import { describe, expect, it, vi } from 'vitest';
import { packageReleases } from '../../../functions/adapters/feeds/package-releases.ts';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';
import type { Ecosystem } from '../../../functions/engines/packages/ecosystem.ts';
import { npmPackage, pypiPackage } from '../../engines/packages/osv-facts.ts';

const request = npmPackage('@a/request', '2.88.2');
const clock = () => new Date('2026-11-25T02:00:00Z');
const reader = (fetch: typeof globalThis.fetch, facts = inMemoryFacts()) =>
  packageReleases({ baseUrl: 'https://deps.test', fetch, facts, clock, sleep: async () => {} });

const released = {
  versions: [
    { versionKey: { version: '1.0.0' }, publishedAt: '2012-01-01T00:00:00Z' },
    {
      versionKey: { version: '2.88.2' },
      publishedAt: '2020-02-11T16:35:38Z',
      isDefault: true,
      isDeprecated: true,
      deprecatedReason: 'no longer maintained '.repeat(100),
    },
  ],
};

describe('packageReleases', () => {
  it('asks about each name once, whatever its versions', async () => {
    const fetch = vi.fn(async () => Response.json(released));

    const { value } = await reader(fetch)([request, npmPackage('@a/request', '1.0.0')]);

    expect(fetch).toHaveBeenCalledExactlyOnceWith(
      'https://deps.test/v3/systems/npm/packages/%40a%2Frequest',
      expect.anything(),
    );
    expect(value.get('npm @a/request')).toMatchObject({
      latest: '2.88.2',
      majors: [{ major: '1' }, { major: '2' }],
      deprecated: expect.stringMatching(/^.{200}$/),
    });
  });

  it.each([404, 400])(
    'leaves out a package that it answers %d about, as a private one',
    async (status) => {
      const fetch = vi.fn(async (url) =>
        String(url).includes('pypi') ? Response.json(released) : new Response('', { status }),
      );

      const answer = await reader(fetch)([request, pypiPackage('PyYAML', '5.3')]);

      expect([...answer.value.keys()]).toEqual(['PyPI pyyaml']);
      expect(answer.unseen).toBeUndefined();
    },
  );

  it('does not ask again within a week, not even about a private package', async () => {
    const facts = inMemoryFacts();
    const fetch = vi.fn(async () => new Response('', { status: 404 }));

    await reader(fetch, facts)([request]);
    await reader(fetch, facts)([request]);

    expect(fetch).toHaveBeenCalledOnce();
  });

  it('leaves out a package about which the answer is malformed, and no other', async () => {
    const fetch: typeof globalThis.fetch = async (url) =>
      Response.json(String(url).includes('pypi') ? released : { versions: 3 });

    const answer = await reader(fetch)([request, pypiPackage('PyYAML', '5.3')]);

    expect([...answer.value.keys()]).toEqual(['PyPI pyyaml']);
    expect(answer.unseen).toBe('1 more are asked for another night');
  });

  it('throws when the feed is down', async () => {
    await expect(reader(async () => new Response('', { status: 503 }))([request])).rejects.toThrow(
      '503',
    );
  });

  it('never asks about an ecosystem of which the feed knows nothing', async () => {
    const fetch = vi.fn();
    const php = { ...request, ecosystem: 'Packagist' as Ecosystem };

    expect(await reader(fetch)([php])).toEqual({ value: new Map() });
    expect(fetch).not.toHaveBeenCalled();
  });
});
