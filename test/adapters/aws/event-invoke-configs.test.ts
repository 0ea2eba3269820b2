import { LambdaClient, ListFunctionEventInvokeConfigsCommand } from '@aws-sdk/client-lambda';
import { beforeEach, expect, it } from 'vitest';
import { eventInvokeConfigs } from '../../../functions/adapters/aws/event-invoke-configs.ts';
import { smallRegions } from '../../../functions/adapters/aws/small-regions.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const target = functionNamed('orders');
const read = () => eventInvokeConfigs((region) => new LambdaClient({ region }))(target);

beforeEach(() => lambda.reset());

it('lists the destinations of the function and of its aliases, page by page', async () => {
  lambda
    .on(ListFunctionEventInvokeConfigsCommand)
    .resolvesOnce({
      FunctionEventInvokeConfigs: [
        config(`${target.arn}:$LATEST`, 'arn:aws:sqs:eu-west-1:1:a'),
        config(`${target.arn}:tried`, undefined),
      ],
      NextMarker: 'more',
    })
    .resolvesOnce({
      FunctionEventInvokeConfigs: [config(`${target.arn}:live`, 'arn:aws:sqs:eu-west-1:1:b')],
    });

  expect(await read()).toEqual([
    { destination: 'arn:aws:sqs:eu-west-1:1:a' },
    { qualifier: 'live', destination: 'arn:aws:sqs:eu-west-1:1:b' },
  ]);
  await smallRegions(
    (region) => new LambdaClient({ region }),
    () => new Date(0),
  )(target.region);
  expect(calledActions('lambda', lambda)).toEqual(
    factSources.function.failureDestinations
      .map(({ action }) => action)
      .filter((action) => action.startsWith('lambda:')),
  );
});

it('throws when it is denied, and when the answer holds no list', async () => {
  lambda.on(ListFunctionEventInvokeConfigsCommand).rejectsOnce(accessDenied()).resolves({});

  await expect(read()).rejects.toThrow('not authorised');
  await expect(read()).rejects.toThrow();
});

function config(FunctionArn: string, Destination: string | undefined) {
  return { FunctionArn, DestinationConfig: { OnFailure: { Destination }, OnSuccess: {} } };
}
