import { type LambdaClient, paginateListAliases } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { Alias } from '../../domain/published-version.ts';
import { listsOf } from './pages.ts';

/** The aliases of a function, 50 a page. @throws when they cannot be listed. */
export async function lambdaAliases(
  client: LambdaClient,
  FunctionName: string,
): Promise<readonly Alias[]> {
  const aliases: Alias[] = [];
  const pages = paginateListAliases({ client }, { FunctionName });

  for await (const page of listsOf(pages, 'Aliases', 'NextMarker')) {
    for (const alias of z.array(listed).parse(page)) {
      const weights = alias.RoutingConfig?.AdditionalVersionWeights ?? {};
      const versions = [alias.FunctionVersion, ...Object.keys(weights)];
      aliases.push({ name: alias.Name, versions: versions.filter((name) => name !== '$LATEST') });
    }
  }

  return aliases;
}

const listed = z.object({
  Name: z.string(),
  FunctionVersion: z.string(),
  RoutingConfig: z.optional(
    z.object({ AdditionalVersionWeights: z.optional(z.record(z.string(), z.number())) }),
  ),
});
