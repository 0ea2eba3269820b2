import { LambdaClient, ListLayerVersionsCommand } from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { lambdaLayerVersions } from '../../../functions/adapters/aws/lambda-layer-versions.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied, layerNamed } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const read = (layer = layerNamed('common:3')) =>
  lambdaLayerVersions((region) => new LambdaClient({ region }))(layer);

beforeEach(() => lambda.reset());

describe('lambdaLayerVersions', () => {
  it('lists every page of the layer', async () => {
    lambda
      .on(ListLayerVersionsCommand, {
        LayerName: 'arn:aws:lambda:eu-west-1:111122223333:layer:common',
      })
      .resolvesOnce({
        LayerVersions: [
          {
            Version: 4,
            CreatedDate: '2026-10-01T10:00:00.000+0000',
            CompatibleRuntimes: ['nodejs24.x'],
            CompatibleArchitectures: ['arm64'],
          },
        ],
        NextMarker: 'more',
      })
      .resolvesOnce({
        LayerVersions: [{ Version: 3, CreatedDate: '2026-09-01T10:00:00.000+0000' }],
      });

    expect(await read()).toEqual([
      {
        version: 4,
        createdAt: '2026-10-01T10:00:00.000Z',
        runtimes: ['nodejs24.x'],
        architectures: ['arm64'],
      },
      { version: 3, createdAt: '2026-09-01T10:00:00.000Z', runtimes: [], architectures: [] },
    ]);
  });

  it('asks nothing about the layer of another account, which is not one without versions', async () => {
    expect(await read(layerNamed('theirs:7', 'eu-west-1', '999988887777'))).toBeUndefined();
    expect(lambda.calls()).toEqual([]);
  });

  it.each([
    ['it is denied', () => lambda.on(ListLayerVersionsCommand).rejects(accessDenied())],
    ['the answer holds no list', () => lambda.on(ListLayerVersionsCommand).resolves({})],
    [
      'a version has no number',
      () => lambda.on(ListLayerVersionsCommand).resolves({ LayerVersions: [{}] }),
    ],
  ])('throws when %s, for nothing is new for that', async (_, answer) => {
    answer();

    await expect(read()).rejects.toThrow();
  });

  it('calls exactly what the fact declares', async () => {
    lambda.on(ListLayerVersionsCommand).resolves({ LayerVersions: [] });

    expect(await read()).toEqual([]);
    expect(calledActions('lambda', lambda)).toEqual(
      factSources.layer.layerVersions.map(({ action }) => action),
    );
  });
});
