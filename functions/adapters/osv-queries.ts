import pMap from 'p-map';
import * as z from 'zod/mini';
import type { Package } from '../domain/packages/package.ts';
import { type Feed, FeedError } from './feed.ts';

/** A record as an answer names it. */
export interface Named {
  readonly id: string;
  /** ISO 8601; empty where the feed does not say. */
  readonly modified: string;
}

/** Source: "POST /v1/querybatch" (OSV API). */
const QUERIES_A_CALL = 1_000;
const CALLS_AT_ONCE = 4;
/** No package has thousands of advisories: a feed that goes on is one that turns in circles. */
const MOST_PAGES = 50;
/** A feed that refuses this many questions one by one does not mean the questions. */
const MOST_REFUSED = 20;

/** Which records OSV names for each package; one that it takes no question about is left out. */
export function osvQueries(baseUrl: string, read: Feed) {
  return async (packages: readonly Package[]): Promise<ReadonlyMap<Package, readonly Named[]>> => {
    const named = new Map(packages.map((installed) => [installed, [] as readonly Named[]]));
    const refused = new Set<Package>();
    let pending: readonly Query[] = packages.map((installed) => ({ installed }));

    for (let page = 0; pending.length > 0; page += 1) {
      if (page === MOST_PAGES) throw new FeedError(baseUrl, 'never ends its pages');

      const answers = await pMap(chunksOf(pending), (chunk) => ask(baseUrl, read, chunk, refused), {
        concurrency: CALLS_AT_ONCE,
      });

      for (const { installed, vulns } of answers.flat()) {
        named.set(installed, [...(named.get(installed) ?? []), ...vulns]);
      }
      pending = answers.flat().filter(({ token }) => token !== '');
    }

    for (const installed of refused) named.delete(installed);
    return named;
  };
}

interface Query {
  readonly installed: Package;
  /** Of the page; none is the first. */
  readonly token?: string;
}

interface Answer {
  readonly installed: Package;
  readonly vulns: readonly Named[];
  /** Of the next page; empty after the last. */
  readonly token: string;
}

/** OSV refuses a whole batch for one question, so that a refused batch is halved until it shows. */
async function ask(
  baseUrl: string,
  read: Feed,
  queries: readonly Query[],
  refused: Set<Package>,
): Promise<readonly Answer[]> {
  try {
    return answersOf(baseUrl, queries, await read(`${baseUrl}/v1/querybatch`, bodyOf(queries)));
  } catch (error) {
    if (!(error instanceof FeedError) || error.status !== 400) throw error;
    const [first] = queries;

    if (queries.length > 1) {
      const middle = Math.ceil(queries.length / 2);
      const left = await ask(baseUrl, read, queries.slice(0, middle), refused);
      return [...left, ...(await ask(baseUrl, read, queries.slice(middle), refused))];
    }

    if (first) refused.add(first.installed);
    if (refused.size > MOST_REFUSED) throw error;
    return [];
  }
}

function bodyOf(queries: readonly Query[]) {
  return {
    queries: queries.map(({ installed, token }) => ({
      package: { ecosystem: installed.ecosystem, name: installed.name },
      version: versionIn(installed),
      ...(token === undefined ? {} : { page_token: token }),
    })),
  };
}

/** As OSV writes it. */
function versionIn({ ecosystem, version }: Package): string {
  // A local build, 2.1.0+cpu, has the faults of the version that it was built from.
  if (ecosystem === 'PyPI') return version.replace(/\+.*/, '');

  return ecosystem === 'Go' ? version.replace(/^v/, '') : version;
}

/** Answers come in the order of the questions, and an empty one is clean. */
function answersOf(baseUrl: string, queries: readonly Query[], json: unknown): readonly Answer[] {
  const { results } = batch.parse(json);
  if (results.length !== queries.length) {
    throw new FeedError(baseUrl, `answered ${results.length} of ${queries.length} questions`);
  }

  return queries.map(({ installed }, place) => ({
    installed,
    vulns: (results[place]?.vulns ?? []).map(({ id, modified }) => ({
      id,
      modified: modified ?? '',
    })),
    token: results[place]?.next_page_token ?? '',
  }));
}

const batch = z.object({
  results: z.array(
    z.object({
      vulns: z.nullish(z.array(z.object({ id: z.string(), modified: z.nullish(z.string()) }))),
      next_page_token: z.nullish(z.string()),
    }),
  ),
});

function chunksOf(queries: readonly Query[]): readonly (readonly Query[])[] {
  const starts = queries.flatMap((_, place) => (place % QUERIES_A_CALL === 0 ? [place] : []));

  return starts.map((start) => queries.slice(start, start + QUERIES_A_CALL));
}
