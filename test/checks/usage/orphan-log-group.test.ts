import { expect, it } from 'vitest';
import { orphanLogGroup } from '../../../functions/checks/usage/orphan-log-group.ts';
import type { OrphanLogGroups } from '../../../functions/domain/orphan-log-groups.ts';
import { describeCheck } from '../../builders/describe-check.ts';

const GB = 1024 ** 3;
const gone = { name: '/aws/lambda/gone', storedBytes: 90 * GB, logClass: 'STANDARD' };
const old = {
  name: '/aws/lambda/old',
  storedBytes: 10 * GB,
  logClass: 'STANDARD',
  retentionDays: 14,
};
const found: OrphanLogGroups = {
  region: 'eu-west-1',
  count: 2,
  storedBytes: 100 * GB,
  everlasting: 1,
  biggest: [gone, old],
};

describeCheck(orphanLogGroup, {
  passes: [{ name: 'an account without any', facts: { orphanLogGroups: [] } }],
  fails: [
    {
      name: 'each region that has some',
      facts: { orphanLogGroups: [found, { ...found, region: 'us-east-1' }] },
      subjects: ['eu-west-1', 'us-east-1'],
    },
  ],
});

it('says how many, how much and what it costs at most', () => {
  expect(detailOf(found)).toMatchObject({
    severity: 'low',
    summary: '2 log groups in eu-west-1: 100 GB, up to $3 a month',
    evidence: [
      { text: '1 of 2 never expire' },
      { text: '/aws/lambda/gone: 90 GB, never expires' },
      { text: '/aws/lambda/old: 10 GB, kept for 14 days' },
    ],
    figures: { usdPerMonth: 3 },
  });
});

it('is info where it costs next to nothing', () => {
  expect(detailOf({ ...found, storedBytes: 33 * GB })).toMatchObject({ severity: 'info' });
});

it('counts those that it does not name', () => {
  const detail = detailOf({ ...found, count: 31, everlasting: 0 });

  expect(detail?.evidence[0]).toEqual({ text: 'all of them expire' });
  expect(detail?.evidence.at(-1)).toEqual({ text: 'and 29 more, none of them bigger' });
  expect(detail?.remediation).toContain('The biggest 2; likewise for 29 more');
});

it('gives the commands, in which no name acts', () => {
  const name = "/aws/lambda/x';reboot;'";
  const { remediation = '' } = detailOf({ ...found, biggest: [gone, { ...gone, name }] }) ?? {};

  expect(remediation).toContain(
    'aws logs delete-log-group --log-group-name /aws/lambda/gone --region eu-west-1',
  );
  expect(remediation.replaceAll(/'(?:[^']|'\\'')*'/g, '')).not.toContain('reboot');
});

function detailOf(orphans: OrphanLogGroups) {
  const verdict = orphanLogGroup.evaluate({ orphanLogGroups: [orphans] });

  return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
}
