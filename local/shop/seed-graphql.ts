import {
  AppSyncClient,
  AssociateSourceGraphqlApiCommand,
  CreateDataSourceCommand,
  CreateGraphqlApiCommand,
  type CreateGraphqlApiCommandInput,
} from '@aws-sdk/client-appsync';
import type { SeedContext } from './seed-context.ts';

/** Creates an AppSync API that takes an API key and runs a function, and one that merges it and asks for IAM. */
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

    return graphqlApi?.apiId;
  };
  const apiId = await created({ name: functionName, authenticationType: 'API_KEY' }, id);
  await appsync.send(
    new CreateDataSourceCommand({
      apiId,
      name: 'Orders',
      type: 'AWS_LAMBDA',
      serviceRoleArn: `arn:aws:iam::${account}:role/appsync`,
      lambdaConfig: {
        lambdaFunctionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}`,
      },
    }),
  );

  const name = `${functionName}-merged`;
  const merged = await created(
    { name, authenticationType: 'AWS_IAM', apiType: 'MERGED' },
    `${id}merged`,
  );
  await appsync.send(
    new AssociateSourceGraphqlApiCommand({
      mergedApiIdentifier: merged,
      sourceApiIdentifier: apiId,
    }),
  );
}
