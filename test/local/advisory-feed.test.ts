import { afterEach, describe, expect, it } from 'vitest';
import { retireAdvisories } from '../../functions/engines/packages/retire-repository.ts';
import { advisoryOf } from '../../local/advisories.ts';
import { type AdvisoryFeed, startAdvisoryFeed } from '../../local/advisory-feed.ts';

let feed: AdvisoryFeed;

afterEach(() => feed.stop());

interface Result {
  readonly vulns?: readonly { readonly id: string }[];
  readonly next_page_token?: string;
}

async function query(...queries: readonly unknown[]) {
  const body = JSON.stringify({ queries });
  const response = await fetch(`${feed.osv}/v1/querybatch`, { method: 'POST', body });

  const answer = (await response.json()) as { readonly results: readonly Result[] };

  return { status: response.status, answer };
}

function ids(result: Result | undefined) {
  return result?.vulns?.map(({ id }) => id);
}

const of = (ecosystem: string, name: string, version: string) => ({
  package: { ecosystem, name },
  version,
});

describe('querybatch', () => {
  it.each([
    ['lodash as deployed', of('npm', 'lodash', '4.17.15'), 3],
    ['lodash by purl', { package: { purl: 'pkg:npm/lodash@4.17.15' } }, 3],
    ['lodash half fixed', of('npm', 'lodash', '4.17.20'), 2],
    ['lodash fixed', of('npm', 'lodash', '4.17.21'), undefined],
    ['minimist between its two ranges', of('npm', 'minimist', '0.2.4'), undefined],
    ['a listed version', of('npm', 'axios', '1.14.1'), 1],
    ['PyYAML under its own name', of('PyPI', 'PyYAML', '5.3'), 2],
    ['urllib3 2', of('PyPI', 'urllib3', '2.0.5'), 1],
    ['the same name elsewhere', of('Maven', 'lodash', '4.17.15'), undefined],
    ['a version that npm cannot order', of('npm', 'lodash', 'latest'), undefined],
  ])('%s', async (_, asked, count) => {
    feed = await startAdvisoryFeed();

    const { status, answer } = await query(asked);

    expect(status).toBe(200);
    expect(ids(answer.results[0])?.length).toBe(count);
  });

  it('answers in the order of the queries, and pages', async () => {
    feed = await startAdvisoryFeed({ pageSize: 2 });
    const lodash = of('npm', 'lodash', '4.17.15');

    const first = await query(of('npm', 'clean', '1.0.0'), lodash);
    const second = await query({ ...lodash, page_token: first.answer.results[1]?.next_page_token });
    const { next_page_token } = second.answer.results[0] ?? {};
    const third = await query({ ...lodash, page_token: next_page_token });

    expect(first.answer.results).toEqual([{}, { next_page_token: expect.any(String) }]);
    expect(ids(second.answer.results[0])).toHaveLength(2);
    expect(ids(third.answer.results[0])).toHaveLength(1);
    expect(third.answer.results[0]).not.toHaveProperty('next_page_token');
  });

  it.each([
    ['an unknown ecosystem', of('Cobol', 'x', '1')],
    ['a name without ecosystem', { package: { name: 'x' }, version: '1' }],
    ['no package', { version: '1' }],
    ['a broken purl', { package: { purl: 'lodash@1' } }],
    ['two versions', { package: { purl: 'pkg:npm/lodash@1.0.0' }, version: '1.0.0' }],
    ['purl and name', { package: { purl: 'pkg:npm/lodash', name: 'lodash' }, version: '1.0.0' }],
    ['a number for a version', { package: { name: 'x', ecosystem: 'npm' }, version: 1 }],
  ])('refuses the whole batch for %s', async (_, asked) => {
    feed = await startAdvisoryFeed();

    const { status, answer } = await query(of('npm', 'lodash', '4.17.15'), asked);

    expect(status).toBe(400);
    expect(answer).toMatchObject({ code: 3, message: expect.any(String) });
  });

  it('refuses more than 1,000 queries', async () => {
    feed = await startAdvisoryFeed();
    const one = of('npm', 'x', '1.0.0');

    expect((await query(...Array<unknown>(1_000).fill(one))).status).toBe(200);
    expect((await query(...Array<unknown>(1_001).fill(one))).status).toBe(400);
  });
});

it('answers an advisory by id, and 404 for others', async () => {
  feed = await startAdvisoryFeed();

  const known = await fetch(`${feed.osv}/v1/vulns/PYSEC-2023-192`);
  const unknown = await fetch(`${feed.osv}/v1/vulns/GHSA-none`);

  expect(await known.json()).toMatchObject({ id: 'PYSEC-2023-192', aliases: expect.any(Array) });
  expect(unknown.status).toBe(404);
});

it('publishes between two nights, and lists what is exploited', async () => {
  feed = await startAdvisoryFeed();
  const asked = of('npm', 'left-pad', '1.3.0');
  expect((await query(asked)).answer.results).toEqual([{}]);

  feed.publish(
    advisoryOf({
      id: 'GHSA-test-0001-aaaa',
      aliases: ['CVE-2026-0001'],
      summary: 'Pads too far',
      published: '2026-11-24T00:00:00Z',
      ecosystem: 'npm',
      name: 'left-pad',
      ranges: [['0', '1.3.1']],
      severity: 'HIGH',
    }),
  );
  feed.exploit('CVE-2026-0001', '2026-11-24');

  expect(ids((await query(asked)).answer.results[0])).toEqual(['GHSA-test-0001-aaaa']);
  const catalogue = await (await fetch(feed.kev)).text();
  expect(catalogue).toContain('{"cveID":"CVE-2026-0001","dateAdded":"2026-11-24"');
});

it('has the repository of Retire.js', async () => {
  feed = await startAdvisoryFeed();

  const { advisories: repository } = retireAdvisories(await (await fetch(feed.retire)).json());

  expect(repository.get('jquery')?.map(({ id }) => id)).toEqual([
    'GHSA-gxr4-xjj5-5px2',
    'RETIRE-73',
  ]);
});

it('fails on request', async () => {
  feed = await startAdvisoryFeed();

  feed.failWith(503);
  expect((await fetch(feed.kev)).status).toBe(503);
  feed.failWith('broken connection');
  await expect(fetch(feed.kev)).rejects.toThrow();
  feed.failWith();
  expect((await fetch(feed.kev)).status).toBe(200);
});
