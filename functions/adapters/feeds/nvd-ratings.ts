import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import type { FeedAnswer } from '../../app/ports.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import { type Severity, severities } from '../../core/severity.ts';
import { cvssSeverity } from '../../engines/packages/index.ts';
import type { Secret } from '../aws/secret.ts';
import type { SlotsOf, TimeSlots } from '../aws/time-slots.ts';
import { memoizedOnSuccess } from '../calls/memoized-on-success.ts';
import { type CachedFeedOptions, cachedFeed } from './cached-feed.ts';
import { type Feed, FeedError, feed } from './feed.ts';

export interface NvdRatingsOptions extends CachedFeedOptions {
  /** NVD's, or a mirror of it, without a slash at its end. */
  readonly baseUrl: string;
  /** One line for all workers, for NVD counts them as one. */
  readonly slotsOf: SlotsOf;
  /** An API key. It goes into a header of the requests to `baseUrl`, and nowhere else. @default none */
  readonly key?: Secret | undefined;
}

/**
 * Requests a second that NVD takes: without a key of one address, with a key of all who use it. It
 * allows 5 and 50 in thirty seconds; beyond, it answers 403. Source: "Start Here" (NVD, Developers).
 */
export const nvdPerSecond = { withoutKey: 5 / 30, withKey: 50 / 30 };

/** In one chunk of targets; the others wait for another night, as do all that would wait for longer. */
const mostAsked = { withoutKey: 5, withKey: 50 };
const MOST_WAIT_MS = 30_000;

/** How long nothing is asked once NVD refuses for the number of requests: ten minutes. */
const REST_SECONDS = 600;

const FRESH_DAYS = 14;

/**
 * Asks the NVD how it rates CVEs that have no other rating. It has scored only a part of the newer
 * ones, so that one without a score is no error, and is left out.
 *
 * A key that cannot be read, or that NVD refuses, costs the night no ratings but those for which the
 * pace without a key leaves no time; the answer says so.
 *
 * @throws when the feed is down and has never answered about any of these.
 */
export function nvdRatings({
  baseUrl,
  slotsOf,
  key,
  facts,
  clock,
  ...io
}: NvdRatingsOptions): (
  cves: readonly string[],
) => Promise<FeedAnswer<ReadonlyMap<string, Severity>>> {
  const { sleep = wait } = io;
  let readKey = key && memoizedOnSuccess(key);

  return async (cves) => {
    let keyFault: string | undefined;
    const kept = cachedFeed({
      facts,
      clock,
      kind: 'nvd rating',
      schema: z.enum(severities),
      freshDays: FRESH_DAYS,
      most: key ? mostAsked.withKey : mostAsked.withoutKey,
      ask,
    });
    const answer = await attempt(() => kept(cves));
    if (!answer.known) throw new Error(joinedReasons([answer.reason, keyFault]));

    const unseen = joinedReasons([answer.value.unseen, keyFault]);
    return { value: answer.value.value, ...(unseen !== undefined && { unseen }) };

    async function ask(due: readonly string[]) {
      const ratings: Ratings = new Map();
      const line = await lineWithKey();

      try {
        await askOn(line ?? lineOf('withoutKey'), due, ratings);
      } catch (error) {
        if (!line || !isRefusedKey(error)) throw error;
        readKey = key && memoizedOnSuccess(key);
        keyFault = faultOfKey('the NVD refuses it');
        await askOn(lineOf('withoutKey'), due, ratings);
      }
      return ratings;
    }

    /** Undefined where there is no key. */
    async function lineWithKey(): Promise<Line | undefined> {
      if (!readKey) return undefined;
      const apiKey = await attempt(async () => checkedKey(await readKey?.()));
      if (apiKey.known) return lineOf('withKey', { apiKey: apiKey.value });

      keyFault = faultOfKey(apiKey.reason);
      return undefined;
    }
  };

  function lineOf(
    kind: keyof typeof nvdPerSecond,
    headers?: Readonly<Record<string, string>>,
  ): Line {
    return {
      slots: slotsOf(kind === 'withKey' ? 'nvd with key' : 'nvd', nvdPerSecond[kind]),
      rest: REST_SECONDS * nvdPerSecond[kind],
      most: mostAsked[kind],
      hasKey: kind === 'withKey',
      // To try again at once is what it counts.
      read: feed({ ...io, pausesMs: [], headers }),
    };
  }

  /** Adds to the ratings. @throws when it has none, or when the key is refused. */
  async function askOn(line: Line, cves: readonly string[], ratings: Ratings): Promise<void> {
    const left = cves.filter((cve) => !ratings.has(cve)).slice(0, line.most);

    for (const cve of left) {
      if (!(await isMyTurn(line))) return;

      try {
        const answered = await line.read(`${baseUrl}/rest/json/cves/2.0?cveId=${cve}`);
        ratings.set(cve, ratingIn(answered) ?? null);
      } catch (error) {
        if (isEnough(error)) await line.slots(line.rest);
        // What it has answered so far is kept.
        if (ratings.size === 0 || (line.hasKey && isRefusedKey(error))) throw error;
        return;
      }
    }
  }

  async function isMyTurn({ slots }: Line): Promise<boolean> {
    const [time] = await slots(1, MOST_WAIT_MS);
    if (time === undefined) return false;

    await sleep(Math.max(time - clock().getTime(), 0));
    return true;
  }
}

type Ratings = Map<string, Severity | null>;

/** How NVD is asked: with a key or without. */
interface Line {
  readonly slots: TimeSlots;
  /** Slots that stay unused once NVD refuses for the number of requests. */
  readonly rest: number;
  readonly most: number;
  readonly hasKey: boolean;
  readonly read: Feed;
}

/** Anything else, such as JSON around the key, would be sent in vain. It is not quoted. */
function checkedKey(key = ''): string {
  if (!/^[\w.-]{8,200}$/.test(key)) {
    throw new Error('the secret holds no API key: store the key alone in it, as plain text');
  }
  return key;
}

function faultOfKey(reason: string): string {
  return `the API key of the NVD cannot be used (${reason}): its ratings are read at the pace without a key`;
}

function isEnough(error: unknown): boolean {
  return error instanceof FeedError && (error.status === 403 || error.status === 429);
}

/**
 * NVD answers 404 with the header `message: Invalid apiKey.`, and 200 about a CVE that it does not
 * know. Source: issue 20 of vehemont/nvdlib, with the answers; a mirror may say 401.
 */
function isRefusedKey(error: unknown): boolean {
  return error instanceof FeedError && (error.status === 401 || error.status === 404);
}

/** NVD's own score before that of others, the newest version of CVSS first. */
function ratingIn(json: unknown): Severity | undefined {
  const { metrics = {} } = answer.parse(json).vulnerabilities[0]?.cve ?? {};
  const scores = versions.flatMap((version) => metrics[version] ?? []);
  const ordered = scores.toSorted(
    (a, b) => Number(b.type === 'Primary') - Number(a.type === 'Primary'),
  );

  return ordered
    .map(({ cvssData }) => cvssSeverity(cvssData.vectorString))
    .find((rating) => rating !== undefined);
}

const versions = ['cvssMetricV40', 'cvssMetricV31', 'cvssMetricV30', 'cvssMetricV2'] as const;

const score = z.object({
  type: z.string(),
  cvssData: z.object({ vectorString: z.string() }),
});
const answer = z.object({
  vulnerabilities: z.array(
    z.object({
      cve: z.object({ metrics: z.optional(z.partialRecord(z.enum(versions), z.array(score))) }),
    }),
  ),
});
