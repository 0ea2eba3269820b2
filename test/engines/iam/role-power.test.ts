import { describe, expect, it } from 'vitest';
import { mayCall, rolePowerOf } from '../../../functions/engines/iam/role-power.ts';
import { roleOf, type Written } from '../../builders/role-of.ts';
import { roleNamed } from '../../fakes/targets.ts';

const logs: Written = {
  Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
};
const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const bucket = 'arn:aws:s3:::scans';
const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';
const key = 'arn:aws:kms:eu-west-1:111122223333:key/0f0f';
const role = 'arn:aws:iam::111122223333:role/deploy';

const write: Written = { Action: 'dynamodb:PutItem', Resource: table };
const batch: Written = { Action: 'dynamodb:BatchWriteItem', Resource: table };

const now = '2026-11-25T03:00:00.000Z';

describe('how much a role gives', () => {
  it.each<readonly [string, string, readonly Written[]]>([
    ['nothing', 'little', []],
    ['logs', 'little', [logs]],
    [
      'logs, traces, metrics and a network',
      'little',
      [
        logs,
        { Action: ['xray:PutTraceSegments', 'cloudwatch:PutMetricData'] },
        { Action: ['ec2:CreateNetworkInterface', 'ec2:DescribeSubnets'] },
      ],
    ],
    [
      'logs, as the Serverless Framework writes them',
      'little',
      [logs, { Action: ['logs:TagResource'], Resource: 'arn:aws:logs:eu-west-1:111122223333:*' }],
    ],
    [
      'what a Deny takes back',
      'little',
      [{ Action: 'dynamodb:GetItem' }, { Effect: 'Deny', Action: 'dynamodb:*' }],
    ],
    ['a table', 'something', [{ Action: 'dynamodb:PutItem', Resource: table }]],
    [
      'a secret by name',
      'something',
      [{ Action: 'secretsmanager:GetSecretValue', Resource: secret }],
    ],
    [
      'to overwrite one',
      'something',
      [{ Action: 'secretsmanager:PutSecretValue', Resource: secret }],
    ],
    [
      'all of the objects of one bucket',
      'something',
      [{ Action: 's3:*', Resource: 'arn:aws:s3:::photos/test/*' }],
    ],
    [
      'all of one bucket',
      'something',
      [{ Action: 's3:*', Resource: ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'] }],
    ],
    ['all of one table', 'something', [{ Action: 'dynamodb:*', Resource: table }]],
    [
      'who reads the objects of any bucket',
      'much',
      [{ Action: 's3:PutObjectAcl', Resource: 'arn:aws:s3:::*/*' }],
    ],
    [
      'who reads any table',
      'much',
      [
        {
          Action: 'dynamodb:PutResourcePolicy',
          Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/*',
        },
      ],
    ],
    ['who reads all but one table', 'much', [{ Action: 'dynamodb:*', NotResource: table }]],
    ['who uses a key', 'much', [{ Action: 'kms:PutKeyPolicy', Resource: key }]],
    [
      'to sign in to a database',
      'something',
      [
        {
          Action: 'rds-db:connect',
          Resource: 'arn:aws:rds-db:eu-west-1:111122223333:dbuser:*/orders',
        },
      ],
    ],
    [
      'what its resource rules out',
      'something',
      [{ Action: ['iam:PassRole', 'dynamodb:GetItem'], Resource: table }],
    ],
    ['any secret', 'much', [{ Action: 'secretsmanager:GetSecretValue' }]],
    ['everything', 'much', [{ Action: '*' }]],
    ['to hand over a role by name', 'much', [{ Action: 'iam:PassRole', Resource: role }]],
    ['to take up a role by name', 'much', [{ Action: 'sts:AssumeRole', Resource: role }]],
    [
      'the same, under a condition that cannot be decided',
      'much',
      [
        {
          Action: 'iam:PassRole',
          Resource: role,
          Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop' } },
        },
      ],
    ],
    ['to stop what is recorded', 'much', [{ Action: 'cloudtrail:StopLogging' }]],
  ])('%s: %s', (_, gives, statements) => {
    expect(rolePowerOf(roleOf([statements]), roleNamed('orders'), now).gives).toBe(gives);
  });

  it('counts nothing that a boundary keeps', () => {
    const permissions = roleOf([[logs, { Action: 'dynamodb:*' }]], [logs]);

    expect(rolePowerOf(permissions, roleNamed('orders'), now).gives).toBe('little');
  });

  it('says what for', () => {
    const because = (Action: readonly string[], Resource = table) =>
      rolePowerOf(roleOf([[{ Action, Resource }]]), roleNamed('orders'), now).because;

    expect(because(['dynamodb:GetItem'])).toBe('its role may call dynamodb:GetItem');
    expect(because(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'])).toBe(
      'its role may call dynamodb:GetItem and 2 more actions',
    );
    expect(because(['dynamodb:GetItem', 'kms:PutKeyPolicy'], '*')).toBe(
      'its role may call kms:PutKeyPolicy, which can change permissions, and 1 more action',
    );
    expect(because(['kms:PutKeyPolicy'], '*')).toBe(
      'its role may call kms:PutKeyPolicy, which can change permissions',
    );
  });
});

describe('what a role may have changed', () => {
  it.each<[boolean, string, string, readonly Written[], (readonly Written[])?]>([
    [true, 'dynamodb:PutItem', 'it is allowed on one table', [write]],
    [true, 'dynamodb:PutItem', 'a pattern allows it', [{ Action: 'dynamodb:*', Resource: table }]],
    [true, 'dynamodb:putitem', 'it is in another case', [write]],
    [
      true,
      'dynamodb:PutItem',
      'a condition may',
      [{ ...write, Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop' } } }],
    ],
    [
      true,
      'dynamodb:PutItem',
      'all but some are allowed',
      [{ NotAction: 'dynamodb:DeleteTable', Resource: table }],
    ],
    [true, 'dynamodb:DeleteItem', 'it may write by the batch', [batch]],
    [true, 'ses:SendEmail', 'it may send what is written out', [{ Action: 'ses:SendRawEmail' }]],
    [true, 's3:PutObject', 'it may put into one', [{ Action: 's3:Put*', Resource: `${bucket}/*` }]],
    [true, 's3:PutObjectAcl', 'the bucket may let it', []],
    [true, 'sqs:SendMessage', 'the queue may let it', []],
    [false, 's3:PutObject', 'it may do nothing', []],
    [false, 's3:DeleteObject', 'it may put', [{ Action: 's3:PutObject', Resource: `${bucket}/*` }]],
    [true, 'sns:Publish', 'the topic may let it', [logs]],
    [true, 'dynamodb:PutAnything', 'AWS does not know it', []],
    [true, 'dynamodb:PutItem', 'it gives much', [{ Action: 'iam:PassRole', Resource: role }]],
    [true, 'dynamodb:PutItem', 'it may do too much to keep', [{ Action: ['cognito-idp:*'] }]],
    [false, 'dynamodb:PutItem', 'it may do nothing', []],
    [false, 'dynamodb:PutItem', 'it may log', [logs]],
    [false, 'dynamodb:PutItem', 'it may read', [{ Action: 'dynamodb:GetItem', Resource: table }]],
    [
      false,
      'ses:SendEmail',
      'it may do all of a table, and read much',
      [{ Action: 'dynamodb:*', Resource: table }, { Action: ['ses:Get*', 'states:Describe*'] }],
    ],
    [false, 'dynamodb:UpdateItem', 'it may put', [write]],
    [false, 'dynamodb:UpdateItem', 'it may write by the batch', [batch]],
    [false, 'dynamodb:PutItem', 'a Deny takes it back', [write, { ...write, Effect: 'Deny' }]],
    [false, 'dynamodb:PutItem', 'its boundary keeps it', [write, { Action: 's3:*' }], [logs]],
    [false, 'ses:SendEmail', 'it may write to a table', [write]],
    [false, 'states:StartExecution', 'it may write to a table', [write]],
  ])('%s: %s, where %s', (may, action, _, statements, boundary) => {
    const power = rolePowerOf(roleOf([statements], boundary), roleNamed('orders'), now);

    expect(mayCall(power, action)).toBe(may);
  });
});
