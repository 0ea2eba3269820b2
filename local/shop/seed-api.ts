import {
  APIGatewayClient,
  CreateAuthorizerCommand,
  type CreateAuthorizerCommandInput,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  type CreateRestApiCommandInput,
  CreateUsagePlanCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  type PutIntegrationCommandInput,
  PutMethodCommand,
  type PutMethodCommandInput,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateDomainNameCommand,
  CreateAuthorizerCommand as CreateHttpAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { SampleApi } from './sample-function.ts';
import type { SeedContext } from './seed-context.ts';
import { seedUserPool } from './seed-user-pool.ts';

/** Creates an API with one route that runs a function, in the stage `live`. */
export async function seedApi(context: SeedContext, name: string, api: SampleApi): Promise<void> {
  const uri = `arn:aws:apigateway:${context.region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${context.region}:${context.account}:function:${name}/invocations`;

  await (api.kind === 'REST'
    ? seedRestApi(context, name, uri, api)
    : seedHttpApi(context, name, uri, api));
}

async function seedRestApi(context: SeedContext, name: string, uri: string, api: SampleApi) {
  const { client } = context;
  const rest = new APIGatewayClient(client);
  const pool = await userPoolOf(context, api);
  const restApiId = await deployedRestApi(rest, {
    api: {
      name,
      tags: idTag(api),
      ...(api.policy && { policy: JSON.stringify(api.policy) }),
    },
    method: {
      httpMethod: api.method,
      authorizationType: api.authorization,
      apiKeyRequired: api.usagePlan !== undefined,
    },
    ...(pool && { userPool: pool.arn }),
    ...(api.authorizer !== undefined && {
      authorizer: uri.replace(`:${name}/`, `:${api.authorizer}/`),
    }),
    integration: { type: 'AWS_PROXY', uri },
  });
  if (api.usagePlan !== undefined) {
    const apiStages = [{ apiId: restApiId, stage: 'live' }];
    await rest.send(new CreateUsagePlanCommand({ name: api.usagePlan, apiStages }));
  }
  if (api.throttle === undefined) return;

  const patchOperations = ['rateLimit', 'burstLimit'].map((limit) => ({
    op: 'replace' as const,
    path: `/*/*/throttling/${limit}`,
    value: `${api.throttle}`,
  }));
  await rest.send(new UpdateStageCommand({ restApiId, stageName: 'live', patchOperations }));
}

interface SampleUserPool {
  readonly arn: string;
  /** Of its tokens. */
  readonly issuer: string;
}

/** The one whose users an API admits, where it names one. */
async function userPoolOf(
  context: SeedContext,
  { userPool }: SampleApi,
): Promise<SampleUserPool | undefined> {
  if (userPool === undefined) return undefined;
  const { id, arn } = await seedUserPool(context, userPool);

  return { arn, issuer: `https://cognito-idp.${context.region}.amazonaws.com/${id}` };
}

export interface SampleRestApi {
  /** ARN of the user pool whose users its method admits. @default it asks no one */
  readonly userPool?: string;
  /** Address of the function that authorizes its callers. @default none does */
  readonly authorizer?: string;
  readonly api: CreateRestApiCommandInput;
  readonly method: Pick<
    PutMethodCommandInput,
    'httpMethod' | 'authorizationType' | 'apiKeyRequired'
  >;
  readonly integration: Omit<
    PutIntegrationCommandInput,
    'restApiId' | 'resourceId' | 'httpMethod' | 'integrationHttpMethod'
  >;
}

/** Its id: an API with one method at its root, in the stage `live`. */
export async function deployedRestApi(
  rest: APIGatewayClient,
  { api, method, integration, userPool, authorizer }: SampleRestApi,
): Promise<string | undefined> {
  const { id: restApiId } = await rest.send(new CreateRestApiCommand(api));
  const { items = [] } = await rest.send(new GetResourcesCommand({ restApiId }));
  const at = { restApiId, resourceId: items[0]?.id, httpMethod: method.httpMethod };

  await rest.send(
    new PutMethodCommand({
      ...at,
      ...method,
      ...(userPool !== undefined && {
        authorizationType: 'COGNITO_USER_POOLS',
        authorizerId: await authorizerFor(rest, {
          restApiId,
          name: 'users',
          type: 'COGNITO_USER_POOLS',
          providerARNs: [userPool],
        }),
      }),
      ...(authorizer !== undefined && {
        authorizationType: 'CUSTOM',
        authorizerId: await authorizerFor(rest, {
          restApiId,
          name: 'own',
          type: 'TOKEN',
          authorizerUri: authorizer,
          identitySource: 'method.request.header.Authorization',
        }),
      }),
    }),
  );
  await rest.send(
    new PutIntegrationCommand({ ...at, integrationHttpMethod: 'POST', ...integration }),
  );
  await rest.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' }));

  return restApiId;
}

async function authorizerFor(
  rest: APIGatewayClient,
  authorizer: CreateAuthorizerCommandInput,
): Promise<string | undefined> {
  return (await rest.send(new CreateAuthorizerCommand(authorizer))).id;
}

async function seedHttpApi(context: SeedContext, name: string, uri: string, api: SampleApi) {
  const { client } = context;
  const http = new ApiGatewayV2Client(client);
  const { ApiId } = await http.send(
    new CreateApiCommand({
      Name: name,
      ProtocolType: 'HTTP',
      DisableExecuteApiEndpoint: api.ownAddress === 'off',
      Tags: idTag(api),
    }),
  );
  const { IntegrationId } = await http.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: uri,
      PayloadFormatVersion: '2.0',
    }),
  );

  const pool = await userPoolOf(context, api);
  await http.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: `${api.method} /`,
      Target: `integrations/${IntegrationId}`,
      AuthorizationType: api.authorization,
      ...(pool && { AuthorizationType: 'JWT', AuthorizerId: await issuedBy(http, ApiId, pool) }),
    }),
  );
  const limits = { ThrottlingRateLimit: api.throttle, ThrottlingBurstLimit: api.throttle };
  await http.send(
    new CreateStageCommand({
      ApiId,
      StageName: 'live',
      ...(api.throttle !== undefined && { DefaultRouteSettings: limits }),
    }),
  );
  if (api.domain) {
    await http.send(new CreateDomainNameCommand({ DomainName: api.domain }));
    await http.send(new CreateApiMappingCommand({ DomainName: api.domain, ApiId, Stage: 'live' }));
  }
}

/** The id of an authorizer that takes the tokens of a user pool. */
async function issuedBy(
  http: ApiGatewayV2Client,
  ApiId: string | undefined,
  { issuer: Issuer }: SampleUserPool,
): Promise<string | undefined> {
  const { AuthorizerId } = await http.send(
    new CreateHttpAuthorizerCommand({
      ApiId,
      Name: 'users',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer, Audience: ['shop'] },
    }),
  );

  return AuthorizerId;
}

/** The emulator takes the id from here, so that what is expected can name it. */
function idTag({ id }: SampleApi) {
  return { 'ms-custom-id': id };
}
