import { expect, it } from 'vitest';
import { acceptedTargets } from '../../functions/facts/accepted-targets.ts';
import { sampleFinding } from '../cli/samples.ts';
import { account, functionNamed } from '../fakes/targets.ts';

const orders = functionNamed('orders').arn;
const clock = () => new Date('2026-11-24T02:00:00Z');
const suppressedUntil = (until: string, target = orders) =>
  sampleFinding({ target, status: 'suppressed', suppression: { reason: 'ours', until } });

it.each([
  ['a function whose finding is suppressed', suppressedUntil('2026-12-01T00:00:00.000Z'), 1],
  ['none whose suppression has ended', suppressedUntil('2026-11-24T00:00:00.000Z'), 0],
  ['not the account', suppressedUntil('2026-12-01T00:00:00.000Z', account.arn), 0],
])('accepted is %s', async (_, finding, expected) => {
  const asked: string[] = [];
  const findings = {
    async *suppressed(check: string) {
      asked.push(check);
      yield finding;
    },
  };

  const accepted = await acceptedTargets(findings, clock)('usage/unlimited-log-retention');

  expect(accepted).toHaveLength(expected);
  expect(asked).toEqual(['usage/unlimited-log-retention']);
});
