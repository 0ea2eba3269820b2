import { expect, it } from 'vitest';
import { type FunctionUse, missingAccess } from '../../../../functions/engines/iam/index.ts';
import { call, operationNames, useOf } from '../../../builders/function-use.ts';
import { roleOf, type Written } from '../../../builders/role-of.ts';
import { roleNamed } from '../../../fakes/targets.ts';

const sends = call('ec2.DescribeInstances');
const reads = call('ssm.GetParameter', { Name: '/shop/key' });

it.each<
  [
    what: string,
    uses: readonly FunctionUse[],
    granted: readonly Written[],
    missing: readonly string[],
  ]
>([
  ['what nothing grants', [useOf([reads])], [], ['ssm:GetParameter']],
  [
    'what several call',
    [useOf([reads]), useOf([sends])],
    [],
    ['ssm:GetParameter', 'ec2:DescribeInstances'],
  ],
  ['nothing of what is granted', [useOf([sends])], [{ Action: 'ec2:DescribeInstances' }], []],
  [
    'nothing of what is granted on something, whatever it is called on',
    [useOf([reads])],
    [{ Action: 'ssm:GetParameter', Resource: 'arn:aws:ssm:eu-west-1:111122223333:parameter/a' }],
    [],
  ],
  [
    'nothing of what is granted under a condition',
    [useOf([sends])],
    [{ Action: '*', Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }],
    [],
  ],
  [
    'what is denied',
    [useOf([sends])],
    [{ Action: '*' }, { Effect: 'Deny', Action: 'ec2:*' }],
    ['ec2:DescribeInstances'],
  ],
  [
    'what the other of two services is granted',
    [useOf([sends])],
    [{ Action: 'ssm:*' }],
    ['ec2:DescribeInstances'],
  ],
  [
    'nothing of what the policy of a resource may grant',
    [useOf([call('sqs.SendMessage', { QueueUrl: '?' })])],
    [],
    [],
  ],
  ['nothing of an action that AWS has not', [useOf([call('ssm.GetNothing')])], [], []],
  [
    'nothing of one that takes up another role',
    [useOf([reads, call('sts.AssumeRoleWithWebIdentity', { RoleArn: '?' })])],
    [],
    [],
  ],
  [
    'what another calls beside it',
    [useOf([sends, call('sts.AssumeRole')]), useOf([reads])],
    [],
    ['ssm:GetParameter'],
  ],
  [
    'what is called by one that asks who it is',
    [useOf([reads, call('sts.GetCallerIdentity')])],
    [],
    ['ssm:GetParameter'],
  ],
  [
    'what is called by one that has an operation of that name elsewhere',
    [useOf([reads, call('ssm.AssumeRole')])],
    [],
    ['ssm:GetParameter'],
  ],
  [
    'nothing of code that is not known',
    [useOf([], { calls: { known: false, reason: 'a' } })],
    [],
    [],
  ],
])('is %s', (_, uses, granted, missing) => {
  const sized = {
    permissions: roleOf([granted]),
    role: roleNamed('orders'),
    now: '2026-11-25T03:00:00.000Z',
  };

  expect(missingAccess(sized, uses, operationNames).map(({ action }) => action)).toEqual(missing);
});
