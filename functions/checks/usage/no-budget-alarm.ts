import { lines } from '../../core/evidence.ts';
import { failIfAny, notApplicable, pass } from '../../domain/check.ts';
import { budgetRemedy } from '../../domain/remediation/budget-remedy.ts';
import { isWatched, type SpendAlarms, whyDeaf, whyMute } from '../../domain/spend-alarms.ts';
import { defineCheck } from '../define-check.ts';

/** Budgets and subscriptions named one by one. */
const MOST_NAMED = 10;

const LEAD =
  'Set up a budget for the whole account, or Cost Anomaly Detection, and have it tell somebody who ' +
  'reads it. If the account that pays the bill watches this one, suppress this finding with that ' +
  'reason, or name the check in the setting disabledChecks.';

export const noBudgetAlarm = defineCheck({
  id: 'usage/no-budget-alarm',
  target: 'account',
  title: 'Nothing here tells when the account spends too much',
  severity: 'medium',
  practice: 'bill',
  rationale:
    'Functions scale with whoever calls them, and the bill with the functions: an attack, a loop or ' +
    'a mistake is first seen in what it costs. Without a budget or an anomaly monitor that is at the ' +
    'end of the month. Looked at are budgets for money with a threshold that tells somebody, unless ' +
    'they count services other than AWS Lambda only, and subscriptions to Cost Anomaly Detection; ' +
    'not how high a threshold is, and not which tags a budget is limited to. What the account that ' +
    'pays for an organisation has set up is not visible from a member: there it is a low finding. ' +
    'Where AWS keeps no bill, as in GovCloud, it does not apply. AWS charges a cent for a question ' +
    'about anomalies: it is asked only where no budget tells anybody.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html',
    'https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html',
  ],
  suppression: { whole: 'nothing tells of what the account spends' },
  needs: ['spendAlarms', 'configuration', 'now'],

  evaluate({ spendAlarms, configuration, now }) {
    if (!spendAlarms) return notApplicable;
    if (isWatched(spendAlarms, now)) return pass;

    const { isInOrganization } = spendAlarms;
    return failIfAny([
      {
        subject: 'account',
        severity: isInOrganization ? 'low' : 'medium',
        summary: 'It has neither a budget nor an anomaly monitor that would tell somebody',
        evidence: lines(
          ...evidenceOf(spendAlarms, now),
          ...(isInOrganization
            ? [
                'it belongs to an organisation: a budget of the payer account is not visible from here',
              ]
            : []),
        ),
        remediation: budgetRemedy(LEAD, configuration),
      },
    ]);
  },
});

function evidenceOf({ budgets, subscriptions }: SpendAlarms, now: string): readonly string[] {
  const named = [
    ...budgets.map((budget) => `budget ${budget.name} ${whyMute(budget, now)}`),
    ...subscriptions.map(
      (subscription) => `anomaly subscription ${subscription.name} ${whyDeaf(subscription)}`,
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
