import { S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { openSources } from '../../../functions/adapters/aws/open-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const s3 = mockClient(S3Client);
const sqs = mockClient(SQSClient);
const topic = 'arn:aws:sns:eu-west-1:111122223333:guests';
const queue = 'arn:aws:sqs:eu-west-1:111122223333:guests';
const bucket = 'arn:aws:s3:::guests';
const isOpen = (arn: string) =>
  openSources({
    s3: (region) => new S3Client({ region }),
    accountBlock: async () => ({ ignoresAcls: false, restrictsPolicies: false }),
    sqs: (region) => new SQSClient({ region }),
  })(arn, { account: '111122223333', region: 'eu-west-1' });

beforeEach(() => {
  s3.reset();
  sqs.reset();
  sqs.on(GetQueueUrlCommand).resolves({ QueueUrl: 'https://queue' });
});

describe('a queue', () => {
  it.each([
    ['is open to all', policy('sqs:*', queue), true],
    [
      'is for a topic',
      policy('sqs:SendMessage', queue, { ArnEquals: { 'aws:SourceArn': topic } }),
      false,
    ],
    ['lets all take messages', policy('sqs:ReceiveMessage', queue), false],
    ['has no policy', undefined, false],
  ])('that %s', async (_, Policy, open) => {
    sqs.on(GetQueueAttributesCommand).resolves({ Attributes: Policy ? { Policy } : {} });

    expect(await isOpen(queue)).toBe(open);
  });
});

it.each(['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'])(
  'a queue that is gone is open to no one: %s',
  async (name) => {
    sqs.on(GetQueueUrlCommand).rejects(named(name));

    expect(await isOpen(queue)).toBe(false);
  },
);

it('asks no service about anything else, an access point of S3 included', async () => {
  expect(await isOpen(topic)).toBe(false);
  expect(await isOpen('arn:aws:s3:eu-west-1:111122223333:accesspoint/guests')).toBe(false);
  expect(await isOpen('arn:aws:kinesis:eu-west-1:111122223333:stream/clicks')).toBe(false);
  expect(await isOpen('arn:aws:constructor:eu-west-1:111122223333:x')).toBe(false);
  expect([...s3.calls(), ...sqs.calls()]).toEqual([]);
});

it('throws when it is not known', async () => {
  s3.rejects(accessDenied());
  sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { Policy: '{"Statement": 1}' } });

  await expect(isOpen(bucket)).rejects.toThrow('not authorised');
  await expect(isOpen(queue)).rejects.toThrow();
});

function policy(Action: string, Resource: string, Condition?: object): string {
  const Statement = [{ Effect: 'Allow', Principal: { AWS: '*' }, Action, Resource, Condition }];

  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}
