import {
  AppSyncClient,
  AssociateSourceGraphqlApiCommand,
  CreateApiCommand,
  CreateChannelNamespaceCommand,
  CreateDataSourceCommand,
  CreateGraphqlApiCommand,
  type CreateGraphqlApiCommandInput,
} from '@aws-sdk/client-appsync';
import type { SeedContext } from './seed-context.ts';
import { admitOffice, limitAddresses } from './seed-web-acls.ts';

/**
 * Creates an AppSync API that takes an API key and runs a function, behind a web ACL that limits each address,
 * and one that merges it and asks for IAM, of an office alone. An Event API takes keys by default, and its one namespace
 * of channels asks for IAM.
 */
export async function seedGraphql(
  { client, account, region }: SeedContext,
  functionName: string,
  id: string,
): Promise<void> {
  const appsync = new AppSyncClient(client);
  const created = async (api: CreateGraphqlApiCommandInput, ownId: string) => {
    // The emulator takes the id from here, so that what is expected can name it.
    const tags = { 'ms-custom-id': ownId };
    const { graphqlApi } = await appsync.send(new CreateGraphqlApiCommand({ ...api, tags }));

    return graphqlApi;
  };
  const source = await created({ name: functionName, authenticationType: 'API_KEY' }, id);
  const apiId = source?.apiId;
  await limitAddresses(client, functionName, source?.arn);
  const withSource = (ofApi: string | undefined) =>
    appsync.send(
      new CreateDataSourceCommand({
        apiId: ofApi,
        name: 'Orders',
        type: 'AWS_LAMBDA',
        serviceRoleArn: `arn:aws:iam::${account}:role/appsync`,
        lambdaConfig: {
          lambdaFunctionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}`,
        },
      }),
    );
  await withSource(apiId);

  const name = `${functionName}-merged`;
  const merged = await created(
    { name, authenticationType: 'AWS_IAM', apiType: 'MERGED' },
    `${id}merged`,
  );
  await admitOffice(client, name, merged?.arn);
  await appsync.send(
    new AssociateSourceGraphqlApiCommand({
      mergedApiIdentifier: merged?.apiId,
      sourceApiIdentifier: apiId,
    }),
  );

  const byKey = [{ authType: 'API_KEY' as const }];
  const events = await appsync.send(
    new CreateApiCommand({
      name: `${functionName}-events`,
      eventConfig: {
        authProviders: [...byKey, { authType: 'AWS_IAM' }],
        connectionAuthModes: byKey,
        defaultPublishAuthModes: byKey,
        defaultSubscribeAuthModes: byKey,
      },
    }),
  );
  await withSource(events.api?.apiId);
  await appsync.send(
    new CreateChannelNamespaceCommand({
      apiId: events.api?.apiId,
      name: 'orders',
      publishAuthModes: [{ authType: 'AWS_IAM' }],
      handlerConfigs: {
        onPublish: { behavior: 'DIRECT', integration: { dataSourceName: 'Orders' } },
      },
    }),
  );
}
