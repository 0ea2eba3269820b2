import { expect, it } from 'vitest';
import { awsTopics, awsTopicsAsOf } from '../../functions/data/aws-topics.ts';

const DAYS = 180;

it(`is at most ${DAYS} days old: if not, run node scripts/update-aws-topics.ts`, () => {
  const age = (Date.now() - Date.parse(awsTopicsAsOf)) / (24 * 60 * 60 * 1000);

  expect(age).toBeLessThan(DAYS);
});

it('holds nothing but topics in full', () => {
  for (const arn of awsTopics) {
    expect(arn).toMatch(/^arn:aws(?:-cn|-us-gov)?:sns:[a-z\d-]+:\d{12}:[\w-]+$/);
  }
});

it.each([
  'arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged',
  'arn:aws:sns:us-east-1:137112412989:amazon-linux-2-ami-updates',
  'arn:aws:sns:us-west-2:934957504740:GuardDutyAnnouncements',
  'arn:aws:sns:eu-west-1:705756202095:SecurityHubAnnouncements',
  'arn:aws:sns:eu-central-1:177427601217:ecs-optimized-amazon-ami-update',
  'arn:aws:sns:us-east-1:278350005181:price-list-api',
])('knows %s', (arn) => {
  expect(awsTopics.has(arn)).toBe(true);
});
