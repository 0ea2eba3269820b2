import { expect, it } from 'vitest';
import { actionsMatching } from '../../../../functions/engines/iam/index.ts';
import type { Need } from '../../../../functions/engines/iam/right-size/need.ts';
import {
  type PlatformConfiguration,
  platformNeeds,
} from '../../../../functions/engines/iam/right-size/platform-needs.ts';
import { place, useOf } from '../../../builders/function-use.ts';

const { platform: plain } = useOf([]);
const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';

it.each<[what: string, set: PlatformConfiguration, action: string, on: string | undefined]>([
  ['its network', { isInVpc: true }, 'ec2:CreateNetworkInterface', '*'],
  ['its traces', { isTraced: true }, 'xray:PutTraceSegments', '*'],
  ['its environment', { environmentKey: 'arn:k' }, 'kms:Decrypt', 'arn:k'],
  ['its files', { mountsFiles: true }, 'elasticfilesystem:ClientMount', undefined],
  ['a queue', { sources: [{ arn: queue, secrets: [] }] }, 'sqs:ReceiveMessage', queue],
  [
    'a stream by a consumer',
    {
      sources: [{ arn: 'arn:aws:kinesis:r:1:stream/a/consumer/b:1', secrets: [] }],
    },
    'kinesis:GetRecords',
    'arn:aws:kinesis:r:1:stream/a',
  ],
  [
    'the stream of a table',
    { sources: [{ arn: 'arn:aws:dynamodb:r:1:table/a/stream/b', secrets: [] }] },
    'dynamodb:GetRecords',
    'arn:aws:dynamodb:r:1:table/a/stream/b',
  ],
  ['a cluster', { sources: [{ secrets: ['arn:s'] }] }, 'secretsmanager:GetSecretValue', 'arn:s'],
  [
    'a broker',
    { sources: [{ arn: 'arn:aws:mq:r:1:broker:a:b', secrets: [] }] },
    'ec2:DescribeVpcs',
    '*',
  ],
  ['what it failed at', { destinations: [queue] }, 'sqs:SendMessage', queue],
  [
    'what it has done',
    { destinations: ['arn:aws:lambda:r:1:function:a'] },
    'lambda:InvokeFunction',
    'arn:aws:lambda:r:1:function:a',
  ],
  [
    'a bucket for it',
    { destinations: ['arn:aws:s3:::failed'] },
    's3:PutObject',
    'arn:aws:s3:::failed/*',
  ],
  [
    'an extension',
    { layers: ['arn:aws:lambda:r:1:layer:AWS-Parameters-and-Secrets-Lambda-Extension:2'] },
    'ssm:GetParameter',
    undefined,
  ],
  [
    'Lambda Insights',
    { layers: ['arn:aws:lambda:r:1:layer:LambdaInsightsExtension:2'] },
    'logs:PutLogEvents',
    'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda-insights:*',
  ],
  ['what is not known', { sources: undefined }, 'sqs:ReceiveMessage', undefined],
  ['where it delivers is not known', { destinations: undefined }, 'sns:Publish', undefined],
])('has %s', (_, set, action, on) => {
  const before = platformNeeds(plain, place);
  const needs = platformNeeds({ ...plain, ...set }, place);

  const found = needs.filter((need) => need.action === action);
  expect(found.map(({ resources }) => resources?.includes(on ?? '') ?? on === undefined)).toContain(
    true,
  );
  expect(needs.length).toBeGreaterThan(before.length);
});

const kinesis = 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders';
const broker = 'arn:aws:mq:eu-west-1:111122223333:broker:orders:b-1';

it.each<[what: string, set: PlatformConfiguration, needs: readonly string[]]>([
  [
    'a key that is not known',
    { environmentKey: undefined },
    ['decrypts its environment: kms:Decrypt on what it is'],
  ],
  [
    'a queue',
    { sources: [{ arn: queue, secrets: [] }] },
    [
      `reads ${queue}: sqs:ReceiveMessage on ${queue}`,
      `reads ${queue}: sqs:DeleteMessage on ${queue}`,
      `reads ${queue}: sqs:GetQueueAttributes on ${queue}`,
      `reads ${queue}: sqs:ChangeMessageVisibility on ${queue}`,
      'decrypts what it reads: kms:Decrypt on what it is',
    ],
  ],
  [
    'a consumer of a stream',
    { sources: [{ arn: `${kinesis}/consumer/a:1`, secrets: [] }] },
    [
      'DescribeStream',
      'DescribeStreamSummary',
      'GetRecords',
      'GetShardIterator',
      'ListShards',
      'SubscribeToShard',
    ]
      .map(
        (name) =>
          `reads ${kinesis}/consumer/a:1: kinesis:${name} on ${kinesis}/consumer/a:1 ${kinesis} ${kinesis}/*`,
      )
      .concat(
        `reads ${kinesis}/consumer/a:1: kinesis:ListStreams on what it is`,
        'decrypts what it reads: kms:Decrypt on what it is',
      ),
  ],
  ['a layer', { layers: ['arn:aws:lambda:eu-west-1:111122223333:layer:own:1'] }, []],
])('has for %s what it needs, and no more', (_, set, needs) => {
  const before = platformNeeds(plain, place).length;

  expect(
    platformNeeds({ ...plain, ...set }, place)
      .slice(before)
      .map(shown),
  ).toEqual(needs);
});

it.each([
  [undefined, 'its Kafka cluster'],
  [broker, broker],
])('signs in to %s', (arn, what) => {
  const needs = platformNeeds({ ...plain, sources: [{ arn, secrets: ['arn:s'] }] }, place);

  expect(needs.map(shown)).toContain(`signs in to ${what}: secretsmanager:GetSecretValue on arn:s`);
  expect(needs.map(shown)).toContain(
    `reads ${what} over its network: ec2:CreateNetworkInterface on *`,
  );
  expect(needs.filter(({ resources }) => resources?.some((each) => each === undefined))).toEqual(
    [],
  );
});

it('logs anywhere where its group is not known', () => {
  expect(platformNeeds({ ...plain, logGroup: undefined }, place).map(shown)).toContain(
    'writes its logs: logs:PutLogEvents on what it is',
  );
});

it('reads a cluster that is not known, wherever that is', () => {
  const needs = platformNeeds({ ...plain, sources: [{ secrets: [] }] }, place);

  expect(needs.map(shown)).toContain(
    'reads its Kafka cluster: kafka:DescribeCluster on what it is',
  );
});

it('names actions that AWS has', () => {
  const unknown = { layers: [] };

  expect(
    platformNeeds(unknown, place)
      .map(({ action }) => action)
      .filter((action) => actionsMatching(action).length === 0),
  ).toEqual([]);
});

function shown({ action, resources, reason }: Need): string {
  const what = reason.because === 'platform' ? reason.what : reason.because;

  return `${what}: ${action} on ${resources?.join(' ') ?? 'what it is'}`;
}
