import { GetBucketPolicyCommand, GetPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { openSources } from '../../../functions/adapters/aws/open-sources.ts';
import { accessDenied } from '../../fakes/targets.ts';

const s3 = mockClient(S3Client);
const sqs = mockClient(SQSClient);
const topic = 'arn:aws:sns:eu-west-1:111122223333:guests';
const queue = 'arn:aws:sqs:eu-west-1:111122223333:guests';
const bucket = 'arn:aws:s3:::guests';
const isOpen = (arn: string) =>
  openSources({
    s3: (region) => new S3Client({ region }),
    sqs: (region) => new SQSClient({ region }),
  })(arn, 'eu-west-1');

beforeEach(() => {
  s3.reset();
  sqs.reset();
  sqs.on(GetQueueUrlCommand).resolves({ QueueUrl: 'https://queue' });
  s3.on(GetPublicAccessBlockCommand).rejects(named('NoSuchPublicAccessBlockConfiguration'));
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

describe('a bucket', () => {
  it.each([
    ['is open to all', policy('s3:PutObject', `${bucket}/*`), true],
    ['is open for reading', policy('s3:GetObject', `${bucket}/*`), false],
    [
      'is for a network',
      policy('s3:PutObject', `${bucket}/*`, { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }),
      false,
    ],
  ])('that %s', async (_, Policy, open) => {
    s3.on(GetBucketPolicyCommand).resolves({ Policy });

    expect(await isOpen(bucket)).toBe(open);
  });

  it.each(['NoSuchBucketPolicy', 'NoSuchBucket'])(
    'that has no policy, or is gone, is asked nothing more: %s',
    async (name) => {
      s3.on(GetBucketPolicyCommand).rejects(named(name));

      expect(await isOpen(bucket)).toBe(false);
      expect(s3.commandCalls(GetPublicAccessBlockCommand)).toEqual([]);
    },
  );

  it.each([true, false])('that blocks public access, or not: %s', async (RestrictPublicBuckets) => {
    s3.on(GetBucketPolicyCommand).resolves({ Policy: policy('s3:PutObject', `${bucket}/*`) });
    s3.on(GetPublicAccessBlockCommand).resolves({
      PublicAccessBlockConfiguration: { RestrictPublicBuckets },
    });

    expect(await isOpen(bucket)).toBe(!RestrictPublicBuckets);
  });
});

it('asks nobody about other services', async () => {
  expect(await isOpen(topic)).toBe(false);
  expect(await isOpen('arn:aws:kinesis:eu-west-1:111122223333:stream/clicks')).toBe(false);
  expect(await isOpen('arn:aws:constructor:eu-west-1:111122223333:x')).toBe(false);
});

it('throws when it cannot tell', async () => {
  s3.on(GetBucketPolicyCommand).rejects(accessDenied());
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
