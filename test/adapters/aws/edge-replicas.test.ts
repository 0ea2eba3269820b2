import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { edgeReplicas } from '../../../functions/adapters/aws/edge-replicas.ts';
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
    regions: async () => ({ open: ['us-east-1', 'eu-west-1', 'eu-central-1'], closed: [] }),
  })();

  expect([...found]).toEqual([
    [arn, { regions: new Set(['eu-west-1', 'eu-central-1']), versions: new Set(['3', '4']) }],
  ]);
});
