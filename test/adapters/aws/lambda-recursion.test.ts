import { GetFunctionRecursionConfigCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeEach, expect, it } from 'vitest';
import { lambdaRecursion } from '../../../functions/adapters/aws/lambda-recursion.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const read = () =>
  lambdaRecursion((region) => new LambdaClient({ region }))(functionNamed('orders'));

beforeEach(() => lambda.reset());

it.each(['Allow', 'Terminate'] as const)('says %s as Lambda does', async (RecursiveLoop) => {
  lambda.on(GetFunctionRecursionConfigCommand).resolves({ RecursiveLoop });

  expect(await read()).toBe(RecursiveLoop);
  expect(calledActions('lambda', lambda)).toEqual(['lambda:GetFunctionRecursionConfig']);
});

it('throws when it is denied, and when there is no answer in the answer', async () => {
  lambda.on(GetFunctionRecursionConfigCommand).rejectsOnce(accessDenied()).resolves({});

  await expect(read()).rejects.toThrow('not authorised');
  await expect(read()).rejects.toThrow();
});
