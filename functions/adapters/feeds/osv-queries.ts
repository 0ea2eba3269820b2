import pMap from 'p-map';
import * as z from 'zod/mini';
import type { Package } from '../../engines/packages/index.ts';
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
/** Of one target, packages that are refused one by one; the others of it are left out with them. */
const MOST_REFUSED = 20;

/**
 * Which records OSV names for each package; one that it takes no question about is left out, and with
 * it no package of another target.
 *
 * @param targets the packages of each.
 */
export function osvQueries(baseUrl: string, read: Feed) {
  return async (
    targets: readonly (readonly Package[])[],
  ): Promise<ReadonlyMap<Package, readonly Named[]>> => {
    const packages = [...new Set(targets.flat())];
    const named = new Map(packages.map((installed) => [installed, [] as readonly Named[]]));
    const refused = new Set<Package>();
    const url = `${baseUrl}/v1/querybatch`;
    const round: Round = { url, targets, refused, ask: (queries) => ask(url, read, queries) };
    let pending: readonly Query[] = packages.map((installed) => ({ installed }));

    for (let page = 0; pending.length > 0; page += 1) {
      if (page === MOST_PAGES) throw new FeedError(baseUrl, 'never ends its pages');

      const answers = await answersIn(round, pending);
      for (const { installed, vulns } of answers) {
        named.set(installed, [...(named.get(installed) ?? []), ...vulns]);
      }
      pending = answers.filter(({ token }) => token !== '');
    }

    for (const installed of refused) named.delete(installed);
    return named;
  };
}

interface Round {
  readonly url: string;
  readonly targets: readonly (readonly Package[])[];
  readonly refused: Set<Package>;
  /** Undefined when the batch is refused: for one question OSV refuses all of it. */
  readonly ask: (queries: readonly Query[]) => Promise<readonly Answer[] | undefined>;
}

/** What is refused is asked target by target, and of a target that is refused by halves. */
async function answersIn(round: Round, pending: readonly Query[]): Promise<readonly Answer[]> {
  const chunks = chunksOf(pending);
  const asked = await pMap(chunks, round.ask, { concurrency: CALLS_AT_ONCE });
  const answers = asked.flatMap((answer) => answer ?? []);
  const open = new Map(
    chunks
      .filter((_, at) => asked[at] === undefined)
      .flat()
      .map((query) => [query.installed, query]),
  );
  if (open.size === 0) return answers;

  const keep = (all: readonly Answer[]) => {
    for (const { installed } of all) open.delete(installed);
    answers.push(...all);
  };
  const openIn = (target: readonly Package[]) =>
    target.flatMap((installed) => open.get(installed) ?? []);
  const spoilt: (readonly Package[])[] = [];
  for (const target of round.targets) {
    for (const chunk of chunksOf(openIn(target))) {
      const answer = await round.ask(chunk);
      if (answer) keep(answer);
      else spoilt.push(chunk.map(({ installed }) => installed));
    }
  }

  let hasAnswered = answers.length > 0;
  for (const target of spoilt) {
    const halved = await byHalves(round, openIn(target), { refused: 0, hasAnswered });
    keep(halved);
    hasAnswered ||= halved.length > 0;
  }
  for (const installed of open.keys()) round.refused.add(installed);
  return answers;
}

interface Patience {
  refused: number;
  hasAnswered: boolean;
}

/** @throws when all is refused: then it is not for what is asked. */
async function byHalves(
  round: Round,
  queries: readonly Query[],
  patience: Patience,
): Promise<readonly Answer[]> {
  if (queries.length === 0 || patience.refused > MOST_REFUSED) return [];

  const answer = await round.ask(queries);
  if (answer) {
    patience.hasAnswered = true;
    return answer;
  }
  if (queries.length === 1) {
    patience.refused += 1;
    if (patience.refused > MOST_REFUSED && !patience.hasAnswered)
      throw new FeedError(round.url, 'answered 400 to every question', 400);
    return [];
  }

  const middle = Math.ceil(queries.length / 2);
  const left = await byHalves(round, queries.slice(0, middle), patience);
  return [...left, ...(await byHalves(round, queries.slice(middle), patience))];
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

async function ask(
  url: string,
  read: Feed,
  queries: readonly Query[],
): Promise<readonly Answer[] | undefined> {
  try {
    return answersOf(url, queries, await read(url, bodyOf(queries)));
  } catch (error) {
    if (error instanceof FeedError && error.status === 400) return undefined;
    throw error;
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
function answersOf(url: string, queries: readonly Query[], json: unknown): readonly Answer[] {
  const { results } = batch.parse(json);
  if (results.length !== queries.length) {
    throw new FeedError(url, `answered ${results.length} of ${queries.length} questions`);
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
