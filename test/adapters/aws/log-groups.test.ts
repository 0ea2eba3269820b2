import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, describe, expect, it } from 'vitest';
import { logGroups } from '../../../functions/adapters/aws/log-groups.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const logs = mockClient(CloudWatchLogsClient);
const listed = { logGroupName: '/aws/lambda/orders', storedBytes: 1_024 };
const orders = { name: '/aws/lambda/orders', storedBytes: 1_024, logClass: 'STANDARD' };

beforeEach(() => logs.reset());

const reader = () => logGroups((region) => new CloudWatchLogsClient({ region }));

describe('logGroups', () => {
  it('lists those that Lambda names, page by page', async () => {
    logs
      .on(DescribeLogGroupsCommand)
      .resolvesOnce({ logGroups: [listed], nextToken: 'more' })
      .resolves({
        logGroups: [
          {
            logGroupName: '/aws/lambda/b',
            storedBytes: 0,
            retentionInDays: 14,
            logGroupClass: 'INFREQUENT_ACCESS',
          },
        ],
      });

    expect(await reader().ofLambda('eu-west-1')).toEqual([
      orders,
      { name: '/aws/lambda/b', storedBytes: 0, retentionDays: 14, logClass: 'INFREQUENT_ACCESS' },
    ]);
    expect(inputs()).toMatchObject([
      { logGroupNamePrefix: '/aws/lambda/', limit: 50 },
      { nextToken: 'more' },
    ]);
  });

  it('asks for fifty by name at once', async () => {
    logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [] });
    const names = Array.from({ length: 120 }, (_, index) => `/shop/${index}`);

    await reader().named(names, 'eu-west-1');

    expect(inputs().map(({ logGroupIdentifiers = [] }) => logGroupIdentifiers.length)).toEqual([
      50, 50, 20,
    ]);
  });

  it('has none where one that is gone fails the question for all, and asks the others apart', async () => {
    const names = ['/a', '/gone', '/c'];
    logs.on(DescribeLogGroupsCommand).callsFake(({ logGroupIdentifiers }: Input) => {
      if (logGroupIdentifiers?.includes('/gone')) {
        throw Object.assign(new Error('none'), { name: 'ResourceNotFoundException' });
      }
      return { logGroups: logGroupIdentifiers?.map((name) => ({ ...listed, logGroupName: name })) };
    });

    const found = await reader().named(names, 'eu-west-1');

    expect(found.map(({ name }) => name)).toEqual(['/a', '/c']);
  });

  it.each([
    ['denied', () => logs.on(DescribeLogGroupsCommand).rejects(accessDenied())],
    ['without a list', () => logs.on(DescribeLogGroupsCommand).resolves({})],
    [
      'without a size',
      () =>
        logs
          .on(DescribeLogGroupsCommand)
          .resolves({ logGroups: [{ logGroupName: '/aws/lambda/orders' }] }),
    ],
  ])('throws when the answer is %s', async (_, answer) => {
    answer();

    await expect(reader().ofLambda('eu-west-1')).rejects.toThrow();
    await expect(reader().named(['/a'], 'eu-west-1')).rejects.toThrow();
  });

  it('throws when there is no end of them', async () => {
    const page = Array.from({ length: 50_001 }, () => listed);
    logs.on(DescribeLogGroupsCommand).resolves({ logGroups: page, nextToken: 'more' });
    logs.on(DescribeLogGroupsCommand, { nextToken: 'more' }).resolves({
      logGroups: page,
      nextToken: 'and more',
    });

    await expect(reader().ofLambda('eu-west-1')).rejects.toThrow('more than 100000');
  });
});

interface Input {
  readonly logGroupNamePrefix?: string;
  readonly logGroupIdentifiers?: readonly string[];
}

function inputs(): readonly Input[] {
  return logs.commandCalls(DescribeLogGroupsCommand).map(({ args }) => args[0].input as Input);
}
