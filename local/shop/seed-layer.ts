import {
  AddLayerVersionPermissionCommand,
  LambdaClient,
  PublishLayerVersionCommand,
} from '@aws-sdk/client-lambda';
import { archiveOf } from '../archive.ts';
import type { ShopLayer, UsedLayer } from './sample-function.ts';
import type { SeedContext } from './seed-context.ts';

/** Publishes its versions, one after another. A layer of another account has none to publish. */
export async function seedLayer({ client }: SeedContext, layer: ShopLayer): Promise<void> {
  const lambda = new LambdaClient(client);
  const LayerName = layer.name;

  for (const { files, permissions = [] } of layer.versions ?? []) {
    // Lambda wants what Node should find below `nodejs`.
    const laid = Object.entries(files).map(([path, text]) => [`nodejs/${path}`, text] as const);
    const ZipFile = await archiveOf(Object.fromEntries(laid));
    const { Version } = await lambda.send(
      new PublishLayerVersionCommand({ LayerName, Content: { ZipFile } }),
    );

    for (const { sid, principal, organization } of permissions) {
      await lambda.send(
        new AddLayerVersionPermissionCommand({
          LayerName,
          VersionNumber: Version,
          StatementId: sid,
          Action: 'lambda:GetLayerVersion',
          Principal: principal,
          OrganizationId: organization,
        }),
      );
    }
  }
}

export function layerArn({ account, region }: SeedContext, { layer, version }: UsedLayer): string {
  return `arn:aws:lambda:${region}:${layer.account ?? account}:layer:${layer.name}:${version}`;
}
