import { describe, expect, it, vi } from 'vitest';
import { accountTarget } from '../../../functions/core/target.ts';
import {
  type SpendAlarmReaders,
  spendAlarms,
} from '../../../functions/facts/account/spend-alarms.ts';
import { accessDenied, account } from '../../fakes/targets.ts';

const monthly = { name: 'monthly', type: 'COST', alarms: 1 };
const mute = { name: 'mute', type: 'COST', alarms: 0 };
const daily = { name: 'daily', monitors: 1, subscribers: 1 };
const denied = async () => {
  throw accessDenied();
};

describe('spendAlarms', () => {
  it('asks about anomalies, which costs, only where no budget tells somebody', async () => {
    const subscriptions = vi.fn(async () => [daily]);

    const watched = await told({ budgets: async () => [mute, monthly], subscriptions });
    expect(watched).toMatchObject({ known: true, value: { budgets: [mute, monthly] } });
    expect(subscriptions).not.toHaveBeenCalled();

    const heard = await told({ budgets: async () => [mute], subscriptions });
    expect(heard).toMatchObject({ known: true, value: { subscriptions: [daily] } });
    expect(subscriptions).toHaveBeenCalledWith('us-east-1');
  });

  it('knows of an alarm although the other way cannot be read', async () => {
    const byBudget = await told({ budgets: async () => [monthly], subscriptions: denied });
    const byAnomaly = await told({ budgets: denied, subscriptions: async () => [daily] });

    expect(byBudget).toMatchObject({ known: true, value: { budgets: [monthly] } });
    expect(byAnomaly).toMatchObject({ known: true, value: { subscriptions: [daily] } });
  });

  it.each<[string, Partial<SpendAlarmReaders>, string]>([
    ['budgets', { budgets: denied }, 'budgets: AccessDenied'],
    ['anomalies', { subscriptions: denied }, 'Cost Anomaly Detection: AccessDenied'],
    ['whether it is in an organisation', { isInOrganization: denied }, 'AccessDenied'],
  ])('does not know of an alarm while it cannot read %s', async (_, readers, reason) => {
    expect(await told(readers)).toEqual({ known: false, reason: expect.stringContaining(reason) });
  });

  it('gives both reasons where neither can be read', async () => {
    const answer = await told({ budgets: denied, subscriptions: denied });

    expect(answer).toMatchObject({ reason: expect.stringMatching(/budgets: .*; Cost Anomaly/) });
  });

  it('says that a payer account may watch it', async () => {
    const answer = await told({ isInOrganization: async () => true });

    expect(answer).toMatchObject({ known: true, value: { isInOrganization: true } });
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

async function told(readers: Partial<SpendAlarmReaders>) {
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
