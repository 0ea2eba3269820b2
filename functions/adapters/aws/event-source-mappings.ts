import { paginateListEventSourceMappings } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { EventSourceReader } from '../../app/account-readers.ts';
import { qualifierOf, unqualified } from '../../core/target.ts';
import type { EventSource } from '../../domain/exposure/event-source.ts';
import type { LambdaClients } from './lambda-clients.ts';
import { listsOf } from './pages.ts';

/**
 * Lists the event source mappings of a region, all together: 100 a page.
 *
 * @throws when they cannot all be listed, or one of them is not as Lambda describes it.
 */
export function eventSourceMappings(clientIn: LambdaClients): EventSourceReader {
  return async (region) => {
    const found: { leadsTo: string; source: EventSource }[] = [];
    const pages = paginateListEventSourceMappings({ client: clientIn(region) }, {});

    for await (const page of listsOf(pages, 'EventSourceMappings', 'NextMarker')) {
      for (const mapping of z.array(listed).parse(page)) {
        found.push({
          leadsTo: unqualified(mapping.FunctionArn),
          source: sourceOf(mapping),
        });
      }
    }
    return found;
  };
}

function sourceOf(mapping: z.infer<typeof listed>): EventSource {
  const failureDestination = mapping.DestinationConfig?.OnFailure?.Destination;

  return {
    uuid: mapping.UUID,
    state: mapping.State,
    source: mapping.EventSourceArn,
    lastResult: mapping.LastProcessingResult,
    failureDestination: failureDestination || undefined,
    qualifier: qualifierOf(mapping.FunctionArn),
    isFiltered: isFiltered(mapping),
    mostAtOnce: mapping.ScalingConfig?.MaximumConcurrency,
  };
}

/** Criteria that are encrypted are missing from the list. Source: "ListEventSourceMappings". */
function isFiltered({ FilterCriteria, FilterCriteriaError, KMSKeyArn }: z.infer<typeof listed>) {
  if (FilterCriteria?.Filters) return FilterCriteria.Filters.length > 0;

  return FilterCriteriaError || KMSKeyArn ? undefined : false;
}

const listed = z.object({
  UUID: z.string(),
  FunctionArn: z.string(),
  State: z.string(),
  EventSourceArn: z.optional(z.string()),
  LastProcessingResult: z.optional(z.string()),
  DestinationConfig: z.optional(
    z.object({ OnFailure: z.optional(z.object({ Destination: z.optional(z.string()) })) }),
  ),
  FilterCriteria: z.nullish(z.object({ Filters: z.optional(z.array(z.unknown())) })),
  FilterCriteriaError: z.nullish(z.object({ ErrorCode: z.optional(z.string()) })),
  KMSKeyArn: z.optional(z.string()),
  ScalingConfig: z.optional(z.object({ MaximumConcurrency: z.optional(z.number()) })),
});
