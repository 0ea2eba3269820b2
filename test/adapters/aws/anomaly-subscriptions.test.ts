import {
  CostExplorerClient,
  GetAnomalyMonitorsCommand,
  GetAnomalySubscriptionsCommand,
} from '@aws-sdk/client-cost-explorer';
import { beforeEach, describe, expect, it } from 'vitest';
import { anomalySubscriptions } from '../../../functions/adapters/aws/anomaly-subscriptions.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const client = mockClient(CostExplorerClient);
const [first, second, gone] = ['first', 'second', 'gone'].map(
  (id) => `arn:aws:ce::111122223333:anomalymonitor/${id}`,
);

beforeEach(() => client.reset());

const read = () =>
  anomalySubscriptions((region) => new CostExplorerClient({ region }))('us-east-1');

describe('anomalySubscriptions', () => {
  it('counts monitors that are there and subscribers that have not declined, page by page', async () => {
    client
      .on(GetAnomalySubscriptionsCommand)
      .resolvesOnce(subscriptions([subscription('a', [first, second])], 'more'))
      .resolves(subscriptions([subscription('b', [gone], 'CONFIRMED', 'DECLINED')]));
    client
      .on(GetAnomalyMonitorsCommand)
      .resolvesOnce(monitors([first], 'more'))
      .resolves(monitors([second]));

    expect(await read()).toEqual([
      { name: 'a', monitors: 2, subscribers: 1 },
      { name: 'b', monitors: 0, subscribers: 1 },
    ]);
  });

  it('asks for no monitors where there is no subscription: each question costs', async () => {
    client.on(GetAnomalySubscriptionsCommand).resolves(subscriptions([]));

    expect(await read()).toEqual([]);
    expect(client.commandCalls(GetAnomalyMonitorsCommand)).toHaveLength(0);
  });

  it.each([
    ['denied', () => client.on(GetAnomalySubscriptionsCommand).rejects(accessDenied())],
    ['malformed', () => client.on(GetAnomalySubscriptionsCommand).resolves({})],
    [
      'denied half of it',
      () => {
        client
          .on(GetAnomalySubscriptionsCommand)
          .resolves(subscriptions([subscription('a', [first])]));
        client.on(GetAnomalyMonitorsCommand).rejects(accessDenied());
      },
    ],
    [
      'without an end',
      () =>
        client
          .on(GetAnomalySubscriptionsCommand)
          .callsFake(({ NextPageToken = '0' }) =>
            subscriptions([], String(Number(NextPageToken) + 1)),
          ),
    ],
  ])('throws when it is %s', async (_, answer) => {
    answer();

    await expect(read()).rejects.toThrow();
  });
});

function subscription(SubscriptionName: string, arns: (string | undefined)[], ...more: string[]) {
  const statuses = more.length > 0 ? more : ['CONFIRMED'];

  return {
    SubscriptionName,
    MonitorArnList: arns,
    Subscribers: statuses.map((Status) => ({ Type: 'EMAIL', Address: 'you@example.com', Status })),
    Frequency: 'DAILY',
  };
}

function subscriptions(AnomalySubscriptions: object[], NextPageToken?: string): object {
  return { AnomalySubscriptions, ...(NextPageToken && { NextPageToken }) };
}

function monitors(arns: (string | undefined)[], NextPageToken?: string): object {
  const AnomalyMonitors = arns.map((MonitorArn) => ({ MonitorArn, MonitorName: 'services' }));

  return { AnomalyMonitors, ...(NextPageToken && { NextPageToken }) };
}
