import { expect, it } from 'vitest';
import { codeNeeds } from '../../../../functions/engines/iam/right-size/code-needs.ts';
import { call, operationNames, useOf } from '../../../builders/function-use.ts';

it.each([
  ['s3:getobject', 's3:GetObject'],
  ['s3:GetNothing', 's3:GetNothing'],
])('writes %s as AWS does: %s', (action, written) => {
  const names = { requestsOf: () => [{ action, resources: [] }] };

  expect(codeNeeds(useOf([call('s3.GetObject')]), names).map((need) => need.action)).toEqual([
    written,
  ]);
});

it('does not know what a variable names where variables cannot be read', () => {
  const use = useOf([call('dynamodb.GetItem', { TableName: '$TABLE' })], {
    variables: { known: false, reason: 'denied' },
  });

  expect(codeNeeds(use, operationNames).map(({ resources }) => resources)).toEqual([undefined]);
});
