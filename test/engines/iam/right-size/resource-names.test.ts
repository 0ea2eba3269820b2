import { expect, it } from 'vitest';
import { namingBy } from '../../../../functions/engines/iam/right-size/resource-names.ts';
import { place } from '../../../builders/function-use.ts';

const here = 'eu-west-1:111122223333';
const there = 'eu-north-1:444455556666';

it.each<[parameter: string, value: string, ...arns: readonly string[]]>([
  ['dynamodb TableName', 'a', `arn:aws:dynamodb:${here}:table/a`],
  ['dynamodb TableName', `arn:aws:dynamodb:${there}:table/a`, `arn:aws:dynamodb:${there}:table/a`],
  ['SQS queueurl', 'a', `arn:aws:sqs:${here}:a`],
  ['sqs QueueUrl', 'a/b'],
  ['sqs QueueUrl', `arn:aws:sqs:${there}:a`, `arn:aws:sqs:${there}:a`],
  ['sqs QueueUrl', 'https://sqs.eu-north-1.amazonaws.com/444455556666/a', `arn:aws:sqs:${there}:a`],
  [
    'sqs QueueUrl',
    'https://eu-north-1.queue.amazonaws.com/444455556666/a',
    `arn:aws:sqs:${there}:a`,
  ],
  ['sqs QueueUrl', 'http://localhost:4566/a1/a', `arn:aws:sqs:${here}:a`],
  ['sqs QueueUrl', 'https://sqs.*.amazonaws.com/*/a', `arn:aws:sqs:eu-west-1:*:a`],
  ['secretsmanager SecretId', 'a', `arn:aws:secretsmanager:${here}:secret:a-??????`],
  ['secretsmanager SecretId', 'a-AbCdEf', `arn:aws:secretsmanager:${here}:secret:a-AbCdEf-??????`],
  ['secretsmanager SecretId', 'a*', `arn:aws:secretsmanager:${here}:secret:a*`],
  [
    'secretsmanager SecretId',
    `arn:aws:secretsmanager:${there}:secret:a`,
    `arn:aws:secretsmanager:${there}:secret:a-??????`,
  ],
  [
    'secretsmanager SecretId',
    `arn:aws:secretsmanager:${there}:secret:a-AbCdEf`,
    `arn:aws:secretsmanager:${there}:secret:a-AbCdEf`,
  ],
  ['ssm Name', '/a/b:3', `arn:aws:ssm:${here}:parameter/a/b`],
  ['ssm Name', 'a', `arn:aws:ssm:${here}:parameter/a`],
  ['ssm Name', `arn:aws:ssm:${there}:parameter/a`, `arn:aws:ssm:${there}:parameter/a`],
  ['ssm Path', '/a/', `arn:aws:ssm:${here}:parameter/a`, `arn:aws:ssm:${here}:parameter/a/*`],
  ['ssm Path', '/', `arn:aws:ssm:${here}:parameter/*`],
  [
    'lambda FunctionName',
    'a',
    `arn:aws:lambda:${here}:function:a`,
    `arn:aws:lambda:${here}:function:a:*`,
  ],
  ['lambda FunctionName', 'a:live', `arn:aws:lambda:${here}:function:a:live`],
  [
    'lambda FunctionName',
    '444455556666:function:a:1',
    'arn:aws:lambda:eu-west-1:444455556666:function:a:1',
  ],
  [
    'lambda FunctionName',
    'function:a',
    `arn:aws:lambda:${here}:function:a`,
    `arn:aws:lambda:${here}:function:a:*`,
  ],
  [
    'lambda FunctionName',
    `arn:aws:lambda:${there}:function:a`,
    `arn:aws:lambda:${there}:function:a`,
    `arn:aws:lambda:${there}:function:a:*`,
  ],
  [
    'lambda FunctionName',
    `arn:aws:lambda:${there}:function:a:1`,
    `arn:aws:lambda:${there}:function:a:1`,
  ],
  ['kms KeyId', 'a', `arn:aws:kms:${here}:key/a`],
  ['kms KeyId', 'alias/a'],
  ['kms KeyId', `arn:aws:kms:${there}:key/a`, `arn:aws:kms:${there}:key/a`],
  ['bedrock-runtime modelId', 'amazon.a', 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.a'],
  [
    'bedrock-runtime modelId',
    'eu.amazon.a',
    `arn:aws:bedrock:${here}:inference-profile/eu.amazon.a`,
    'arn:aws:bedrock:*::foundation-model/amazon.a',
  ],
  ['bedrock-runtime modelId', `arn:aws:bedrock:${there}:a`, `arn:aws:bedrock:${there}:a`],
  ['iam RoleName', 'a', 'arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/*/a'],
  ['iam RoleName', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/a'],
  ['route53 HostedZoneId', '/hostedzone/a', 'arn:aws:route53:::hostedzone/a'],
  ['route53 HostedZoneId', 'arn:aws:route53:::hostedzone/a', 'arn:aws:route53:::hostedzone/a'],
  [
    'route53 HostedZoneId',
    'arn:aws-cn:route53:::hostedzone/a',
    'arn:aws-cn:route53:::hostedzone/a',
  ],
  ['events Rule', 'a', `arn:aws:events:${here}:rule/a`, `arn:aws:events:${here}:rule/*/a`],
  ['events Rule', `arn:aws:events:${there}:rule/a`, `arn:aws:events:${there}:rule/a`],
  ['ecs taskDefinition', 'a', `arn:aws:ecs:${here}:task-definition/a:*`],
  ['ecs taskDefinition', 'a:7', `arn:aws:ecs:${here}:task-definition/a:7`],
  [
    'ecs taskDefinition',
    `arn:aws:ecs:${there}:task-definition/a:7`,
    `arn:aws:ecs:${there}:task-definition/a:7`,
  ],
  [
    'logs logGroupName',
    'a',
    `arn:aws:logs:${here}:log-group:a`,
    `arn:aws:logs:${here}:log-group:a:*`,
  ],
  [
    'logs logGroupIdentifier',
    `arn:aws:logs:${there}:log-group:a:*`,
    `arn:aws:logs:${there}:log-group:a`,
    `arn:aws:logs:${there}:log-group:a:*`,
  ],
])('%s %s names %s', (parameter, value, ...arns) => {
  const [service = '', name = ''] = parameter.split(' ');

  expect(namingBy(service, name)?.(value, place)).toEqual(arns);
});

it('knows a parameter by its service', () => {
  expect(namingBy('s3', 'TableName')).toBeUndefined();
});
