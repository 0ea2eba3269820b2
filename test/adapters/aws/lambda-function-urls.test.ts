import { LambdaClient, ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { lambdaFunctionUrls } from '../../../functions/adapters/aws/lambda-function-urls.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const target = functionNamed('orders');
const read = () => lambdaFunctionUrls((region) => new LambdaClient({ region }))(target);

beforeEach(() => lambda.reset());

describe('lambdaFunctionUrls', () => {
  it('lists those of the function and of its aliases, page by page', async () => {
    lambda
      .on(ListFunctionUrlConfigsCommand)
      .resolvesOnce({ FunctionUrlConfigs: [config('NONE', target.arn)], NextMarker: 'more' })
      .resolvesOnce({ FunctionUrlConfigs: [config('AWS_IAM', `${target.arn}:live`)] });

    expect(await read()).toEqual([
      { url: 'https://x.on.aws/', authType: 'NONE' },
      { url: 'https://x.on.aws/', authType: 'AWS_IAM', alias: 'live' },
    ]);
  });

  it('says which pages may call it', async () => {
    lambda.on(ListFunctionUrlConfigsCommand).resolves({
      FunctionUrlConfigs: [
        { ...config('NONE', target.arn), Cors: { AllowOrigins: ['*'], AllowCredentials: true } },
        { ...config('NONE', target.arn), Cors: { AllowMethods: ['GET'] } },
      ],
    });

    expect(await read()).toMatchObject([
      { cors: { origins: ['*'], credentials: true } },
      { cors: { origins: [], credentials: false } },
    ]);
  });

  it('calls exactly what the fact declares, beside the policies that say whether it is asked', async () => {
    lambda.on(ListFunctionUrlConfigsCommand).resolves({ FunctionUrlConfigs: [] });
    const { functionUrls, resourcePolicies } = factSources.function;
    const ofPolicies = new Set(resourcePolicies.map(({ action }) => action));

    expect(await read()).toEqual([]);
    expect(calledActions('lambda', lambda)).toEqual(
      functionUrls.map(({ action }) => action).filter((action) => !ofPolicies.has(action)),
    );
  });

  it.each([
    ['is not offered', 'Unable to determine service/operation name to be authorized', true],
    ['is denied', 'Unable to determine service/operation name to be authorized by', false],
    ['is denied without a reason', '', false],
  ])('knows that there is none only where the API %s', async (_, message, isKnown) => {
    const error = Object.assign(new Error(message), { name: 'AccessDeniedException' });
    lambda.on(ListFunctionUrlConfigsCommand).rejects(error);

    if (isKnown) expect(await read()).toEqual([]);
    else await expect(read()).rejects.toThrow(error);
  });

  it('throws when it is denied, or the answer holds no list', async () => {
    lambda.on(ListFunctionUrlConfigsCommand).rejectsOnce(accessDenied()).resolves({});

    await expect(read()).rejects.toThrow('not authorised');
    await expect(read()).rejects.toThrow();
  });
});

function config(AuthType: 'NONE' | 'AWS_IAM', FunctionArn: string) {
  const times = { CreationTime: '2026-01-01', LastModifiedTime: '2026-01-01' };

  return { FunctionUrl: 'https://x.on.aws/', AuthType, FunctionArn, ...times };
}
