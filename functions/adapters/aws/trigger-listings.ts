import {
  type EventBridgeClient,
  ListRulesCommand,
  type ListRulesResponse,
} from '@aws-sdk/client-eventbridge';
import { paginateListBuckets, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { Clock } from '../../app/ports.ts';
import { memoizedFor } from '../calls/memoized-for.ts';
import { listsOf, pagesOf, wholePages } from './pages.ts';

/**
 * For how long a listing holds. It proves that something is there; what it does not list, because
 * it came later or belongs to others, is asked for by its name.
 */
const FRESH_MS = 10 * 60 * 1000;

/** Names of the account's buckets, of all regions. @throws when they cannot be listed. */
export function ownBuckets(
  clientIn: (region: string) => S3Client,
  clock: Clock,
): (region: string) => Promise<ReadonlySet<string>> {
  return memoizedFor(FRESH_MS, clock, async (region) => {
    const names = new Set<string>();
    const pages = paginateListBuckets({ client: clientIn(region), pageSize: 1_000 }, {});

    for await (const page of listsOf(pages, 'Buckets', 'ContinuationToken')) {
      for (const { Name } of z.array(bucket).parse(page)) names.add(Name);
    }
    return names;
  });
}

const bucket = z.object({ Name: z.string() });

/** A rule of the default bus, as EventBridge lists it. */
export type ListedRule = z.infer<typeof rule>;

/** By ARN, those of a region's default bus. @throws when they cannot be listed. */
export function defaultRules(
  clientIn: (region: string) => EventBridgeClient,
  clock: Clock,
): (region: string) => Promise<ReadonlyMap<string, ListedRule>> {
  return memoizedFor(FRESH_MS, clock, async (region) => {
    const rules = new Map<string, ListedRule>();
    const pages = pagesOf<'NextToken', ListRulesResponse>('NextToken', (NextToken) =>
      clientIn(region).send(new ListRulesCommand({ NextToken })),
    );

    for await (const { Rules } of wholePages(pages, 'NextToken')) {
      for (const each of z.array(rule).parse(Rules)) rules.set(each.Arn, each);
    }
    return rules;
  });
}

const rule = z.object({
  Arn: z.string(),
  State: z.optional(z.string()),
  EventPattern: z.optional(z.string()),
});
