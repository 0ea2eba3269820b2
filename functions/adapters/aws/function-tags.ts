import {
  paginateGetResources,
  type ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import * as z from 'zod/mini';
import type { TagReader } from '../../app/account-readers.ts';
import { unqualified } from '../../core/target.ts';
import { listsOf } from './pages.ts';

/** As many as a page takes. Source: "GetResources" (Resource Groups Tagging API Reference). */
const PAGE = 100;

/** The one client of a region. */
export type TaggingClients = (region: string) => ResourceGroupsTaggingAPIClient;

/**
 * The tags of all functions of a region that have some, 100 a call: Lambda itself is asked for those of
 * one function at a time. Functions without a tag are not among them.
 *
 * @throws when they cannot all be listed, or one of them is not as AWS describes it.
 */
export function functionTags(clientIn: TaggingClients): TagReader {
  return async function* tagsOf(region) {
    const pages = paginateGetResources(
      { client: clientIn(region), pageSize: PAGE },
      { ResourceTypeFilters: ['lambda:function'] },
    );

    for await (const page of listsOf(pages, 'ResourceTagMappingList', 'PaginationToken')) {
      yield z.array(listed).parse(page).flatMap(taggedFunction);
    }
  };
}

/** A version or an alias has no tags of its own. */
function taggedFunction({ ResourceARN: arn, Tags = [] }: z.infer<typeof listed>) {
  if (!arn.includes(':function:') || arn !== unqualified(arn)) return [];

  return [{ arn, tags: Tags.map(({ Key, Value }) => [Key, Value] as const) }];
}

const listed = z.object({
  ResourceARN: z.string(),
  Tags: z.optional(z.array(z.object({ Key: z.string(), Value: z.string() }))),
});
