import { type LambdaClient, paginateListFunctionUrlConfigs } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { qualifierOf, type Target } from '../../core/target.ts';
import type { FunctionUrl } from '../../domain/exposure/function-url.ts';
import type { LambdaClients } from './lambda-clients.ts';
import { notOfferedAsNone } from './not-offered-as-none.ts';
import { listsOf } from './pages.ts';

/**
 * The URLs of a function and of its aliases; none in a region without such URLs.
 *
 * @throws when they cannot be listed.
 */
export function lambdaFunctionUrls(clientIn: LambdaClients) {
  return async ({
    arn,
    region,
  }: Pick<Target<'function'>, 'arn' | 'region'>): Promise<readonly FunctionUrl[]> => {
    const urls = await notOfferedAsNone(() => listedBy(clientIn(region), arn));

    return urls ?? [];
  };
}

async function listedBy(client: LambdaClient, arn: string): Promise<readonly FunctionUrl[]> {
  const urls: FunctionUrl[] = [];
  const pages = paginateListFunctionUrlConfigs({ client }, { FunctionName: arn });

  for await (const page of listsOf(pages, 'FunctionUrlConfigs', 'NextMarker')) {
    urls.push(...z.array(listed).parse(page).map(urlOf));
  }
  return urls;
}

function urlOf({ FunctionUrl, AuthType, FunctionArn, Cors }: z.infer<typeof listed>): FunctionUrl {
  const alias = qualifierOf(FunctionArn);

  return {
    url: FunctionUrl,
    authType: AuthType,
    ...(alias !== undefined && { alias }),
    ...(Cors && {
      cors: { origins: Cors.AllowOrigins ?? [], credentials: Cors.AllowCredentials ?? false },
    }),
  };
}

const listed = z.object({
  FunctionUrl: z.string(),
  AuthType: z.string(),
  FunctionArn: z.string(),
  Cors: z.optional(
    z.object({
      AllowOrigins: z.optional(z.array(z.string())),
      AllowCredentials: z.optional(z.boolean()),
    }),
  ),
});
