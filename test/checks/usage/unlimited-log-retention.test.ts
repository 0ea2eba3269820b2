import { expect, it } from 'vitest';
import { unlimitedLogRetention } from '../../../functions/checks/usage/unlimited-log-retention.ts';
import type { EverlastingLogs } from '../../../functions/domain/everlasting-logs.ts';
import { describeCheck } from '../../builders/describe-check.ts';

const GB = 1024 ** 3;
const group = { name: '/aws/lambda/orders', storedBytes: 100 * GB, logClass: 'STANDARD' };

describeCheck(unlimitedLogRetention, {
  passes: [
    { name: 'an account whose logs all expire', facts: { everlastingLogs: [] } },
    {
      name: 'logs that cost less than a dollar a month',
      facts: { everlastingLogs: [logs({ storedBytes: 33 * GB })] },
    },
    {
      name: 'groups that hold nothing yet, however many',
      facts: { everlastingLogs: [logs({ count: 900, storedBytes: 0 })] },
    },
  ],
  fails: [
    {
      name: 'each region whose logs are kept for ever',
      facts: { everlastingLogs: [logs({}), logs({ region: 'us-east-1' })] },
      subjects: ['eu-west-1', 'us-east-1'],
    },
    {
      name: 'many groups of a few cents each',
      facts: { everlastingLogs: [logs({ count: 900, storedBytes: 34 * GB })] },
      subjects: ['eu-west-1'],
    },
  ],
});

it('says what they cost at most, and with the price of which region', () => {
  expect(detailOf({})).toMatchObject({
    summary: '1 log group of functions in eu-west-1 never expires: 100 GB, up to $3 a month',
    evidence: [
      { text: 'up to $3 a month at list prices of eu-west-1' },
      { text: '/aws/lambda/orders: 100 GB' },
    ],
    figures: { usdPerMonth: 3 },
  });
});

it('names the biggest, and counts the others and those that were accepted', () => {
  const detail = detailOf({ count: 41, accepted: 2 });

  expect(detail?.summary).toContain('41 log groups of functions in eu-west-1 never expire: ');
  expect(detail?.evidence.slice(-2)).toEqual([
    { text: 'and 40 more, none of them bigger' },
    { text: 'left out: 2 log groups whose finding is suppressed' },
  ]);
  expect(detail?.remediation).toContain('Of the biggest 1. Older events are deleted');
});

it('does not change with every line that is logged', () => {
  const biggest = [{ ...group, storedBytes: 100.4 * GB }];

  expect(detailOf({ storedBytes: 100.4 * GB, biggest })).toEqual(detailOf({}));
});

it('gives the command', () => {
  expect(detailOf({})?.remediation).toContain(
    'aws logs put-retention-policy --log-group-name /aws/lambda/orders --retention-in-days 90 --region eu-west-1',
  );
});

function logs(more: Partial<EverlastingLogs>): EverlastingLogs {
  return {
    region: 'eu-west-1',
    count: 1,
    storedBytes: 100 * GB,
    accepted: 0,
    biggest: [group],
    ...more,
  };
}

function detailOf(more: Partial<EverlastingLogs>) {
  const verdict = unlimitedLogRetention.evaluate({ everlastingLogs: [logs(more)] });

  return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
}
