import { expect, it } from 'vitest';
import { unlimitedLogRetention } from '../../../functions/checks/usage/unlimited-log-retention.ts';
import type { LogGroup } from '../../../functions/domain/log-group.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed } from '../../fakes/targets.ts';

const GB = 1024 ** 3;
const configuration = functionNamed('orders');
const group = { name: '/aws/lambda/orders', storedBytes: 100 * GB, logClass: 'STANDARD' };

describeCheck(unlimitedLogRetention, {
  passes: [
    {
      name: 'logs that expire, however late',
      facts: { configuration, logGroup: { ...group, retentionDays: 3_653 } },
    },
    {
      name: 'a function that has never logged',
      facts: { configuration, logGroup: undefined },
    },
    {
      name: 'logs that are only delivered',
      facts: { configuration, logGroup: { ...group, logClass: 'DELIVERY' } },
    },
  ],
  fails: [
    {
      name: 'logs that are kept for ever',
      facts: { configuration, logGroup: group },
      subjects: ['function'],
    },
    {
      name: 'also a group that holds nothing yet',
      facts: { configuration, logGroup: { ...group, storedBytes: 0 } },
      subjects: ['function'],
    },
  ],
});

it.each([
  ['low', 100 * GB, 3],
  ['low', 34 * GB, 1],
  ['info', 33 * GB, 0.99],
  ['info', 0, 0],
])('is %s with %d bytes', (severity, storedBytes, usdPerMonth) => {
  expect(detailOf({ storedBytes })).toMatchObject({ severity, figures: { usdPerMonth } });
});

it('says what it costs at most, and with the price of which region', () => {
  expect(detailOf({})).toMatchObject({
    summary: '/aws/lambda/orders never expires: 100 GB, up to $3 a month',
    evidence: [
      { text: 'log group /aws/lambda/orders' },
      { text: '100 GB stored, up to $3 a month at list prices of eu-west-1' },
    ],
  });
});

it('does not change with every line that is logged', () => {
  expect(detailOf({ storedBytes: 100.4 * GB })).toEqual(detailOf({}));
});

it('names the log class where it is not the usual one', () => {
  expect(detailOf({ logClass: 'INFREQUENT_ACCESS' })?.evidence).toContainEqual({
    text: 'log class INFREQUENT_ACCESS',
  });
});

it('gives the cost of a group to no function where others may log to it too', () => {
  const sharing = functionNamed('orders', { logGroup: '/shop/all' });

  const detail = detailOf({ name: '/shop/all' }, sharing);

  expect(detail?.severity).toBe('low');
  expect(detail?.figures).toBeUndefined();
  expect(detail?.evidence.at(-1)?.text).toContain('other functions may log there too');
});

it('gives the command', () => {
  expect(detailOf({})?.remediation).toContain(
    'aws logs put-retention-policy --log-group-name /aws/lambda/orders --retention-in-days 90 --region eu-west-1',
  );
});

function detailOf(more: Partial<LogGroup>, target = configuration) {
  const facts = { configuration: target, logGroup: { ...group, ...more } };
  const verdict = unlimitedLogRetention.evaluate(facts);

  return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
}
