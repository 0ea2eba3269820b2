import { beforeEach, describe, expect, it, vi } from 'vitest';
import { osvAdvisories } from '../../../functions/adapters/feeds/osv-advisories.ts';
import type { Ecosystem } from '../../../functions/engines/packages/ecosystem.ts';
import type { Package } from '../../../functions/engines/packages/package.ts';
import { noUrgency } from '../../../functions/engines/packages/urgency.ts';
import { vulnerabilitiesOf } from '../../../functions/engines/packages/vulnerable-package.ts';
import { npmPackage, osvFacts, packageIn, pypiPackage } from '../../engines/packages/osv-facts.ts';

interface Query {
  readonly package: { readonly ecosystem: string; readonly name: string };
  readonly version: string;
  readonly page_token?: string;
}

const lodash = npmPackage('lodash', '4.17.15');
const clean = npmPackage('left-pad', '1.3.0');
const odd = npmPackage('odd', '1.0.0');

/** What the feed answers: a body to each question, or a refusal of them all. */
let answer: (query: Query, round: number) => object;
let refuses: (queries: readonly Query[]) => number | undefined;
let record: (id: string) => Response;
const batches: (readonly Query[])[] = [];
const records: string[] = [];
const slept: number[] = [];

beforeEach(() => {
  for (const log of [batches, records, slept]) log.length = 0;
  answer = ({ package: { name } }) => ({ vulns: namedFor(name) });
  refuses = () => undefined;
  record = (id) => Response.json(osvFacts.get(id));
});

describe('osvAdvisories', () => {
  it('matches the records that the feed names, by purl', async () => {
    const yaml = pypiPackage('PyYAML', '5.3');

    const advisories = await advisoriesOf([lodash, clean, yaml]);

    expect(advisories.get(lodash.purl)).toHaveLength(3);
    expect(advisories.get(clean.purl)).toEqual([]);
    expect(advisories.get(yaml.purl)).toHaveLength(2);
  });

  it('looks at the version that an upgrade would lead to, until one is clean', async () => {
    answer = ({ version }) => ({ vulns: [{ id: `GHSA-${version}` }] });
    record = (id) => Response.json(spanOf(id, { '1.0.0': '1.1.0', '1.1.0': '1.2.0' }));

    const advisories = await advisoriesOf([odd]);

    expect(batches.flat().map(({ version }) => version)).toEqual(['1.0.0', '1.1.0', '1.2.0']);
    expect([...advisories].map(([purl, found]) => [purl, found.length])).toEqual([
      ['pkg:npm/odd@1.0.0', 1],
      ['pkg:npm/odd@1.1.0', 1],
      ['pkg:npm/odd@1.2.0', 0],
    ]);
    expect(vulnerabilitiesOf([odd], advisories, noUrgency)).toMatchObject({
      value: [{ advisories: [{ id: 'GHSA-1.0.0' }], upgrade: { version: '1.2.0', remaining: [] } }],
    });
  });

  it('does not look ahead for ever', async () => {
    answer = ({ version }) => ({ vulns: [{ id: `GHSA-${version}` }] });
    record = (id) => {
      const version = id.slice('GHSA-'.length);
      return Response.json(
        spanOf(id, { [version]: `${version.split('.')[0]}.${batches.length}.0` }),
      );
    };

    await advisoriesOf([odd]);

    expect(batches).toHaveLength(4);
  });

  it('asks by ecosystem, name and version, and not by purl as well', async () => {
    await advisoriesOf([npmPackage('@a/b', '1.0.0'), pypiPackage('Torch', '2.1.0+cpu')]);

    expect(batches).toEqual([
      [
        { package: { ecosystem: 'npm', name: '@a/b' }, version: '1.0.0' },
        { package: { ecosystem: 'PyPI', name: 'torch' }, version: '2.1.0' },
      ],
    ]);
  });

  it('asks in the way of each ecosystem', async () => {
    await advisoriesOf([
      packageIn('Go', 'github.com/gin-gonic/gin', 'v1.6.3'),
      packageIn('NuGet', 'Newtonsoft.Json', '12.0.3'),
      packageIn('Maven', 'org.apache.commons:commons-text', '1.9'),
    ]);

    expect(batches[0]).toEqual([
      { package: { ecosystem: 'Go', name: 'github.com/gin-gonic/gin' }, version: '1.6.3' },
      { package: { ecosystem: 'NuGet', name: 'Newtonsoft.Json' }, version: '12.0.3' },
      { package: { ecosystem: 'Maven', name: 'org.apache.commons:commons-text' }, version: '1.9' },
    ]);
  });

  it('asks once about copies, and never about an unknown ecosystem', async () => {
    const foreign = { ...clean, ecosystem: 'Hackage' as Ecosystem, purl: 'pkg:hackage/x@1' };

    const advisories = await advisoriesOf([
      clean,
      { ...clean, evidence: { channel: 'installed', path: 'other' } },
      foreign,
    ]);

    expect(batches.flat()).toHaveLength(1);
    expect([...advisories.keys()]).toEqual([clean.purl]);
  });

  it('asks nothing about nothing', async () => {
    expect(await advisoriesOf([])).toEqual(new Map());
    expect(batches).toEqual([]);
  });

  it('asks about a thousand packages a call', async () => {
    const packages = Array.from({ length: 2_001 }, (_, n) => npmPackage(`p${n}`, '1.0.0'));

    const advisories = await advisoriesOf(packages);

    expect(batches.map(({ length }) => length).toSorted((a, b) => a - b)).toEqual([1, 1000, 1000]);
    expect(advisories.size).toBe(2_001);
  });

  it('takes {} for clean', async () => {
    answer = () => ({});

    expect(await advisoriesOf([lodash])).toEqual(new Map([[lodash.purl, []]]));
  });

  it('follows pages, one with nothing but a token among them', async () => {
    const [first, second] = namedFor('lodash');
    answer = (_, round) =>
      [{ vulns: [first], next_page_token: 'b' }, { next_page_token: 'c' }, { vulns: [second] }][
        round
      ] ?? {};

    const advisories = await advisoriesOf([lodash, clean]);

    expect(advisories.get(lodash.purl)).toHaveLength(2);
    const tokens = batches.map((queries) => queries.map(({ page_token }) => page_token));
    expect(tokens.slice(0, 3)).toEqual([
      [undefined, undefined],
      ['b', 'b'],
      ['c', 'c'],
    ]);
  });

  it('throws when pages never end', async () => {
    answer = () => ({ next_page_token: 'again' });

    await expect(advisoriesOf([lodash])).rejects.toThrow('never ends its pages');
  });

  it('leaves out a package that spoils its batch, and no other', async () => {
    const packages = Array.from({ length: 20 }, (_, n) => npmPackage(`p${n}`, '1.0.0'));
    refuses = (queries) =>
      queries.some(({ package: { name } }) => name === 'odd') ? 400 : undefined;

    const advisories = await advisoriesOf([...packages, odd, lodash]);

    expect(advisories.has(odd.purl)).toBe(false);
    expect(packages.every(({ purl }) => advisories.has(purl))).toBe(true);
    expect(advisories.get(lodash.purl)).toHaveLength(3);
    expect(slept).toEqual([]);
  });

  it('leaves out what one target has of such packages, and no neighbour', async () => {
    const odds = Array.from({ length: 2_500 }, (_, n) => npmPackage(`odd${n}`, '1.0.0'));
    const own = Array.from({ length: 20 }, (_, n) => npmPackage(`p${n}`, '1.0.0'));
    refuses = (queries) =>
      queries.some(({ package: { name } }) => name.startsWith('odd')) ? 400 : undefined;

    const advisories = await reader()([[...odds, lodash], [...own, lodash], [clean]]);

    expect([...own, lodash, clean].filter(({ purl }) => !advisories.has(purl))).toEqual([]);
    expect(odds.some(({ purl }) => advisories.has(purl))).toBe(false);
    expect(batches.length).toBeLessThan(300);
  });

  it('leaves out a package whose second page is refused: half an answer is none', async () => {
    answer = () => ({ vulns: namedFor('lodash'), next_page_token: 'b' });
    refuses = ([query]) => (query?.page_token ? 400 : undefined);

    expect(await advisoriesOf([lodash])).toEqual(new Map());
  });

  it('throws when the feed refuses every question', async () => {
    const packages = Array.from({ length: 500 }, (_, n) => npmPackage(`p${n}`, '1.0.0'));
    refuses = () => 400;

    await expect(advisoriesOf(packages)).rejects.toThrow('answered 400');
    expect(batches.length).toBeLessThan(100);
  });

  it('waits, longer each time, while OSV asks it to slow down', async () => {
    refuses = () => (batches.length <= 2 ? 429 : undefined);

    expect((await advisoriesOf([lodash])).get(lodash.purl)).toHaveLength(3);
    expect(slept).toEqual([500, 2_000]);
  });

  it.each([500, 503])('throws when the feed keeps answering %d', async (status) => {
    refuses = () => status;

    await expect(advisoriesOf([lodash])).rejects.toThrow(
      `https://osv.test/v1/querybatch answered ${status}`,
    );
    expect(batches).toHaveLength(4);
  });

  it('throws at once for a refusal that will not pass', async () => {
    refuses = () => 403;

    await expect(advisoriesOf([lodash])).rejects.toThrow('answered 403');
    expect(slept).toEqual([]);
  });

  it.each([
    ['too few results', { results: [] }],
    ['no results', {}],
    ['a list', []],
    ['ids that are none', { results: [{ vulns: [{ id: 1 }] }] }],
  ])('throws for an answer with %s', async (_, body) => {
    const ask = osvAdvisories({
      baseUrl: 'https://osv.test',
      fetch: async () => Response.json(body),
    });

    await expect(ask([[lodash]])).rejects.toThrow();
  });

  it.each([
    ['is not there', () => new Response('', { status: 404 }), 'answered 404'],
    ['is no JSON', () => new Response('<html>'), 'answered what is not JSON'],
    ['is no record', () => Response.json({}), 'id'],
    ['has no end', () => new Response(endless()), 'answered over 33554432 bytes'],
    ['breaks off', () => new Response(broken()), 'broke off its answer'],
  ])('throws when a record %s', async (_, response, message) => {
    record = response;

    await expect(advisoriesOf([lodash])).rejects.toThrow(message);
  });

  it('leaves out a package whose record cannot be read, and no other', async () => {
    const yaml = pypiPackage('PyYAML', '5.3');
    const [spoilt] = namedFor('lodash');
    record = (id) => (id === spoilt?.id ? Response.json({}) : Response.json(osvFacts.get(id)));

    const advisories = await advisoriesOf([lodash, clean, yaml]);

    expect([...advisories.keys()]).not.toContain(lodash.purl);
    expect(advisories.get(yaml.purl)).toHaveLength(2);
  });

  it('gives up on a feed that dies between its answer and its records', async () => {
    const many = Array.from({ length: 100 }, (_, at) => npmPackage(`p${at}`, '1.0.0'));
    answer = ({ package: { name } }) =>
      name === 'left-pad' ? {} : { vulns: [{ id: `GHSA-${name}` }] };
    record = () => new Response('', { status: 404 });

    const advisories = await advisoriesOf([clean, ...many]);

    expect([...advisories.keys()]).toEqual([clean.purl]);
    // Those on their way when the tenth failed are waited for.
    expect(records.length).toBeLessThan(20);
  });

  it('goes on after failures that are few, or not in a row', async () => {
    const many = Array.from({ length: 60 }, (_, at) => npmPackage(`p${at}`, '1.0.0'));
    answer = ({ package: { name } }) => ({ vulns: [{ id: `GHSA-${name}` }] });
    record = (id) =>
      Number(id.slice('GHSA-p'.length)) % 3 === 0
        ? Response.json({ id, affected: [] })
        : new Response('', { status: 404 });

    const advisories = await advisoriesOf(many);

    expect(records).toHaveLength(60);
    expect(advisories.size).toBe(20);
  });

  it('throws when the feed cannot be reached', async () => {
    const fetch = vi.fn().mockRejectedValue(new TypeError('fetch failed'));
    const ask = osvAdvisories({
      baseUrl: 'https://user:hidden@osv.test',
      fetch,
      sleep: async () => {},
    });

    await expect(ask([[lodash]])).rejects.toThrow(
      /^https:\/\/osv\.test\/v1\/querybatch cannot be reached$/,
    );
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it('tries again when the network fails, as with a socket that went stale', async () => {
    const fetch = vi.fn(stub).mockRejectedValueOnce(new TypeError('fetch failed'));
    const ask = osvAdvisories({ baseUrl: 'https://osv.test', fetch, sleep: async () => {} });

    expect((await ask([[lodash]])).get(lodash.purl)).toHaveLength(3);
  });

  it('does not wait a second time for a feed that does not answer', async () => {
    const fetch = vi.fn().mockRejectedValue(new DOMException('late', 'TimeoutError'));
    const ask = osvAdvisories({ baseUrl: 'https://osv.test', fetch, sleep: async () => {} });

    await expect(ask([[lodash]])).rejects.toThrow('cannot be reached');
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('reads a record once for the process, and again when it changes or has failed', async () => {
    const ask = reader();
    record = () => new Response('', { status: 404 });
    await expect(ask([[lodash]])).rejects.toThrow();
    record = (id) => Response.json(osvFacts.get(id));
    const failed = records.length;

    await ask([[lodash]]);
    await ask([[lodash, npmPackage('lodash', '4.17.11')]]);
    const before = records.length;
    answer = () => ({ vulns: [{ id: 'GHSA-35jh-r3h4-6jhm', modified: 'later' }] });
    await ask([[lodash]]);

    expect(before - failed).toBe(namedFor('lodash').length);
    expect(records.length - before).toBe(1);
  });
});

function advisoriesOf(packages: readonly Package[]) {
  return reader()([packages]);
}

function reader() {
  return osvAdvisories({
    baseUrl: 'https://osv.test',
    fetch: stub,
    sleep: async (ms) => slept.push(ms),
  });
}

const stub: typeof fetch = async (url, { body } = {}) => {
  const id = /\/v1\/vulns\/(.+)$/.exec(String(url))?.[1];
  if (id !== undefined) {
    records.push(id);
    return record(id);
  }

  const { queries } = JSON.parse(String(body));
  batches.push(queries);
  const status = refuses(queries);
  if (status !== undefined) return new Response('no', { status });

  const round = batches.length - 1;
  return Response.json({ results: queries.map((query: Query) => answer(query, round)) });
};

/** A record by which the version in its id is affected, until that to which `fixes` leads. */
function spanOf(id: string, fixes: Readonly<Record<string, string>>) {
  const introduced = id.slice('GHSA-'.length);
  const events = [{ introduced }, { fixed: fixes[introduced] ?? introduced }];

  return {
    id,
    affected: [{ package: odd, ranges: [{ type: 'SEMVER', events }] }],
  };
}

/** As OSV does: by name, and only ids. */
function namedFor(name: string) {
  return [...osvFacts]
    .filter(([, fact]) => JSON.stringify(fact).toLowerCase().includes(`"name":"${name}"`))
    .map(([id]) => ({ id, modified: '2026-11-01T00:00:00Z' }));
}

function endless(): ReadableStream {
  return new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(4_000_000)),
  });
}

function broken(): ReadableStream {
  return new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
}
