import pMap from 'p-map';
import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import type { FeedAnswer } from '../../app/ports.ts';
import { npmNamesIn, parseOsvRecord } from '../../engines/packages/index.ts';
import { type CachedFeedOptions, cachedFeed } from './cached-feed.ts';
import { FeedError, feed } from './feed.ts';

export interface OsvFilesOptions extends CachedFeedOptions {
  /** OSV's own, or a mirror of it, without a slash at its end. */
  readonly baseUrl: string;
}

const FRESH_DAYS = 7;
const CONCURRENCY = 10;
/** Of one chunk of targets; the others wait for another night. */
const MOST_ASKED = 100;

/**
 * Asks OSV under which packages of npm it files advisories, by their GHSA or CVE numbers: under none,
 * what it does not have.
 *
 * @throws when the feed is down and has never answered about any of these.
 */
export function osvFiles({
  baseUrl,
  facts,
  clock,
  ...options
}: OsvFilesOptions): (
  numbers: readonly string[],
) => Promise<FeedAnswer<ReadonlyMap<string, readonly string[]>>> {
  const read = feed(options);

  return cachedFeed({
    facts,
    clock,
    kind: 'filed advisory',
    schema: z.array(z.string()),
    freshDays: FRESH_DAYS,
    most: MOST_ASKED,
    async ask(numbers) {
      const named = async (number: string) => [number, await namesFor(number)] as const;
      const all = await pMap(numbers, named, { concurrency: CONCURRENCY });
      // One record that is malformed spoils no other.
      return new Map(all.flatMap(([number, names]) => (names ? [[number, names] as const] : [])));
    },
  });

  async function namesFor(number: string): Promise<string[] | undefined> {
    try {
      const json = await read(`${baseUrl}/v1/vulns/${encodeURIComponent(number)}`);
      const record = await attempt(() => parseOsvRecord(json));
      return record.known ? npmNamesIn(record.value) : undefined;
    } catch (error) {
      if (error instanceof FeedError && error.status === 404) return [];
      throw error;
    }
  }
}
