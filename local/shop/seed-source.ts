import { EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import type { SampleSource } from './sample-function.ts';
import type { SeedContext } from './seed-context.ts';

/** Creates what may trigger a function. A source that is not created looks deleted to the scanners. */
export async function seedSource(context: SeedContext, source: SampleSource): Promise<void> {
  switch (source.kind) {
    case 'bucket':
      await seedBucket(context, source);
      break;
    case 'topic':
      await seedTopic(context, source);
      break;
    case 'rule':
      await seedRule(context, source);
      break;
  }
}

/** AWS blocks public access to a new bucket, and disables its access control list. */
async function seedBucket({ client }: SeedContext, { name: Bucket, isOpen, byAcl }: SampleSource) {
  const s3 = new S3Client(client);
  await s3.send(
    new CreateBucketCommand({ Bucket, ...(byAcl && { ObjectOwnership: 'ObjectWriter' }) }),
  );
  if (!isOpen) return;

  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  if (byAcl) {
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read-write' }));
    return;
  }
  const Policy = openTo('s3:PutObject', `arn:aws:s3:::${Bucket}/*`);
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}

async function seedTopic({ client }: SeedContext, { name: Name, isOpen }: SampleSource) {
  const sns = new SNSClient(client);
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name }));
  if (!isOpen) return;

  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: openTo('sns:Publish', TopicArn),
    }),
  );
}

async function seedRule({ client }: SeedContext, { name: Name, isOff }: SampleSource) {
  await new EventBridgeClient(client).send(
    new PutRuleCommand({
      Name,
      ScheduleExpression: 'rate(1 hour)',
      State: isOff ? 'DISABLED' : 'ENABLED',
    }),
  );
}

function openTo(Action: string, Resource: string): string {
  const Statement = [{ Effect: 'Allow', Principal: '*', Action, Resource }];

  return JSON.stringify({ Version: '2012-10-17', Statement });
}
