import { expect, it } from 'vitest';
import { noBudgetAlarm } from '../../../functions/checks/usage/no-budget-alarm.ts';
import type { SpendAlarms } from '../../../functions/domain/spend-alarms.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { account as configuration } from '../../fakes/targets.ts';

const monthly = { name: 'monthly', type: 'COST', alarms: 1 };
const daily = { name: 'daily', monitors: 1, subscribers: 1 };

describeCheck(noBudgetAlarm, {
  passes: [
    { name: 'a budget with an alert', facts: facts({ budgets: [monthly] }) },
    {
      name: 'one of several budgets that does',
      facts: facts({ budgets: [{ ...monthly, name: 'a', alarms: 0 }, monthly] }),
    },
    {
      name: 'a budget for functions among others',
      facts: facts({ budgets: [{ ...monthly, services: ['Amazon S3', 'AWS Lambda'] }] }),
    },
    {
      name: 'a budget that has not ended yet',
      facts: facts({ budgets: [{ ...monthly, endsAt: '2087-06-15T00:00:00.000Z' }] }),
    },
    { name: 'a subscriber to anomalies', facts: facts({ subscriptions: [daily] }) },
  ],
  fails: [
    { name: 'an account with neither', facts: facts({}), subjects: ['account'] },
    {
      name: 'a budget that alerts no one',
      facts: facts({ budgets: [{ ...monthly, alarms: 0 }] }),
      subjects: ['account'],
    },
    {
      name: 'a budget that counts how well reservations are used',
      facts: facts({ budgets: [{ ...monthly, type: 'RI_UTILIZATION' }] }),
      subjects: ['account'],
    },
    {
      name: 'a budget that has ended',
      facts: facts({ budgets: [{ ...monthly, endsAt: '2026-06-14T00:00:00.000Z' }] }),
      subjects: ['account'],
    },
    {
      name: 'a budget for other services only',
      facts: facts({ budgets: [{ ...monthly, services: ['Amazon S3'] }] }),
      subjects: ['account'],
    },
    {
      name: 'a subscription whose monitors are gone',
      facts: facts({ subscriptions: [{ ...daily, monitors: 0 }] }),
      subjects: ['account'],
    },
    {
      name: 'a subscription that everybody has declined',
      facts: facts({ subscriptions: [{ ...daily, subscribers: 0 }] }),
      subjects: ['account'],
    },
  ],
});

it('does not apply in an organization, or where AWS keeps no bill', () => {
  const spendAlarms = undefined;

  expect(noBudgetAlarm.evaluate({ ...facts({}), spendAlarms })).toEqual({
    outcome: 'notApplicable',
  });
});

it('says what there is, and why it does not do', () => {
  const [detail] = detailsOf({
    budgets: [{ ...monthly, type: 'USAGE' }],
    subscriptions: [{ ...daily, subscribers: 0 }],
  });

  expect(detail?.evidence).toEqual([
    { text: 'anomaly subscription daily has no subscriber' },
    { text: 'budget monthly counts USAGE, not cost' },
  ]);
});

it('gives the commands, with what only the owner knows left open', () => {
  const [detail] = detailsOf({});

  expect(detail?.remediation).toContain(
    "aws budgets create-budget --account-id 111122223333 --budget '{",
  );
  expect(detail?.remediation).toContain('<US dollars a month>');
});

it('names the first of many budgets', () => {
  const budgets = Array.from({ length: 30 }, (_, index) => ({
    ...monthly,
    name: `team-${String(index).padStart(2, '0')}`,
    alarms: 0,
  }));

  const [detail] = detailsOf({ budgets });

  expect(detail?.evidence).toHaveLength(12);
  expect(detail?.evidence.at(-1)).toEqual({ text: 'and 20 more' });
});

function facts(found: Partial<SpendAlarms>) {
  const nothing = { budgets: [], subscriptions: [] };

  return { configuration, now: '2026-06-15T02:00:00.000Z', spendAlarms: { ...nothing, ...found } };
}

function detailsOf(found: Partial<SpendAlarms>) {
  const verdict = noBudgetAlarm.evaluate(facts(found));

  return verdict.outcome === 'fail' ? verdict.details : [];
}
