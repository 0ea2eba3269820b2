import { describe, expect, it } from 'vitest';
import { feedWaits } from '../../cli/feed-waits.ts';

const url = 'https://api.osv.dev/v1/querybatch';

describe('what is waited for', () => {
  it('is named until it answers', async () => {
    const answer = Promise.withResolvers<Response>();
    const waits = feedWaits(() => answer.promise);
    const seen: string[] = [];
    waits.watch(() => seen.push(waits.inWords()));

    const asked = waits.fetch(url);
    answer.resolve(new Response('{}'));
    await asked;

    expect(seen).toEqual(['waiting for api.osv.dev', '']);
  });

  it.each([
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
    ['is overloaded', async () => new Response('', { status: 503 })],
  ])('is said not to answer where it %s, until it does', async (_, fails) => {
    let ask: () => Promise<Response> = fails;
    const waits = feedWaits(() => ask());

    await waits.fetch(url).catch(() => {});
    expect(waits.inWords()).toBe('api.osv.dev does not answer');
    expect(waits.silent()).toEqual(['api.osv.dev']);

    ask = async () => new Response('{}');
    await waits.fetch(url);
    expect(waits.inWords()).toBe('');
  });

  it('has no error of its own: what fails fails for who asked', async () => {
    const waits = feedWaits(() => Promise.reject(new TypeError('fetch failed')));

    await expect(waits.fetch(new URL(url))).rejects.toThrow('fetch failed');
  });
});
