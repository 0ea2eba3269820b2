import {
  BudgetsClient,
  DescribeBudgetNotificationsForAccountCommand,
  DescribeBudgetsCommand,
} from '@aws-sdk/client-budgets';
import { beforeEach, describe, expect, it } from 'vitest';
import { accountBudgets } from '../../../functions/adapters/aws/account-budgets.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const client = mockClient(BudgetsClient);
const budget = { BudgetType: 'COST', TimeUnit: 'MONTHLY' } as const;
const actual = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 100 };

beforeEach(() => {
  client.reset();
  client.on(DescribeBudgetNotificationsForAccountCommand).resolves({});
});

const read = () =>
  accountBudgets((region) => new BudgetsClient({ region }))('111122223333', 'us-east-1');

describe('accountBudgets', () => {
  it('joins budgets and their alarms, page by page', async () => {
    client
      .on(DescribeBudgetsCommand)
      .resolvesOnce({ Budgets: [{ ...budget, BudgetName: 'a' }], NextToken: 'more' })
      .resolves({
        Budgets: [
          {
            ...budget,
            BudgetName: 'b',
            TimePeriod: { End: new Date('2087-06-15T00:00:00Z') },
          },
        ],
      });
    client
      .on(DescribeBudgetNotificationsForAccountCommand)
      .resolvesOnce({ BudgetNotificationsForAccount: [], NextToken: 'more' })
      .resolves({
        BudgetNotificationsForAccount: [{ BudgetName: 'b', Notifications: [actual, actual] }],
      } as object);

    expect(await read()).toEqual([
      { name: 'a', type: 'COST', alarms: 0 },
      { name: 'b', type: 'COST', endsAt: '2087-06-15T00:00:00.000Z', alarms: 2 },
    ]);
    expect(client.commandCalls(DescribeBudgetsCommand)[1]?.args[0].input).toMatchObject({
      AccountId: '111122223333',
      ShowFilterExpression: true,
      NextToken: 'more',
    });
  });

  it('does not take for an alarm a notification that little is spent', async () => {
    client.on(DescribeBudgetsCommand).resolves({ Budgets: [{ ...budget, BudgetName: 'a' }] });
    client.on(DescribeBudgetNotificationsForAccountCommand).resolves({
      BudgetNotificationsForAccount: [
        { BudgetName: 'a', Notifications: [{ ...actual, ComparisonOperator: 'LESS_THAN' }] },
      ],
    } as object);

    expect(await read()).toMatchObject([{ alarms: 0 }]);
  });

  it.each([
    ['as older budgets say', { CostFilters: { Service: ['AWS Lambda'] } }],
    [
      'by an expression',
      { FilterExpression: { Dimensions: { Key: 'SERVICE', Values: ['AWS Lambda'] } } },
    ],
    [
      'by a part of one',
      {
        FilterExpression: {
          And: [
            { Tags: { Key: 'team', Values: ['shop'] } },
            { Dimensions: { Key: 'SERVICE', Values: ['AWS Lambda'] } },
          ],
        },
      },
    ],
  ])('reads which services one counts, %s', async (_, filter) => {
    const Budgets = [{ ...budget, BudgetName: 'a', ...filter }];
    client.on(DescribeBudgetsCommand).resolves({ Budgets } as object);

    expect(await read()).toMatchObject([{ services: ['AWS Lambda'] }]);
  });

  it('takes what counts all but a service for one that counts all', async () => {
    const FilterExpression = { Not: { Dimensions: { Key: 'SERVICE', Values: ['Tax'] } } };
    const Budgets = [{ ...budget, BudgetName: 'a', FilterExpression }];
    client.on(DescribeBudgetsCommand).resolves({ Budgets } as object);

    expect(await read()).toMatchObject([{ services: undefined }]);
  });

  it.each([
    ['an empty answer', () => client.on(DescribeBudgetsCommand).resolves({})],
    [
      '"not found"',
      () =>
        client
          .on(DescribeBudgetsCommand)
          .rejects(Object.assign(new Error('none'), { name: 'NotFoundException' })),
    ],
  ])('has none by %s, and asks no further', async (_, answer) => {
    answer();

    expect(await read()).toEqual([]);
    expect(client.commandCalls(DescribeBudgetNotificationsForAccountCommand)).toHaveLength(0);
  });

  it.each([
    ['denied', () => client.on(DescribeBudgetsCommand).rejects(accessDenied())],
    [
      'malformed',
      () => client.on(DescribeBudgetsCommand).resolves({ Budgets: [{ BudgetName: 7 }] } as object),
    ],
    [
      'denied half of it',
      () => {
        client.on(DescribeBudgetsCommand).resolves({ Budgets: [{ ...budget, BudgetName: 'a' }] });
        client.on(DescribeBudgetNotificationsForAccountCommand).rejects(accessDenied());
      },
    ],
  ])('throws when it is %s', async (_, answer) => {
    answer();

    await expect(read()).rejects.toThrow();
  });
});
