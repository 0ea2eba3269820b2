import { paginateListLayerVersions } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { Target } from '../../core/target.ts';
import { isForeign } from '../../domain/layer-publisher.ts';
import type { LayerVersion } from '../../domain/layer-version.ts';
import type { LambdaClients } from './lambda-clients.ts';
import { listsOf } from './pages.ts';

/**
 * Every version that there is of a layer. Those of another account's are not ours to list, for the
 * policy of a layer can share no more than one version at a time: undefined, without a call.
 *
 * Source: "ListLayerVersions" and "AddLayerVersionPermission" (Lambda API Reference).
 *
 * @throws when they cannot be listed.
 */
export function lambdaLayerVersions(clientIn: LambdaClients) {
  return async (layer: Target<'layer'>): Promise<readonly LayerVersion[] | undefined> => {
    if (isForeign(layer)) return undefined;

    const { arn, region } = layer;
    const versions: LayerVersion[] = [];
    const LayerName = arn.split(':').slice(0, 7).join(':');
    const pages = paginateListLayerVersions({ client: clientIn(region) }, { LayerName });

    for await (const page of listsOf(pages, 'LayerVersions', 'NextMarker')) {
      versions.push(...z.array(listed).parse(page).map(versionOf));
    }
    return versions;
  };
}

function versionOf(version: z.infer<typeof listed>): LayerVersion {
  const { Version, CreatedDate, CompatibleRuntimes, CompatibleArchitectures } = version;

  return {
    version: Version,
    createdAt: new Date(CreatedDate).toISOString(),
    runtimes: CompatibleRuntimes ?? [],
    architectures: CompatibleArchitectures ?? [],
  };
}

const names = z.nullish(z.array(z.string()));

const listed = z.object({
  Version: z.number(),
  CreatedDate: z.string(),
  CompatibleRuntimes: names,
  CompatibleArchitectures: names,
});
