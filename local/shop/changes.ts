import { BudgetsClient, CreateBudgetCommand } from '@aws-sdk/client-budgets';
import {
  DeleteFunctionCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { archiveOf } from '../archive.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { sampleSecrets } from './sample-secrets.ts';
import { looksUpFormula } from './sources.ts';

/** The changes of the shop between the second night and the third: a description, and the calls. */
export const changes: readonly {
  readonly what: string;
  readonly make: (cloud: LocalCloud) => Promise<void>;
}[] = [
  {
    what: 'fixed: shop-pricing looks its formula up instead of evaluating it',
    async make({ client }) {
      await new LambdaClient(client).send(
        new UpdateFunctionCodeCommand({
          FunctionName: 'shop-pricing',
          ZipFile: await archiveOf({ 'index.js': looksUpFormula }),
        }),
      );
    },
  },
  {
    what: 'fixed: the account has a budget with an alert',
    async make({ client, account }) {
      await new BudgetsClient(client).send(
        new CreateBudgetCommand({
          AccountId: account,
          Budget: {
            BudgetName: 'shop-monthly',
            BudgetType: 'COST',
            TimeUnit: 'MONTHLY',
            BudgetLimit: { Amount: '250', Unit: 'USD' },
          },
          NotificationsWithSubscribers: [
            {
              Notification: {
                NotificationType: 'ACTUAL',
                ComparisonOperator: 'GREATER_THAN',
                Threshold: 100,
              },
              Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'finance@shop.example' }],
            },
          ],
        }),
      );
    },
  },
  {
    what: 'worse: shop-mailer now holds an AWS key',
    async make({ client }) {
      await new LambdaClient(client).send(
        new UpdateFunctionConfigurationCommand({
          FunctionName: 'shop-mailer',
          Environment: {
            Variables: { PAYMENT_KEY: sampleSecrets.awsKey, DB_SECRET_NAME: 'prod/db' },
          },
        }),
      );
    },
  },
  {
    what: 'unreadable: the policy of shop-partner-feed can no longer be read',
    async make({ proxy }) {
      proxy.fault(
        ({ action, resource }) =>
          action === 'lambda:GetPolicy' && Boolean(resource?.includes('shop-partner-feed')),
        'access denied',
      );
    },
  },
  {
    what: 'deleted: shop-legacy-export',
    async make({ client }) {
      await new LambdaClient(client).send(
        new DeleteFunctionCommand({ FunctionName: 'shop-legacy-export' }),
      );
    },
  },
];
