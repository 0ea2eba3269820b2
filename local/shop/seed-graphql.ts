import {
  AppSyncClient,
  AssociateSourceGraphqlApiCommand,
  CreateDataSourceCommand,
  CreateGraphqlApiCommand,
  type CreateGraphqlApiCommandInput,
} from '@aws-sdk/client-appsync';
import { AssociateWebACLCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import type { SeedContext } from './seed-context.ts';
import { seedWebAcls } from './seed-web-acls.ts';

/**
 * Creates an AppSync API that takes an API key and runs a function, behind a web ACL that limits each address,
 * and one that merges it and asks for IAM, of an office alone.
 */
export async function seedGraphql(
  { client, account, region }: SeedContext,
  functionName: string,
  id: string,
): Promise<void> {
  const appsync = new AppSyncClient(client);
  const waf = new WAFV2Client(client);
  const created = async (
    api: CreateGraphqlApiCommandInput,
    ownId: string,
    webAcl: string | undefined,
  ) => {
    // The emulator takes the id from here, so that what is expected can name it.
    const tags = { 'ms-custom-id': ownId };
    const { graphqlApi } = await appsync.send(new CreateGraphqlApiCommand({ ...api, tags }));
    await waf.send(new AssociateWebACLCommand({ ResourceArn: graphqlApi?.arn, WebACLArn: webAcl }));

    return graphqlApi?.apiId;
  };
  const { limiting, closed } = await seedWebAcls(client, functionName);
  const api = { name: functionName, authenticationType: 'API_KEY' } as const;
  const apiId = await created(api, id, limiting);
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
    closed,
  );
  await appsync.send(
    new AssociateSourceGraphqlApiCommand({
      mergedApiIdentifier: merged,
      sourceApiIdentifier: apiId,
    }),
  );
}
