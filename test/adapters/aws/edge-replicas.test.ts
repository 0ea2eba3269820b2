import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { edgeReplicas, replicatedVersions } from '../../../functions/adapters/aws/edge-replicas.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { functionNamed } from '../../fakes/targets.ts';

it('reads of each function which regions have replicas, and of which versions', async () => {
  const { arn } = functionNamed('headers', { region: 'us-east-1' });
  const replicas = (...numbers: readonly string[]) => ({
    Functions: numbers.map((number) => ({ MasterArn: `${arn}:${number}` })),
  });
  mockClient(LambdaClient)
    .on(ListFunctionsCommand)
    .resolvesOnce(replicas('3', '4'))
    .resolves(replicas('4'));

  const found = await edgeReplicas({
    lambda: (region) => new LambdaClient({ region }),
    regions: async () => ['us-east-1', 'eu-west-1', 'eu-central-1'],
  })();

  expect(found).not.toHaveProperty('unlisted');
  expect([...found.of]).toEqual([
    [arn, { regions: new Set(['eu-west-1', 'eu-central-1']), versions: new Set(['3', '4']) }],
  ]);
});

const closed = Object.assign(
  new Error('not authorized: with an explicit deny in a service control policy'),
  { name: 'AccessDeniedException' },
);
const listed = (...answers: readonly ({ readonly Functions: [] } | Error)[]) => {
  const lambda = mockClient(LambdaClient).on(ListFunctionsCommand);
  for (const answer of answers) {
    if (answer instanceof Error) lambda.rejectsOnce(answer);
    else lambda.resolvesOnce(answer);
  }

  return edgeReplicas({
    lambda: (region) => new LambdaClient({ region }),
    regions: async () => ['us-east-1', 'eu-west-1', 'ap-east-1'],
  })();
};

it('says that there may be more in a region that the organization closes', async () => {
  const found = await listed({ Functions: [] }, closed);

  expect(found).toEqual({ of: new Map(), unlisted: expect.stringMatching(/ap-east-1$/) });
  expect(() => replicatedVersions(found, functionNamed('headers'))).toThrow('ap-east-1');
});

it.each([
  ['the organization closes all regions', [closed, closed]],
  ['a region does not answer', [{ Functions: [] as [] }, new Error('throttled')]],
])('throws where %s: it is not known', async (_, answers) => {
  await expect(listed(...answers)).rejects.toThrow();
});
