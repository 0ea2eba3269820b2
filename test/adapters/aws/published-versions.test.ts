import { LambdaClient, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { beforeEach, expect, it } from 'vitest';
import { publishedVersions } from '../../../functions/adapters/aws/published-versions.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const lambda = mockClient(LambdaClient);
const read = () => publishedVersions(new LambdaClient({ region: 'eu-west-1' }), 'orders');

beforeEach(() => lambda.reset());

it('lists those that were published, page by page, with their runtime and day', async () => {
  lambda
    .on(ListVersionsByFunctionCommand)
    .resolvesOnce({
      Versions: [version('$LATEST', 'nodejs24.x'), version('1', 'nodejs14.x')],
      NextMarker: 'more',
    })
    .resolvesOnce({ Versions: [version('2', undefined)] });

  expect(await read()).toEqual([
    { version: '1', runtime: 'nodejs14.x', publishedAt: '2025-01-02T03:04:05.678Z' },
    { version: '2', publishedAt: '2025-01-02T03:04:05.678Z' },
  ]);
  expect(calledActions('lambda', lambda)).toEqual(['lambda:ListVersionsByFunction']);
});

it('throws when it is denied, when there is no list, and for a version without a day', async () => {
  lambda
    .on(ListVersionsByFunctionCommand)
    .rejectsOnce(accessDenied())
    .resolvesOnce({})
    .resolves({ Versions: [{ Version: '1' }] });

  await expect(read()).rejects.toThrow('not authorised');
  await expect(read()).rejects.toThrow();
  await expect(read()).rejects.toThrow();
});

function version(Version: string, Runtime: 'nodejs24.x' | 'nodejs14.x' | undefined) {
  return { Version, Runtime, LastModified: '2025-01-02T03:04:05.678+0000' };
}
