import type { Target } from '../../core/target.ts';
import { awsCommand } from './aws-command.ts';
import { placeholder } from './placeholder.ts';
import { remediationText } from './remediation-text.ts';

/** How an account gets a budget with an alert, or is watched for anomalies: either will do. */
export function budgetRemediation(lead: string, { account }: Target<'account'>): string {
  const reader = placeholder('mail address of the subscriber');

  return remediationText(lead, [
    {
      title: 'A budget that alerts when a month will cost more than it should',
      text: awsCommand('budgets', 'create-budget', {
        'account-id': account,
        budget: JSON.stringify({
          BudgetName: 'monthly',
          BudgetType: 'COST',
          TimeUnit: 'MONTHLY',
          BudgetLimit: { Amount: placeholder('US dollars a month'), Unit: 'USD' },
        }),
        'notifications-with-subscribers': JSON.stringify(
          ['ACTUAL', 'FORECASTED'].map((NotificationType) => ({
            Notification: { NotificationType, ComparisonOperator: 'GREATER_THAN', Threshold: 100 },
            Subscribers: [{ SubscriptionType: 'EMAIL', Address: reader }],
          })),
        ),
      }),
    },
    {
      title: 'Or Cost Anomaly Detection, which learns what is usual for each service',
      text: [
        awsCommand('ce', 'create-anomaly-monitor', {
          'anomaly-monitor': JSON.stringify({
            MonitorName: 'services',
            MonitorType: 'DIMENSIONAL',
            MonitorDimension: 'SERVICE',
          }),
        }),
        '# with the MonitorArn that it returns:',
        awsCommand('ce', 'create-anomaly-subscription', {
          'anomaly-subscription': JSON.stringify({
            SubscriptionName: 'services',
            MonitorArnList: [placeholder('MonitorArn')],
            Subscribers: [{ Type: 'EMAIL', Address: reader }],
            Frequency: 'DAILY',
            ThresholdExpression: {
              Dimensions: {
                Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
                MatchOptions: ['GREATER_THAN_OR_EQUAL'],
                Values: [placeholder('US dollars')],
              },
            },
          }),
        }),
      ].join('\n'),
    },
    {
      title: 'A budget in CDK',
      text: `new aws_budgets.CfnBudget(this, 'Monthly', {
  budget: {
    budgetType: 'COST', timeUnit: 'MONTHLY',
    budgetLimit: { amount: ${placeholder('US dollars a month')}, unit: 'USD' },
  },
  notificationsWithSubscribers: [{
    notification: { notificationType: 'ACTUAL', comparisonOperator: 'GREATER_THAN', threshold: 100 },
    subscribers: [{ subscriptionType: 'EMAIL', address: '${reader}' }],
  }],
});`,
    },
  ]);
}
