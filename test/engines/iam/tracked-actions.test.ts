import { expect, it } from 'vitest';
import { isTracked } from '../../../functions/engines/iam/tracked-actions.ts';

it.each([
  'secretsmanager:GetSecretValue',
  'lambda:UpdateFunctionCode',
  'kms:Decrypt',
  'sts:AssumeRole',
  'logs:CreateLogGroup',
  'LAMBDA:updatefunctioncode',
])('tracks %s', (action) => {
  expect(isTracked(action)).toBe(true);
});

it.each([
  ['data of a bucket', 's3:GetObject'],
  ['a role handed on', 'iam:PassRole'],
  ['items of a table', 'dynamodb:GetItem'],
  ['messages', 'sqs:SendMessage'],
  ['invocations', 'lambda:InvokeFunction'],
  ['lines of a log', 'logs:PutLogEvents'],
  ['a service that is not tracked at all', 'sns:Publish'],
  ['tags', 'lambda:TagResource'],
  ['an unknown action', 'lambda:DanceFunction'],
  ['an unknown service', 'tango:Dance'],
  ['a pattern, which is no action', 'lambda:*'],
  ['nothing', ''],
])('does not track %s', (_, action) => {
  expect(isTracked(action)).toBe(false);
});
