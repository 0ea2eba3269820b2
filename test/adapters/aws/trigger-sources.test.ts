import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import {
  GetBucketLocationCommand,
  ListBucketsCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, NotFoundException, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules, ownBuckets } from '../../../functions/adapters/aws/trigger-listings.ts';
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
const iotRule = 'arn:aws:iot:us-east-1:111122223333:rule/daily';
const userPool = 'arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_Shop';
const distribution = 'arn:aws:cloudfront::111122223333:distribution/E1';
const signing = { id: 'E1', address: 'https://d1.cloudfront.net', signsTo: [] };
const about = { message: 'gone', $metadata: {} };

const clock = () => new Date('2026-06-15T03:00:00.000Z');
const s3In = (region: string) => new S3Client({ region });
const eventsIn = (region: string) => new EventBridgeClient({ region });

const exists = (arn: string) =>
  awsTriggerSources({
    s3: s3In,
    sns: (region) => new SNSClient({ region }),
    events: eventsIn,
    buckets: ownBuckets(s3In, clock),
    rules: defaultRules(eventsIn, clock),
    apis: async (region) => new Set(region === 'us-east-1' ? ['a1b2c3'] : []),
    distributions: async () => new Map([[distribution, signing]]),
    iot: { one: async (arn) => ({ exists: arn === iotRule }) },
    userPools: { source: async (arn) => ({ exists: arn === userPool }) },
  })(arn, 'eu-west-1');

beforeEach(() => {
  for (const client of [s3, sns, events]) client.reset();
  s3.on(ListBucketsCommand).resolves({ Buckets: [] });
  events.on(ListRulesCommand).resolves({ Rules: [] });
  s3.on(GetBucketLocationCommand).resolves({});
  sns.on(GetTopicAttributesCommand).resolves({});
  events.on(DescribeRuleCommand).resolves({});
});

it.each([bucket, topic, rule, api, iotRule, userPool])('finds %s', async (arn) => {
  expect(await exists(arn)).toEqual({ exists: true });
});

it('finds a distribution, and what it signs', async () => {
  expect(await exists(distribution)).toEqual({ exists: true, distribution: signing });
  expect(await exists(`${distribution}2`)).toEqual({ exists: false });
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
  'arn:aws:logs:us-east-1:111122223333:log-group:x',
  'nonsense',
  'arn:aws:toString:us-east-1:111122223333:x',
  'arn:aws:events:us-east-1:111122223333:event-bus/x',
  'arn:aws:s3:us-east-1:111122223333:accesspoint/x',
  'arn:aws:cloudfront::111122223333:function/x',
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

it('calls exactly what the fact declares, besides what reads policies, APIs, distributions and AWS IoT', async () => {
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
      .filter(
        (action) => !own.has(action) && !/^(?:cloudfront|cognito-idp|iot|wafv2):/.test(action),
      ),
  );
});

describe('what is listed', () => {
  it('is there, and no call is made about it alone', async () => {
    s3.on(ListBucketsCommand).resolves({ Buckets: [{ Name: 'invoices' }] });
    events.on(ListRulesCommand).resolves({ Rules: [{ Arn: rule }] });

    expect(await exists(bucket)).toEqual({ exists: true });
    expect(await exists(rule)).toEqual({ exists: true });
    expect(s3.commandCalls(GetBucketLocationCommand)).toEqual([]);
    expect(events.commandCalls(DescribeRuleCommand)).toEqual([]);
  });

  it('may be on a later page', async () => {
    s3.on(ListBucketsCommand)
      .resolvesOnce({ Buckets: [{ Name: 'other' }], ContinuationToken: 'more' })
      .resolvesOnce({ Buckets: [{ Name: 'invoices' }] });
    events
      .on(ListRulesCommand)
      .resolvesOnce({ Rules: [], NextToken: 'more' })
      .resolvesOnce({ Rules: [{ Arn: rule }] });

    await exists(bucket);
    await exists(rule);

    expect(s3.commandCalls(GetBucketLocationCommand)).toEqual([]);
    expect(events.commandCalls(DescribeRuleCommand)).toEqual([]);
  });

  it.each([
    ['is of another account, or younger than the listing', { Name: 'others' }],
    ['has a longer name', { Name: 'invoices-2' }],
  ])('is not what %s: that is asked for by its name', async (_, Bucket) => {
    s3.on(ListBucketsCommand).resolves({ Buckets: [Bucket] });
    events.on(ListRulesCommand).resolves({ Rules: [{ Arn: `${rule}-2` }] });

    expect(await exists(bucket)).toEqual({ exists: true });
    expect(await exists(rule)).toEqual({ exists: true });
    expect(s3.commandCalls(GetBucketLocationCommand)).toHaveLength(1);
    expect(events.commandCalls(DescribeRuleCommand)).toHaveLength(1);
  });

  it('is not known where it cannot be listed, and then each is asked for by its name', async () => {
    s3.on(ListBucketsCommand).rejects(accessDenied());
    events.on(ListRulesCommand).rejects(accessDenied());

    expect(await exists(bucket)).toEqual({ exists: true });
    expect(await exists(rule)).toEqual({ exists: true });
  });
});
