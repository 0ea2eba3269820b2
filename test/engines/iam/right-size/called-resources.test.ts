import { expect, it } from 'vitest';
import { resourceTypesOf } from '../../../../functions/engines/iam/resource-types.ts';
import {
  calledResources,
  mayBeOf,
} from '../../../../functions/engines/iam/right-size/called-resources.ts';
import { call, place } from '../../../builders/function-use.ts';

const site = { place, name: 'orders', variables: {} };
const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const next = 'arn:aws:lambda:eu-west-1:111122223333:function:next';
const group = 'arn:aws:logs:eu-west-1:111122223333:log-group:a';
const point = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/a';
const signing = 'arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-1';

type Parameters = Readonly<Record<string, string>>;

it.each<
  [
    what: string,
    operation: string,
    action: string,
    given: Parameters,
    on: readonly string[] | undefined,
  ]
>([
  ['no resource', 's3.ListBuckets', 's3:ListAllMyBuckets', {}, ['*']],
  ['a table', 'dynamodb.GetItem', 'dynamodb:GetItem', { TableName: 'orders' }, [table]],
  [
    'a table that is not known',
    'dynamodb.GetItem',
    'dynamodb:GetItem',
    { TableName: '?' },
    undefined,
  ],
  [
    'a table, and what says nothing of it',
    'dynamodb.GetItem',
    'dynamodb:GetItem',
    { Other: '?', TableName: 'orders', Another: 'a' },
    [table],
  ],
  ['what an ARN names', 'dynamodb.GetItem', 'dynamodb:GetItem', { Of: table }, [table]],
  ['what may be an ARN', 'dynamodb.GetItem', 'dynamodb:GetItem', { Of: 'ar|?' }, undefined],
  [
    'a table and any of its indexes',
    'dynamodb.Query',
    'dynamodb:Query',
    { TableName: 'orders' },
    [table, `${table}/index/*`],
  ],
  [
    'a table and one of its indexes',
    'dynamodb.Query',
    'dynamodb:Query',
    { TableName: 'orders', IndexName: 'a' },
    [table, `${table}/index/a`],
  ],
  [
    'an index by its ARN',
    'dynamodb.Query',
    'dynamodb:Query',
    { TableName: `${table}/index/a` },
    [`${table}/index/a`],
  ],
  [
    'a function, whole or by any of its versions',
    'lambda.Invoke',
    'lambda:InvokeFunction',
    { FunctionName: 'next' },
    [next, `${next}:*`],
  ],
  [
    'a function, and an alias of it',
    'lambda.Invoke',
    'lambda:InvokeFunction',
    { FunctionName: 'next', Qualifier: 'live' },
    [next, `${next}:live`],
  ],
  [
    'a group of logs, of which there are no versions',
    'logs.FilterLogEvents',
    'logs:FilterLogEvents',
    { logGroupName: 'a', Qualifier: 'live' },
    [group, `${group}:*`],
  ],
  ['no bucket', 's3.GetObject', 's3:GetObject', {}, undefined],
  ['objects', 's3.GetObject', 's3:GetObject', { Bucket: 'a' }, ['arn:aws:s3:::a/*']],
  ['a bucket', 's3.ListObjectsV2', 's3:ListBucket', { Bucket: 'a' }, ['arn:aws:s3:::a']],
  [
    'objects by an access point',
    's3.GetObject',
    's3:GetObject',
    { Bucket: point },
    [`${point}/object/*`],
  ],
  ['an access point', 's3.ListObjectsV2', 's3:ListBucket', { Bucket: point }, [point]],
  [
    'two resources, of which one is known',
    'lambda.PutFunctionCodeSigningConfig',
    'lambda:PutFunctionCodeSigningConfig',
    { FunctionName: 'next' },
    undefined,
  ],
  [
    'two resources',
    'lambda.PutFunctionCodeSigningConfig',
    'lambda:PutFunctionCodeSigningConfig',
    { FunctionName: 'next', CodeSigningConfigArn: signing },
    [next, `${next}:*`, signing],
  ],
])('a call is about %s', (_, operation, action, given, on) => {
  expect(calledResources(call(operation, given), action, site)).toEqual(on);
});

it.each<[pattern: string, action: string, type: string, may: boolean]>([
  [table, 'dynamodb:Query', 'table', true],
  ['*', 'dynamodb:Query', 'table', true],
  [next, 'dynamodb:Query', 'table', false],
  ['arn:aws:dynamodb:::table/orders', 'dynamodb:Query', 'table', false],
  ['arn:aws:s3:::a', 's3:ListBucket', 'bucket', true],
  ['arn:aws:s3:::a/b', 's3:ListBucket', 'bucket', false],
  ['arn:aws:s3:*:*:a', 's3:ListBucket', 'bucket', true],
  ['arn:aws:s3:eu-west-1::a', 's3:ListBucket', 'bucket', false],
  ['arn:aws:s3:eu*::a', 's3:ListBucket', 'bucket', false],
  [group, 'logs:PutLogEvents', 'log stream', false],
  [`${group}:log-stream:b`, 'logs:PutLogEvents', 'log stream', true],
  [
    'arn:aws:states:eu-west-1:111122223333:express:a:b:c',
    'states:DescribeExecution',
    'express',
    true,
  ],
])('%s, for %s, as a %s: %s', (pattern, action, name, may) => {
  const types = resourceTypesOf(action).filter((type) => type.name === name);

  expect(types).toHaveLength(1);
  expect(types.map((type) => mayBeOf(pattern, type))).toEqual([may]);
});

it('may be of a type by one of its ARNs', () => {
  const type = { name: 'rule', arns: ['arn:*:events:*:*:rule/*', next], isRequired: false };

  expect(mayBeOf(next, type)).toBe(true);
});
