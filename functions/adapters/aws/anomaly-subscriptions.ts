import {
  type CostExplorerClient,
  paginateGetAnomalyMonitors,
  paginateGetAnomalySubscriptions,
} from '@aws-sdk/client-cost-explorer';
import * as z from 'zod/mini';
import type { SpendAlarmReaders } from '../../facts/account/spend-alarms.ts';
import { listsOf } from './pages.ts';

/** Pages of either list; AWS lets an account have a few hundred monitors. */
const MOST_PAGES = 50;

/**
 * Lists the subscriptions to what Cost Anomaly Detection finds. Without a subscription, monitors
 * are not asked for.
 */
export function anomalySubscriptions(
  costExplorer: (region: string) => CostExplorerClient,
): SpendAlarmReaders['subscriptions'] {
  return async (region) => {
    const client = costExplorer(region);
    const listed: Listed[] = [];
    const pages = bounded(paginateGetAnomalySubscriptions({ client }, {}));
    for await (const page of listsOf(pages, 'AnomalySubscriptions', 'NextPageToken')) {
      listed.push(...subscriptionList.parse(page));
    }
    if (listed.length === 0) return [];

    const monitors = new Set<string>();
    const monitorPages = bounded(paginateGetAnomalyMonitors({ client }, {}));
    for await (const page of listsOf(monitorPages, 'AnomalyMonitors', 'NextPageToken')) {
      for (const { MonitorArn } of monitorList.parse(page)) monitors.add(MonitorArn);
    }

    return listed.map(({ SubscriptionName, MonitorArnList, Subscribers }) => ({
      name: SubscriptionName,
      monitors: MonitorArnList.filter((arn) => monitors.has(arn)).length,
      subscribers: Subscribers.filter(({ Status }) => Status !== 'DECLINED').length,
    }));
  };
}

async function* bounded<P>(pages: AsyncIterable<P>): AsyncIterable<P> {
  let count = 0;

  for await (const page of pages) {
    count += 1;
    if (count > MOST_PAGES) throw new Error(`the list has more than ${MOST_PAGES} pages`);
    yield page;
  }
}

const subscriptionList = z.array(
  z.object({
    SubscriptionName: z.string(),
    MonitorArnList: z.array(z.string()),
    Subscribers: z.array(z.object({ Status: z.optional(z.string()) })),
  }),
);
type Listed = z.infer<typeof subscriptionList>[number];

const monitorList = z.array(z.object({ MonitorArn: z.string() }));
