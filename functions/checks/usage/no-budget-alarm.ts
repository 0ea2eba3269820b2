import { lines } from '../../core/evidence.ts';
import { failIfAny, notApplicable, pass } from '../../domain/check.ts';
import { budgetRemediation } from '../../domain/remediation/budget-remediation.ts';
import {
  budgetProblem,
  isWatched,
  type SpendAlarms,
  subscriptionProblem,
} from '../../domain/spend-alarms.ts';
import { defineCheck } from '../define-check.ts';

/** Budgets and subscriptions named one by one. */
const MOST_NAMED = 10;

const LEAD =
  'Set up a budget for the whole account, or Cost Anomaly Detection, with a subscriber who ' +
  'reads it.';

export const noBudgetAlarm = defineCheck({
  id: 'usage/no-budget-alarm',
  target: 'account',
  title: 'No budget alert or cost anomaly subscription',
  severity: 'medium',
  practice: 'cost',
  rationale:
    'Functions scale with their callers, and the bill with the functions: an attack, a loop or ' +
    'a mistake shows first in its cost. Without a budget or an anomaly monitor that is at the ' +
    'end of the month. Checked are cost budgets with an alert that has a subscriber, unless ' +
    'they count services other than AWS Lambda only, and subscriptions to Cost Anomaly ' +
    'Detection; not how high a threshold is, and not which tags a budget is limited to. It ' +
    'applies to accounts that are in no organization: in one, the management account pays for ' +
    'all, and what it has set up is not visible from the others. Where AWS keeps no bill, as in GovCloud, it does not apply. AWS charges a cent for ' +
    'a request about anomalies: it is made only where no budget alerts anyone.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html',
    'https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html',
  ],
  frameworks: { csa: ['SAS-8'] },
  suppression: { whole: 'nothing alerts to what the account spends' },
  needs: ['spendAlarms', 'configuration', 'now'],

  evaluate({ spendAlarms, configuration, now }) {
    if (!spendAlarms) return notApplicable;
    if (isWatched(spendAlarms, now)) return pass;

    return failIfAny([
      {
        subject: 'account',
        summary: 'The account has no budget and no anomaly monitor that would alert anyone',
        evidence: lines(...evidenceOf(spendAlarms, now)),
        remediation: budgetRemediation(LEAD, configuration),
      },
    ]);
  },
});

function evidenceOf({ budgets, subscriptions }: SpendAlarms, now: string): readonly string[] {
  const named = [
    ...budgets.map((budget) => `budget ${budget.name} ${budgetProblem(budget, now)}`),
    ...subscriptions.map(
      (subscription) =>
        `anomaly subscription ${subscription.name} ${subscriptionProblem(subscription)}`,
    ),
  ].toSorted();
  const more = named.length - MOST_NAMED;

  return [
    ...(budgets.length === 0 ? ['no budget'] : []),
    ...(subscriptions.length === 0 ? ['no subscription to Cost Anomaly Detection'] : []),
    ...named.slice(0, MOST_NAMED),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}
