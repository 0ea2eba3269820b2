import * as z from 'zod/mini';
import type { TagReader } from '../../app/account-readers.ts';
import { attempt, perChunkKnown } from '../../app/collectors.ts';
import type { Clock, Collector, FactStore } from '../../app/ports.ts';
import { staleBefore } from '../../app/stale.ts';
import type { Survey } from '../../app/surveys.ts';
import type { WatchedBy } from '../../app/watched-accounts.ts';
import type { Gap } from '../../core/gap.ts';
import { firstReasons } from '../../core/joined-reasons.ts';
import { type Known, unknown } from '../../core/known.ts';
import { accountOf, type Target } from '../../core/target.ts';
import type { Grant } from '../../domain/grants.ts';
import {
  boundedTags,
  type OwnerKeys,
  type Ownership,
  ownershipOf,
  type Tags,
} from '../../domain/ownership.ts';
import { defineFact, typed } from '../define-fact.ts';
import { readsStored } from '../table-grants.ts';

/** Its tags, and whose it is by them. */
export const ownershipFact = defineFact({
  key: 'ownership',
  about: ['function'],
  value: typed<Ownership>(),
  words: 'tags that name owners',
  grants: readsStored,
});

/** What the scanner calls that reads the tags for all. IAM offers no resource for it. */
export const ownershipSurveyGrants = [
  { action: 'tag:GetResources', on: 'everything' },
] as const satisfies readonly Grant[];

const KIND = 'tags';

/** When the tags of a region were last read to the end, by its name. */
const REGION_KIND = 'tags-of-region';

/** As many regions as a reader wants named. */
const MOST_NAMED = 5;

/**
 * Stores, once a sweep, the tags of all functions of each region, page by page. Of a region whose tags
 * cannot be read, those of an earlier night stay until they are too old; it is a gap of the account.
 */
export function tagSurvey(
  read: TagReader,
  facts: FactStore,
  clock: Clock,
): Survey<readonly string[], readonly Gap[]> {
  return {
    async survey(regions) {
      const unread: string[] = [];
      const whole = new Map<string, StoredRegion>();
      for (const region of regions) {
        const stored = await attempt(() => storeTagsOf(region, read, facts, clock));
        if (stored.known) whole.set(region, stored.value);
        else unread.push(`${region}: ${stored.reason}`);
      }
      await facts.write(REGION_KIND, whole);

      if (unread.length === 0) return [];
      return [{ fact: ownershipFact.key, reason: firstReasons(unread, MOST_NAMED) }];
    },
  };
}

/** What is in the page of a function counts once its whole region is read: others may have none. */
async function storeTagsOf(
  region: string,
  read: TagReader,
  facts: FactStore,
  clock: Clock,
): Promise<StoredRegion> {
  const readAt = clock().toISOString();

  for await (const page of read(region)) {
    const stored = page.map(({ arn, tags }): [string, StoredTags] => [
      arn,
      { readAt, tags: [...boundedTags(tags)].map(([key, value]) => [key, value]) },
    ]);
    await facts.write(KIND, new Map(stored));
  }

  return { readAt };
}

/** Whose functions are, as a sweep has stored their tags. */
export function surveyedOwnership(
  facts: FactStore,
  keys: OwnerKeys,
  clock: Clock,
): Collector<Target<'function'>, Ownership> {
  const read = surveyedTags(facts, clock);

  return perChunkKnown(async (targets: readonly Target<'function'>[]) => {
    const tags = await read(targets);

    return new Map([...tags].map(([arn, found]) => [arn, owning(found, keys)]));
  });
}

/** A function by what its tags are stored under. */
export type TaggedFunction = Pick<Target<'function'>, 'arn' | 'region'>;

/**
 * The stored tags of functions, by ARN; empty of one that has none. @throws when the table cannot be read.
 *
 * @param watched where functions of several accounts are asked about, whose regions are read apart.
 */
export function surveyedTags(facts: FactStore, clock: Clock, watched?: WatchedBy) {
  return async (
    functions: readonly TaggedFunction[],
  ): Promise<ReadonlyMap<string, Known<Tags>>> => {
    const byAccount = Map.groupBy(functions, ({ arn }) => accountOf(arn));
    const tags = [...byAccount].map(([account, those]) =>
      tagsOf(those, watched?.factsOf(account) ?? facts, clock),
    );

    return new Map((await Promise.all(tags)).flatMap((each) => [...each]));
  };
}

/** @param functions of one account. */
async function tagsOf(
  functions: readonly TaggedFunction[],
  facts: FactStore,
  clock: Clock,
): Promise<ReadonlyMap<string, Known<Tags>>> {
  const regions = [...new Set(functions.map(({ region }) => region))];
  const [stored, readTimes] = await Promise.all([
    facts.read(
      KIND,
      functions.map(({ arn }) => arn),
    ),
    tagsReadAt(regions, facts, clock),
  ]);

  return new Map(
    functions.map(({ arn, region }) => {
      const readAt = readTimes.get(region);
      return [arn, readAt === undefined ? notLately(region) : tagsIn(stored.get(arn), readAt)];
    }),
  );
}

/**
 * When the tags of regions were last read to the end, by their names; of one where that was not lately,
 * nothing is known.
 *
 * @param facts of one account.
 */
export async function tagsReadAt(
  regions: readonly string[],
  facts: FactStore,
  clock: Clock,
): Promise<ReadonlyMap<string, string>> {
  const stored = await facts.read(REGION_KIND, regions);
  const since = staleBefore(clock());

  return new Map(
    regions.flatMap((region): [string, string][] => {
      const readAt = storedRegion.safeParse(stored.get(region)).data?.readAt ?? '';
      return readAt < since ? [] : [[region, readAt]];
    }),
  );
}

/** Whose a function is, by its tags. */
export function owning(tags: Known<Tags>, keys: OwnerKeys): Known<Ownership> {
  return tags.known ? { ...tags, value: ownershipOf(tags.value, keys) } : tags;
}

/** Tags of an earlier night are gone: the survey of a region lists every function that has some. */
function tagsIn(stored: unknown, readAt: string): Known<Tags> {
  if (stored === undefined) return { known: true, value: new Map() };

  const parsed = storedTags.safeParse(stored);
  if (!parsed.success) return unknown('what the sweep wrote down about its tags is damaged');
  if (parsed.data.readAt < readAt) return { known: true, value: new Map() };

  return { known: true, value: boundedTags(parsed.data.tags) };
}

function notLately(region: string): Known<never> {
  return unknown(`the tags of ${region} were not read lately`);
}

const storedRegion = z.object({ readAt: z.string() });
type StoredRegion = z.infer<typeof storedRegion>;

/** In pairs, for a key may be any text. */
const storedTags = z.object({
  readAt: z.string(),
  tags: z.array(z.tuple([z.string(), z.string()])),
});
type StoredTags = z.infer<typeof storedTags>;
