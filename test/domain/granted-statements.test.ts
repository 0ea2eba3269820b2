import { expect, it } from 'vitest';
import { grantedStatements } from '../../functions/domain/granted-statements.ts';
import type { Grant } from '../../functions/domain/grants.ts';

const grants: readonly Grant[] = [
  { action: 'lambda:GetPolicy', on: 'any function' },
  { action: 'events:DescribeRule', on: 'any rule' },
  { action: 'lambda:ListLayerVersions', on: 'any own layer as a whole' },
  { action: 'iam:GetRole', on: 'any role' },
  { action: 'states:DescribeStateMachine', on: 'any state machine' },
  { action: 'sqs:SendMessage', on: 'work queue' },
];
const place = { partition: 'aws', account: '111122223333', own: { 'work queue': 'arn:queue' } };
const inRegions = (regions: readonly string[]) =>
  grantedStatements(grants, { ...place, regions }).map(({ on, actions, conditions }) => ({
    on,
    actions,
    isRegional: 'StringEquals' in conditions,
  }));

it('is one for each thing', () => {
  expect(inRegions([]).map(({ on }) => on)).toEqual(grants.map(({ on }) => [on]));
});

it('is one for things of different services that are held to the same regions, and for no others', () => {
  expect(inRegions(['eu-west-1'])).toEqual([
    {
      on: ['any function', 'any rule', 'any state machine'],
      actions: ['lambda:GetPolicy', 'events:DescribeRule', 'states:DescribeStateMachine'],
      isRegional: true,
    },
    { on: ['any own layer as a whole'], actions: ['lambda:ListLayerVersions'], isRegional: true },
    { on: ['any role'], actions: ['iam:GetRole'], isRegional: false },
    { on: ['work queue'], actions: ['sqs:SendMessage'], isRegional: false },
  ]);
});
