import {
  APIGatewayClient,
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
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { SampleApi } from './sample-function.ts';
import type { SeedContext } from './seed-context.ts';

/** Creates an API with one route that runs a function, in the stage `live`. */
export async function seedApi(context: SeedContext, name: string, api: SampleApi): Promise<void> {
  const uri = `arn:aws:apigateway:${context.region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${context.region}:${context.account}:function:${name}/invocations`;

  await (api.kind === 'REST'
    ? seedRestApi(context, name, uri, api)
    : seedHttpApi(context, name, uri, api));
}

async function seedRestApi({ client }: SeedContext, name: string, uri: string, api: SampleApi) {
  const rest = new APIGatewayClient(client);
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

export interface SampleRestApi {
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
  { api, method, integration }: SampleRestApi,
): Promise<string | undefined> {
  const { id: restApiId } = await rest.send(new CreateRestApiCommand(api));
  const { items = [] } = await rest.send(new GetResourcesCommand({ restApiId }));
  const at = { restApiId, resourceId: items[0]?.id, httpMethod: method.httpMethod };

  await rest.send(new PutMethodCommand({ ...at, ...method }));
  await rest.send(
    new PutIntegrationCommand({ ...at, integrationHttpMethod: 'POST', ...integration }),
  );
  await rest.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' }));

  return restApiId;
}

async function seedHttpApi({ client }: SeedContext, name: string, uri: string, api: SampleApi) {
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

  await http.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: `${api.method} /`,
      Target: `integrations/${IntegrationId}`,
      AuthorizationType: api.authorization,
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

/** The emulator takes the id from here, so that what is expected can name it. */
function idTag({ id }: SampleApi) {
  return { 'ms-custom-id': id };
}
