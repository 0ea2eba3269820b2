import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, expect, it } from 'vitest';
import { platformConfiguration } from '../../../functions/adapters/aws/platform-configuration.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const client = new LambdaClient({ region: 'eu-west-1' });
const read = platformConfiguration(() => client);
const target = functionNamed('orders', { layers: ['arn:aws:lambda:eu-west-1:1:layer:a:1'] });
const arnOf = (service: string, name: string) =>
  `arn:aws:${service}:eu-west-1:111122223333:${name}`;

beforeEach(() => {
  lambda.reset();
  lambda.on(GetFunctionConfigurationCommand).resolves({});
  lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings: [] });
  lambda.on(ListFunctionEventInvokeConfigsCommand).resolves({ FunctionEventInvokeConfigs: [] });
});

it('is that of a plain function where nothing is set', async () => {
  expect(await read(target)).toEqual({
    logGroup: '/aws/lambda/orders',
    isInVpc: false,
    isTraced: false,
    environmentKey: null,
    mountsFiles: false,
    sources: [],
    destinations: [],
    layers: target.layers,
  });
});

it('has all that Lambda calls AWS for', async () => {
  const failed = { Destination: arnOf('sqs', 'failed') };
  lambda.on(GetFunctionConfigurationCommand).resolves({
    VpcConfig: { SubnetIds: ['subnet-1'] },
    TracingConfig: { Mode: 'Active' },
    KMSKeyArn: arnOf('kms', 'key/1'),
    FileSystemConfigs: [
      { Arn: arnOf('elasticfilesystem', 'access-point/1'), LocalMountPath: '/m' },
    ],
    LoggingConfig: { LogGroup: '/shop' },
    DeadLetterConfig: { TargetArn: arnOf('sns', 'dead') },
  });
  lambda.on(ListEventSourceMappingsCommand).resolves({
    EventSourceMappings: [
      {
        EventSourceArn: arnOf('mq', 'broker:a:b'),
        SourceAccessConfigurations: [
          { Type: 'BASIC_AUTH', URI: arnOf('secretsmanager', 'secret:mq-aaaaaa') },
          { Type: 'VIRTUAL_HOST', URI: '/' },
        ],
        DestinationConfig: { OnFailure: failed },
      },
    ],
  });
  lambda.on(ListFunctionEventInvokeConfigsCommand).resolves({
    FunctionEventInvokeConfigs: [
      {
        DestinationConfig: { OnFailure: failed, OnSuccess: { Destination: arnOf('events', 'b') } },
      },
    ],
  });

  expect(await read(target)).toEqual({
    logGroup: '/shop',
    isInVpc: true,
    isTraced: true,
    environmentKey: arnOf('kms', 'key/1'),
    mountsFiles: true,
    sources: [
      { arn: arnOf('mq', 'broker:a:b'), secrets: [arnOf('secretsmanager', 'secret:mq-aaaaaa')] },
    ],
    destinations: [arnOf('events', 'b'), failed.Destination, arnOf('sns', 'dead')],
    layers: target.layers,
  });
});

it.each([
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
])('is not known without %o', async (command) => {
  lambda.on(command as typeof GetFunctionConfigurationCommand).rejects(accessDenied());

  await expect(read(target)).rejects.toThrow('not authorised');
});
