import { GetLayerVersionPolicyCommand, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import type { Target } from '../../core/target.ts';
import { isForeign } from '../../domain/layer-publisher.ts';
import { type ResourceStatement, resourceStatements } from '../../engines/iam/index.ts';
import type { LambdaClients } from './lambda-clients.ts';

/**
 * The statements of a layer version's policy, which is none where Lambda answers 404. That of
 * another account's layer is not ours to read: undefined, without a call.
 *
 * Source: "GetLayerVersionPolicy" (Lambda API Reference).
 *
 * @throws when it cannot be read.
 */
export function lambdaLayerPolicy(clientIn: LambdaClients) {
  return async (layer: Target<'layer'>): Promise<readonly ResourceStatement[] | undefined> => {
    if (isForeign(layer)) return undefined;

    const policy = await readPolicy(clientIn, layer);
    return policy === undefined
      ? []
      : resourceStatements(policy, `the policy of layer ${layer.name}`);
  };
}

async function readPolicy(clientIn: LambdaClients, { arn, region, version }: Target<'layer'>) {
  try {
    const { Policy = '' } = await clientIn(region).send(
      new GetLayerVersionPolicyCommand({
        LayerName: arn.split(':').slice(0, 7).join(':'),
        VersionNumber: version,
      }),
    );
    return Policy;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
