import {
  CostExplorerClient,
  CreateAnomalySubscriptionCommand,
} from '@aws-sdk/client-cost-explorer';
import { plantLogs } from './plant-logs.ts';
import type { SeedContext } from './seed-context.ts';

/** `check#subject` of each finding that the first night should open about the account as a whole. */
export const accountFaults: readonly string[] = [
  'usage/no-budget-alarm#account',
  'usage/orphan-log-group#us-east-1',
  'usage/orphan-role#arn:aws:iam::111122223333:role/shop/shop-retired-crawler',
];

/** What belongs to no function: logs of some that are gone, and somebody is subscribed to a monitor that was deleted since. */
export async function plantAccount(soil: SeedContext): Promise<void> {
  const { client, account } = soil;
  const GB = 1024 ** 3;
  await plantLogs(soil, '/aws/lambda/shop-retired-crawler', { bytes: 40 * GB });
  await plantLogs(soil, '/aws/lambda/shop-retired-import', { bytes: 10 * GB, days: 14 });
  // Where a replica of a function runs that is there, and what is of no function.
  const edge = { ...soil, client: { ...client, region: 'eu-central-1' } };
  await plantLogs(edge, '/aws/lambda/us-east-1.shop-edge-headers', { bytes: GB, days: 30 });
  await plantLogs(soil, '/shop/audit', { bytes: GB });

  await new CostExplorerClient(client).send(
    new CreateAnomalySubscriptionCommand({
      AnomalySubscription: {
        SubscriptionName: 'shop-spend',
        MonitorArnList: [`arn:aws:ce::${account}:anomalymonitor/shop-services`],
        Subscribers: [{ Type: 'EMAIL', Address: 'finance@shop.example', Status: 'CONFIRMED' }],
        Frequency: 'DAILY',
      },
    }),
  );
}
