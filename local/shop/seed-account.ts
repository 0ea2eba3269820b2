import {
  CostExplorerClient,
  CreateAnomalySubscriptionCommand,
} from '@aws-sdk/client-cost-explorer';
import type { SeedContext } from './seed-context.ts';
import { seedLogs } from './seed-logs.ts';

/** `check#subject` of each finding that the first night should open about the account as a whole. */
export const accountFaults: readonly string[] = [
  'dependencies/abandoned-package#deprecated',
  'dependencies/outdated-package#several majors behind',
  'dependencies/runtime-end-of-life#nodejs14.x',
  'dependencies/runtime-end-of-life#nodejs16.x',
  'dependencies/stale-build#a year',
  'permissions/mutable-by#arn:aws:iam::111122223333:role/shop-releaser',
  'permissions/wide-iot-policy#arn:aws:iot:us-east-1:111122223333:policy/thermostats',
  'usage/no-budget-alarm#account',
  'usage/orphan-log-group#us-east-1',
  'usage/unbounded-public-spend#us-east-1',
  'usage/unlimited-log-retention#us-east-1',
  'usage/orphan-role#arn:aws:iam::111122223333:role/shop/shop-retired-crawler',
];

/** What belongs to no function: logs of deleted functions, and a subscription to a deleted monitor. */
export async function seedAccount(context: SeedContext): Promise<void> {
  const { client, account } = context;
  const GB = 1024 ** 3;
  await seedLogs(context, '/aws/lambda/shop-retired-crawler', { bytes: 40 * GB });
  await seedLogs(context, '/aws/lambda/shop-retired-import', { bytes: 10 * GB, days: 14 });
  // Logs of a replica whose function exists, and logs of no function.
  const edge = { ...context, client: { ...client, region: 'eu-central-1' } };
  await seedLogs(edge, '/aws/lambda/us-east-1.shop-edge-headers', { bytes: GB, days: 30 });
  await seedLogs(context, '/shop/audit', { bytes: GB });

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
