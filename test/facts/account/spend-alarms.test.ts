import { describe, expect, it, vi } from 'vitest';
import { accountTarget } from '../../../functions/core/target.ts';
import {
  type SpendAlarmReaders,
  spendAlarms,
} from '../../../functions/facts/account/spend-alarms.ts';
import { accessDenied, account } from '../../fakes/targets.ts';

const monthly = { name: 'monthly', type: 'COST', alarms: 1 };
const silent = { name: 'silent', type: 'COST', alarms: 0 };
const daily = { name: 'daily', monitors: 1, subscribers: 1 };
const denied = async () => {
  throw accessDenied();
};

describe('spendAlarms', () => {
  it('asks about anomalies, which costs, only where no budget alerts anyone', async () => {
    const subscriptions = vi.fn(async () => [daily]);

    const watched = await answerTo({ budgets: async () => [silent, monthly], subscriptions });
    expect(watched).toMatchObject({ known: true, value: { budgets: [silent, monthly] } });
    expect(subscriptions).not.toHaveBeenCalled();

    const subscribed = await answerTo({ budgets: async () => [silent], subscriptions });
    expect(subscribed).toMatchObject({ known: true, value: { subscriptions: [daily] } });
    expect(subscriptions).toHaveBeenCalledWith('us-east-1');
  });

  it('knows of an alarm although the other way cannot be read', async () => {
    const byBudget = await answerTo({ budgets: async () => [monthly], subscriptions: denied });
    const byAnomaly = await answerTo({ budgets: denied, subscriptions: async () => [daily] });

    expect(byBudget).toMatchObject({ known: true, value: { budgets: [monthly] } });
    expect(byAnomaly).toMatchObject({ known: true, value: { subscriptions: [daily] } });
  });

  it.each<[string, Partial<SpendAlarmReaders>, string]>([
    ['budgets', { budgets: denied }, 'budgets: AccessDenied'],
    ['anomalies', { subscriptions: denied }, 'Cost Anomaly Detection: AccessDenied'],
    ['who pays', { isInOrganization: denied }, 'which account pays: AccessDenied'],
  ])('does not know of an alarm while it cannot read %s', async (_, readers, reason) => {
    expect(await answerTo(readers)).toEqual({
      known: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('gives both reasons where neither can be read', async () => {
    const answer = await answerTo({ budgets: denied, subscriptions: denied });

    expect(answer).toMatchObject({ reason: expect.stringMatching(/budgets: .*; Cost Anomaly/) });
  });

  it('asks for nothing else in an organization: there its management account pays', async () => {
    const budgets = vi.fn(denied);

    const answer = await answerTo({ isInOrganization: async () => true, budgets });

    expect(answer).toEqual({ known: true, value: undefined });
    expect(budgets).not.toHaveBeenCalled();
  });

  it('knows of an alarm although it cannot read who pays', async () => {
    const answer = await answerTo({ isInOrganization: denied, budgets: async () => [monthly] });

    expect(answer).toMatchObject({ known: true, value: { budgets: [monthly] } });
  });

  it.each([
    ['aws-cn', 'cn-northwest-1'],
    ['aws-us-gov', undefined],
  ])('of an account in %s, it asks in %s', async (partition, region) => {
    const budgets = vi.fn(async () => [monthly]);
    const target = accountTarget('111122223333', partition);

    const answers = await collector({ budgets })([target]);

    expect(answers.get(target.arn)).toMatchObject({ known: true });
    expect(budgets.mock.calls).toEqual(region === undefined ? [] : [['111122223333', region]]);
  });
});

async function answerTo(readers: Partial<SpendAlarmReaders>) {
  return (await collector(readers)([account])).get(account.arn);
}

function collector(readers: Partial<SpendAlarmReaders>) {
  const nothing = {
    budgets: async () => [],
    subscriptions: async () => [],
    isInOrganization: async () => false,
  };

  return spendAlarms({ ...nothing, ...readers }, () => new Date('2026-06-15T02:00:00Z'));
}
