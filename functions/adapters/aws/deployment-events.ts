import { type CloudTrailClient, paginateLookupEvents } from '@aws-sdk/client-cloudtrail';
import * as z from 'zod/mini';
import type { DeploymentReader } from '../../app/account-readers.ts';
import { attemptNow } from '../../app/collectors.ts';
import { recordedDeployment } from '../../domain/change-event.ts';
import { listsOf } from './pages.ts';

/** As many as a page takes. Source: "LookupEvents" (CloudTrail API Reference). */
const PAGE = 50;

/** The one client of a region. */
export type CloudTrailClients = (region: string) => CloudTrailClient;

/**
 * Deployments in CloudTrail's event history, which every account has for 90 days, without a trail. What
 * else is in a record, such as addresses and ids of access keys, is read no further.
 *
 * @throws when they cannot be listed, or one is not as AWS describes it.
 */
export function deploymentEvents(clientIn: CloudTrailClients): DeploymentReader {
  return async function* deployments(region, operation, since, until) {
    const pages = paginateLookupEvents(
      { client: clientIn(region), pageSize: PAGE },
      {
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: operation }],
        StartTime: new Date(since),
        EndTime: new Date(until),
      },
    );

    for await (const page of listsOf(pages, 'Events', 'NextToken')) {
      const events = z.array(lookedUp).parse(page);

      yield {
        deployments: events.flatMap(({ CloudTrailEvent: record }) => deploymentOf(record)),
        oldest: events.at(-1)?.EventTime.toISOString(),
      };
    }
  };
}

/** A record that cannot be read says nothing of its function, and hides no other. */
function deploymentOf(record: string) {
  const read = attemptNow(() => recordedDeployment(record));

  return read.known && read.value ? [read.value] : [];
}

const lookedUp = z.object({ EventTime: z.date(), CloudTrailEvent: z.string() });
