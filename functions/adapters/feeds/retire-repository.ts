import * as z from 'zod/mini';
import { advisorySchema, retireAdvisories } from '../../engines/packages/index.ts';
import type { SecondaryAnswer } from '../../facts/secondary-source.ts';
import { memoizedOnSuccess } from '../calls/memoized-on-success.ts';
import { type CachedFeedOptions, cachedFeed } from './cached-feed.ts';
import { feed } from './feed.ts';

export interface RetireRepositoryOptions extends CachedFeedOptions {
  /** That of Retire.js, or a mirror of it. */
  readonly url: string;
}

/** The answers that there are: all advisories, and the names of which not all can be read. */
const ALL = 'all';
const UNREAD = 'unread';

const schema = z.array(z.tuple([z.string(), z.readonly(z.array(advisorySchema))]));

/**
 * Reads what Retire.js has against packages of npm, once for the process.
 *
 * @returns a function that throws when the repository cannot be read, and never could, and then
 * tries anew.
 */
export function retireRepository({
  url,
  facts,
  clock,
  ...options
}: RetireRepositoryOptions): () => Promise<SecondaryAnswer> {
  const read = feed(options);
  const ask = cachedFeed({
    facts,
    clock,
    kind: 'retire advisories',
    schema,
    freshDays: 0,
    // Through the schema, which brings all properties into one order.
    async ask() {
      const { advisories, unread } = retireAdvisories(await read(url));
      return new Map([
        [ALL, schema.parse([...advisories])],
        [UNREAD, unread.map((name): [string, []] => [name, []])],
      ]);
    },
  });

  return memoizedOnSuccess(async () => {
    const { value, unseen } = await ask([ALL, UNREAD]);
    const unread = new Set((value.get(UNREAD) ?? []).map(([name]) => name));

    return { value: new Map(value.get(ALL)), unread, ...(unseen !== undefined && { unseen }) };
  });
}
