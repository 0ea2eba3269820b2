import { expect, it } from 'vitest';
import { firstPolicy } from '../../../../functions/engines/iam/index.ts';
import { call, operationNames, useOf } from '../../../builders/function-use.ts';

const now = '2026-11-25T03:00:00.000Z';
const { platform } = useOf([]);

it('has what the code calls, on what it names, and what Lambda needs', () => {
  const use = useOf([call('dynamodb.GetItem', { TableName: 'orders' })]);

  const { statements, missing, undecided } = firstPolicy(use, operationNames, now);

  expect(
    statements.map(({ statement: { sid, resources } }) => [sid, resources.patterns[0]]),
  ).toEqual([
    ['CodeDynamodb', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'],
    ['PlatformLogs', 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders'],
  ]);
  expect([missing, undecided]).toEqual([[], []]);
});

it('has everything where the code does not show on what, and says where that is', () => {
  const use = useOf([
    call('ssm.GetParameter', { Name: 'a' }),
    call('dynamodb.GetItem', { TableName: '?' }, 7),
  ]);

  const { statements, undecided } = firstPolicy(use, operationNames, now);

  expect(statements[0]?.statement.resources.patterns).toEqual(['*']);
  expect(undecided).toEqual([
    {
      service: 'dynamodb',
      why: 'the resource of dynamodb:GetItem cannot be read in the code, so the policy has *',
      path: 'index.mjs',
      line: 7,
    },
  ]);
});

it('says what it could not read, and nothing of what Lambda needs on everything', () => {
  const use = useOf([], {
    unresolved: [{ service: 's3', reason: 'made up', path: 'a', line: 1, column: 1 }],
    platform: { ...platform, mountsFiles: true },
  });

  const { statements, undecided } = firstPolicy(use, operationNames, now);

  expect(undecided).toEqual([{ service: 's3', why: 'made up', path: 'a', line: 1 }]);
  expect(statements.map(({ statement: { sid } }) => sid)).toEqual([
    'PlatformElasticfilesystem',
    'PlatformLogs',
  ]);
});
