import {
  GetLayerVersionPolicyCommand,
  LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { lambdaLayerPolicy } from '../../../functions/adapters/aws/lambda-layer-policy.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, layerNamed } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const own = layerNamed('common:3');
const foreign = layerNamed('common:3', 'eu-west-1', '999988887777');
const read = (layer = own) => lambdaLayerPolicy((region) => new LambdaClient({ region }))(layer);
const statement = {
  Sid: 'S',
  Effect: 'Allow',
  Principal: '*',
  Action: 'lambda:GetLayerVersion',
  Resource: own.arn,
};

beforeEach(() => lambda.reset());

describe('lambdaLayerPolicy', () => {
  it('reads the statements of this version', async () => {
    lambda
      .on(GetLayerVersionPolicyCommand, {
        LayerName: 'arn:aws:lambda:eu-west-1:111122223333:layer:common',
        VersionNumber: 3,
      })
      .resolves({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) });

    expect(await read()).toMatchObject([{ sid: 'S', effect: 'Allow' }]);
  });

  it('knows of a 404 that there is none', async () => {
    const error = new ResourceNotFoundException({ $metadata: {}, message: 'no policy' });
    lambda.on(GetLayerVersionPolicyCommand).rejects(error);

    expect(await read()).toEqual([]);
  });

  it('asks nothing about a layer of another account', async () => {
    expect(await read(foreign)).toBeUndefined();
    expect(lambda.calls()).toEqual([]);
  });

  it.each([
    ['it is denied', () => lambda.on(GetLayerVersionPolicyCommand).rejects(accessDenied())],
    ['it is malformed', () => lambda.on(GetLayerVersionPolicyCommand).resolves({ Policy: '{' })],
    ['it is missing', () => lambda.on(GetLayerVersionPolicyCommand).resolves({})],
  ])('throws when %s', async (_, answer) => {
    answer();

    await expect(read()).rejects.toThrow();
  });

  it('calls exactly what the fact declares', async () => {
    lambda.on(GetLayerVersionPolicyCommand).rejects(accessDenied());
    await expect(read()).rejects.toThrow();

    expect(calledActions('lambda', lambda)).toEqual(
      factSources.layer.layerPolicy.map(({ action }) => action),
    );
  });
});
