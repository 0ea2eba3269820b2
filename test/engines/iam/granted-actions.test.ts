import { describe, expect, it } from 'vitest';
import { grantedServices, namedServices } from '../../../functions/engines/iam/granted-actions.ts';
import { judgedRole } from '../../builders/judged-role.ts';
import { roleOf, type Written } from '../../builders/role-of.ts';

describe('the services that a role is allowed', () => {
  it.each<[string, readonly Written[], Record<string, readonly string[]>]>([
    ['by name', [{ Action: 'sqs:ListQueues' }], { sqs: ['sqs:ListQueues'] }],
    [
      'by several statements, each action once',
      [{ Action: ['sqs:ListQueues', 's3:GetObject'] }, { Action: 'SQS:listqueues' }],
      { sqs: ['sqs:ListQueues'], s3: ['s3:GetObject'] },
    ],
    [
      'by a wildcard, less what is denied',
      [{ Action: 'sqs:*Message' }, { Effect: 'Deny', Action: 'sqs:Send*' }],
      { sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'] },
    ],
    [
      'on some resources, though denied on others',
      [
        { Action: 's3:GetObject', Resource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] },
        { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::a/*' },
      ],
      { s3: ['s3:GetObject'] },
    ],
    [
      'on all but some resources',
      [{ Action: 's3:GetObject', NotResource: 'arn:aws:s3:::a/*' }],
      { s3: ['s3:GetObject'] },
    ],
    ['not by what names none', [{ Action: '*' }, { NotAction: 's3:*' }, { Action: 's?s:*' }], {}],
    ['not by what no catalogue knows', [{ Action: 'tango:Dance' }], {}],
  ])('%s', (_, statements, expected) => {
    const { permissions, configuration, now } = judgedRole([statements]);
    const found = grantedServices(permissions, configuration, now);

    expect(Object.fromEntries(found.map(({ service, actions }) => [service, actions]))).toEqual(
      expected,
    );
  });
});

it('names the services of its policies, and * for those that are not named', () => {
  const named = (...statements: readonly Written[]) => [...namedServices(roleOf([statements]))];

  expect(named({ Action: ['S3:Get*', 'sqs:*'] }, { Effect: 'Deny', Action: 'sns:*' })).toEqual([
    's3',
    'sqs',
  ]);
  expect(named({ Action: 's*:Get*' }, { NotAction: 'iam:*' })).toEqual(['*']);
});
