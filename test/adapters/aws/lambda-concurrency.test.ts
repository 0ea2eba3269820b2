import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListProvisionedConcurrencyConfigsCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, expect, it } from 'vitest';
import { lambdaConcurrency } from '../../../functions/adapters/aws/lambda-concurrency.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const read = lambdaConcurrency((region) => new LambdaClient({ region }));
const orders = functionNamed('orders');

beforeEach(() => lambda.reset());

it('reads what an account has in a region, and what of it is left', async () => {
  lambda.on(GetAccountSettingsCommand).resolves({
    AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 900 },
  });

  expect(await read.ofAccount('eu-west-1')).toEqual({ total: 1000, unreserved: 900 });
});

it.each([undefined, 0, 50])('reads what is reserved: %s', async (reserved) => {
  lambda
    .on(GetFunctionConcurrencyCommand, { FunctionName: orders.arn })
    .resolves(reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved });

  expect(await read.reserved(orders)).toBe(reserved);
});

it('reads what is provisioned, page by page, but for what AWS failed to provide', async () => {
  lambda
    .on(ListProvisionedConcurrencyConfigsCommand)
    .resolvesOnce({ ProvisionedConcurrencyConfigs: [config('live', 10)], NextMarker: 'more' })
    .resolvesOnce({
      ProvisionedConcurrencyConfigs: [config('7', 2), { ...config('test', 5), Status: 'FAILED' }],
    });

  expect(await read.provisioned(orders)).toEqual([
    { qualifier: 'live', requested: 10 },
    { qualifier: '7', requested: 2 },
  ]);
});

it('throws when it is denied or malformed', async () => {
  lambda.on(GetAccountSettingsCommand).rejectsOnce(accessDenied()).resolves({});
  lambda.on(GetFunctionConcurrencyCommand).rejects(accessDenied());
  lambda.on(ListProvisionedConcurrencyConfigsCommand).resolves({});

  await expect(read.ofAccount('eu-west-1')).rejects.toThrow('not authorised');
  await expect(read.ofAccount('eu-west-1')).rejects.toThrow();
  await expect(read.reserved(orders)).rejects.toThrow('not authorised');
  await expect(read.provisioned(orders)).rejects.toThrow();
});

function config(qualifier: string, RequestedProvisionedConcurrentExecutions: number) {
  return {
    FunctionArn: `${orders.arn}:${qualifier}`,
    RequestedProvisionedConcurrentExecutions,
    Status: 'READY' as const,
  };
}
