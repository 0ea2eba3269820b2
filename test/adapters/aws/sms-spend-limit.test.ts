import { GetSMSAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, expect, it } from 'vitest';
import { smsSpendLimit } from '../../../functions/adapters/aws/sms-spend-limit.ts';
import { actionsOf } from '../../../functions/engines/sdk/index.ts';
import { meteredCallsFact } from '../../../functions/facts/function/metered-calls.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const sns = mockClient(SNSClient);
const read = smsSpendLimit((region) => new SNSClient({ region }));

beforeEach(() => sns.reset());

it.each([
  ['a limit', { attributes: { MonthlySpendLimit: '250' } }, 250],
  ['a limit of nothing', { attributes: { MonthlySpendLimit: '0' } }, 0],
  ['no limit', { attributes: {} }, undefined],
  ['an empty one', { attributes: { MonthlySpendLimit: '' } }, undefined],
  ['nothing set at all', {}, undefined],
])('reads %s', async (_, answer, expected) => {
  sns.on(GetSMSAttributesCommand, { attributes: ['MonthlySpendLimit'] }).resolves(answer);

  expect(await read('eu-west-1')).toBe(expected);
});

it('throws when it is denied, or the limit is no number', async () => {
  sns
    .on(GetSMSAttributesCommand)
    .rejectsOnce(accessDenied())
    .resolves({ attributes: { MonthlySpendLimit: 'much' } });

  await expect(read('eu-west-1')).rejects.toThrow('not authorised');
  await expect(read('eu-west-1')).rejects.toThrow('MonthlySpendLimit that is no number');
});

it('asks for what its fact declares', () => {
  const granted = meteredCallsFact.grants.map(({ action }) => action);

  expect(granted).toContain(actionsOf({ service: 'sns', operation: 'GetSMSAttributes' })[0]);
});
