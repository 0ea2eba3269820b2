import * as z from 'zod/mini';
import type { FeedAnswer } from '../app/ports.ts';
import { advisorySchema } from '../domain/packages/advisory.ts';
import { type AdvisoriesByName, retireAdvisories } from '../domain/packages/retire-repository.ts';
import { feed } from './feed.ts';
import { type KeptFeedOptions, keptAnswers } from './kept-answers.ts';
import { onceItSucceeds } from './once-it-succeeds.ts';

export interface RetireRepositoryOptions extends KeptFeedOptions {
  /** That of Retire.js, or a mirror of it. */
  readonly url: string;
}

/** The one answer that there is. */
const ALL = 'all';

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
}: RetireRepositoryOptions): () => Promise<FeedAnswer<AdvisoriesByName>> {
  const read = feed(options);
  const ask = keptAnswers({
    facts,
    clock,
    kind: 'retire advisories',
    schema,
    freshDays: 0,
    // Through the schema, which brings all properties into one order.
    ask: async () => new Map([[ALL, schema.parse([...retireAdvisories(await read(url))])]]),
  });

  return onceItSucceeds(async () => {
    const { value, unseen } = await ask([ALL]);

    return { value: new Map(value.get(ALL)), ...(unseen !== undefined && { unseen }) };
  });
}
