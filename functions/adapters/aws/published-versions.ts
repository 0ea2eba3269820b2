import { type LambdaClient, paginateListVersionsByFunction } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { PublishedVersion } from '../../domain/published-version.ts';
import { listsOf } from './pages.ts';

/** The published versions of a function, 50 a page. @throws when they cannot be listed. */
export async function publishedVersions(
  client: LambdaClient,
  FunctionName: string,
): Promise<readonly PublishedVersion[]> {
  const found: PublishedVersion[] = [];
  const pages = paginateListVersionsByFunction({ client }, { FunctionName });

  for await (const page of listsOf(pages, 'Versions', 'NextMarker')) {
    for (const { Version, Runtime, LastModified } of z.array(listed).parse(page)) {
      if (Version === '$LATEST') continue;

      const publishedAt = new Date(LastModified).toISOString();
      found.push({ version: Version, runtime: Runtime, publishedAt });
    }
  }
  return found;
}

const listed = z.object({
  Version: z.string(),
  Runtime: z.optional(z.string()),
  LastModified: z.string(),
});
