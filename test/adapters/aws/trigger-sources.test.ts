import {
  DescribeRuleCommand,
  EventBridgeClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { GetBucketLocationCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, NotFoundException, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, expect, it } from 'vitest';
import { awsTriggerSources } from '../../../functions/adapters/aws/trigger-sources.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const s3 = mockClient(S3Client);
const sns = mockClient(SNSClient);
const events = mockClient(EventBridgeClient);
const bucket = 'arn:aws:s3:::invoices';
const topic = 'arn:aws:sns:us-east-1:111122223333:news';
const rule = 'arn:aws:events:us-east-1:111122223333:rule/nightly';
const api = 'arn:aws:execute-api:us-east-1:111122223333:a1b2c3';
const about = { message: 'gone', $metadata: {} };

const exists = (arn: string) =>
  awsTriggerSources({
    s3: (region) => new S3Client({ region }),
    sns: (region) => new SNSClient({ region }),
    events: (region) => new EventBridgeClient({ region }),
    apis: async (region) => new Set(region === 'us-east-1' ? ['a1b2c3'] : []),
  })(arn, 'eu-west-1');

beforeEach(() => {
  for (const client of [s3, sns, events]) client.reset();
  s3.on(GetBucketLocationCommand).resolves({});
  sns.on(GetTopicAttributesCommand).resolves({});
  events.on(DescribeRuleCommand).resolves({});
});

it.each([bucket, topic, rule, api])('finds %s', async (arn) => {
  expect(await exists(arn)).toEqual({ exists: true });
});

it.each([bucket, topic, rule, api.replace('a1b2c3', 'd4e5f6')])('misses %s', async (arn) => {
  s3.on(GetBucketLocationCommand).rejects(
    new S3ServiceException({ ...about, name: 'NoSuchBucket', $fault: 'client' }),
  );
  sns.on(GetTopicAttributesCommand).rejects(new NotFoundException(about));
  events.on(DescribeRuleCommand).rejects(new ResourceNotFoundException(about));

  expect(await exists(arn)).toEqual({ exists: false });
});

it.each([
  ['anyone may', {}, true],
  [
    'its own account may, as SNS has it',
    { StringEquals: { 'AWS:SourceOwner': '111122223333' } },
    false,
  ],
  ['a bucket may', { ArnLike: { 'aws:SourceArn': bucket } }, false],
])('reads who may publish to a topic: %s', async (_, Condition, isOpen) => {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: ['SNS:GetTopicAttributes', 'SNS:Publish'],
    Resource: topic,
    Condition,
  };
  sns.on(GetTopicAttributesCommand).resolves({
    Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) },
  });

  expect(await exists(topic)).toEqual({ exists: true, isOpen });
});

it('takes no policy that it cannot read for one that allows no one', async () => {
  sns.on(GetTopicAttributesCommand).resolves({ Attributes: { Policy: '{' } });

  await expect(exists(topic)).rejects.toThrow();
});

it.each([bucket, topic, rule])('does not know %s when it is denied (case 1)', async (arn) => {
  s3.on(GetBucketLocationCommand).rejects(accessDenied());
  sns.on(GetTopicAttributesCommand).rejects(accessDenied());
  events.on(DescribeRuleCommand).rejects(accessDenied());

  await expect(exists(arn)).rejects.toThrow('not authorised');
});

it.each([
  'arn:aws:cognito-idp:us-east-1:111122223333:userpool/x',
  'nonsense',
  'arn:aws:toString:us-east-1:111122223333:x',
  'arn:aws:events:us-east-1:111122223333:event-bus/x',
  'arn:aws:s3:us-east-1:111122223333:accesspoint/x',
])('asks nothing about %s', async (arn) => {
  expect(await exists(arn)).toBeUndefined();
  expect([...s3.calls(), ...sns.calls(), ...events.calls()]).toEqual([]);
});

it('asks a rule of its bus', async () => {
  await exists(rule.replace('nightly', 'shop/bus/nightly'));

  expect(events.commandCalls(DescribeRuleCommand)[0]?.args[0].input).toEqual({
    Name: 'nightly',
    EventBusName: 'shop/bus',
  });
});

it('calls exactly what the fact declares, besides what reads policies and APIs', async () => {
  await Promise.all([bucket, topic, rule].map(exists));

  const { resourcePolicies, apiRoutes } = factSources.function;
  const own = new Set([...resourcePolicies, ...apiRoutes].map(({ action }) => action));
  expect([
    ...calledActions('s3', s3),
    ...calledActions('sns', sns),
    ...calledActions('events', events),
  ]).toEqual(
    factSources.function.triggerSources
      .map(({ action }) => action)
      .filter((action) => !own.has(action)),
  );
});
