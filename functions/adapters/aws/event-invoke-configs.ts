import { paginateListFunctionEventInvokeConfigs } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { qualifierOf, type Target } from '../../core/target.ts';
import type { FailureDestination } from '../../domain/exposure/asynchronous.ts';
import type { LambdaClients } from './lambda-clients.ts';
import { listsOf } from './pages.ts';

/**
 * Where events go that a function fails at: of the function itself, its aliases and its versions,
 * in one listing.
 *
 * @throws when they cannot be listed.
 */
export function eventInvokeConfigs(clientIn: LambdaClients) {
  return async ({ arn, region }: Target<'function'>): Promise<readonly FailureDestination[]> => {
    const found: FailureDestination[] = [];
    const pages = paginateListFunctionEventInvokeConfigs(
      { client: clientIn(region) },
      { FunctionName: arn },
    );

    for await (const page of listsOf(pages, 'FunctionEventInvokeConfigs', 'NextMarker')) {
      for (const config of z.array(listed).parse(page)) {
        const destination = config.DestinationConfig?.OnFailure?.Destination;
        if (destination) found.push({ destination, qualifier: qualifierOf(config.FunctionArn) });
      }
    }
    return found;
  };
}

const listed = z.object({
  FunctionArn: z.string(),
  DestinationConfig: z.optional(
    z.object({ OnFailure: z.optional(z.object({ Destination: z.optional(z.string()) })) }),
  ),
});
