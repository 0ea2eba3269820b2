import {
  type ApiGatewayV2Client,
  type Authorizer,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Api as HttpApi,
  type Integration,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import { runsFunction } from '../../domain/exposure/api-route.ts';
import { userPoolOfIssuer } from '../../domain/exposure/sign-up.ts';
import { memoizedOnSuccess } from '../calls/memoized-on-success.ts';
import type { ApiDomains } from './api-domains.ts';
import { authorizerFunctions, authorizerIn } from './authorizer-functions.ts';
import { type PoolsOfAuthorizers, usersOfAuthorizers } from './authorizer-users.ts';
import {
  addressesOf,
  type LeadingRoute,
  leadingTo,
  noRoutes,
  type RoutesOfApi,
} from './leading-routes.ts';
import { listsOf, pagesOf } from './pages.ts';
import { isAsynchronous, serviceCallOfHttp, serviceCallOfUri } from './service-integrations.ts';
import type { SignUpReader } from './user-pools.ts';

/** The HTTP and WebSocket APIs of a region. @throws when they cannot be listed. */
export async function* httpApis(client: ApiGatewayV2Client): AsyncIterable<HttpApi> {
  const pages = pagesOf('NextToken', (NextToken) => client.send(new GetApisCommand({ NextToken })));

  for await (const page of listsOf(pages, 'Items', 'NextToken')) yield* page;
}

/** What an HTTP or WebSocket API is read by. */
export interface HttpReaders {
  readonly client: ApiGatewayV2Client;
  readonly domains: ApiDomains;
  readonly signUpOf: SignUpReader;
}

/** What of an HTTP or WebSocket API runs functions, or writes to what may run one. @throws */
export async function routesOfHttpApi(
  { client, domains, signUpOf }: HttpReaders,
  { ApiId = '', Name = '', ...api }: HttpApi,
  region: string,
): Promise<RoutesOfApi> {
  const integrations = await integrationsOf(client, ApiId, region);
  if (integrations.size === 0) return noRoutes;

  const routes = await listed(
    pagesOf('NextToken', (NextToken) => client.send(new GetRoutesCommand({ ApiId, NextToken }))),
  );
  const stages = await listed(
    pagesOf('NextToken', (NextToken) => client.send(new GetStagesCommand({ ApiId, NextToken }))),
  );
  const own = stages.map(({ StageName }) =>
    StageName === '$default' ? `${api.ApiEndpoint}` : `${api.ApiEndpoint}/${StageName}`,
  );
  const isWebSocket = api.ProtocolType === 'WEBSOCKET';
  const at = {
    kind: isWebSocket ? ('WebSocket' as const) : ('HTTP' as const),
    apiId: ApiId,
    apiName: Name,
    region,
    isPrivate: false,
    isBarred: false,
    addresses: await addressesOf(ApiId, own, {
      disableExecuteApiEndpoint: api.DisableExecuteApiEndpoint ?? false,
      domains,
    }),
  };
  const connect = isWebSocket ? routes.find(({ RouteKey }) => RouteKey === CONNECT) : undefined;

  const authorizers = memoizedOnSuccess(() => authorizersOf(client, ApiId));
  const users = await usersOfAuthorizers(
    routes.flatMap((route) =>
      integrations.has(integrationOf(route)) ? userAuthorizer(route) : [],
    ),
    async () => poolsOf(await authorizers()),
    signUpOf,
  );
  const custom = await authorizerFunctions(
    (isWebSocket ? [connect] : routes).flatMap(customAuthorizer),
    `API ${Name} (${ApiId})`,
    async () =>
      (await authorizers()).map(({ AuthorizerId: id = '', AuthorizerUri: uri }) => ({ id, uri })),
  );

  const integrated = routes.flatMap((route) => {
    const integration = integrations.get(integrationOf(route));
    if (!integration) return [];

    const asked = askingOf(isWebSocket ? connect : route);
    const { isAsynchronous, isProxy } = integration;
    const signUp = userAuthorizer(route).flatMap((id) => users.get(id) ?? [])[0];
    return [
      {
        ...integration,
        route: {
          ...at,
          key: route.RouteKey ?? '',
          ...asked,
          // Events of a WebSocket have another form.
          ...(isProxy && !isWebSocket && { isProxy }),
          ...(isAsynchronous && { isAsynchronous }),
          ...(signUp && { signUp }),
          ...authorizerIn(custom, customAuthorizer(isWebSocket ? connect : route)),
        },
      },
    ];
  });

  const leading = leadingTo(
    integrated.filter(({ uri }) => runsFunction(uri)),
    integrated.flatMap(({ call, route }) => (call ? [{ call, route }] : [])),
    stages.map(({ StageVariables = {}, RouteSettings = {}, DefaultRouteSettings }) => ({
      variables: StageVariables,
      limitOf: (key) =>
        (Object.hasOwn(RouteSettings, key) ? RouteSettings[key]?.ThrottlingRateLimit : undefined) ??
        DefaultRouteSettings?.ThrottlingRateLimit,
    })),
  );
  return {
    ...leading,
    routes: isWebSocket ? withConnecting(leading.routes) : leading.routes,
    unseen: [...leading.unseen, ...custom.unseen],
  };
}

/** Of a WebSocket, with the function that its $connect runs, where all stages run the same. */
function withConnecting(routes: readonly LeadingRoute[]): readonly LeadingRoute[] {
  const connecting = routes.filter(({ route }) => route.key === CONNECT);
  const [connectedBy, ...others] = new Set(connecting.map(({ leadsTo }) => leadsTo));
  if (connectedBy === undefined || others.length > 0) return routes;

  return routes.map((each) =>
    each.route.key === CONNECT || !areOfOneAccount(each.leadsTo, connectedBy)
      ? each
      : { ...each, route: { ...each.route, connectedBy } },
  );
}

/** And region: a function elsewhere may be looked at by no one. */
function areOfOneAccount(one: string, other: string): boolean {
  const placeOf = (arn: string) => arn.slice(0, arn.lastIndexOf(':'));

  return placeOf(one) === placeOf(other);
}

const CONNECT = '$connect';

/** The id of the function that authorizes. */
function customAuthorizer(route: Route | undefined): readonly string[] {
  const { AuthorizationType, AuthorizerId } = route ?? {};

  return AuthorizationType === 'CUSTOM' && AuthorizerId !== undefined ? [AuthorizerId] : [];
}

/** The id of the authorizer that takes any token of an issuer; one that asks for a scope besides is left out. */
function userAuthorizer({ AuthorizationType, AuthorizerId, AuthorizationScopes = [] }: Route) {
  const takesAny = AuthorizationType === 'JWT' && AuthorizationScopes.length === 0;

  return takesAny && AuthorizerId !== undefined ? [AuthorizerId] : [];
}

function authorizersOf(client: ApiGatewayV2Client, ApiId: string): Promise<readonly Authorizer[]> {
  return listed(
    pagesOf('NextToken', (NextToken) =>
      client.send(new GetAuthorizersCommand({ ApiId, NextToken })),
    ),
  );
}

function poolsOf(authorizers: readonly Authorizer[]): PoolsOfAuthorizers {
  return new Map(
    authorizers.map(({ AuthorizerId = '', JwtConfiguration }) => {
      const pool = userPoolOfIssuer(JwtConfiguration?.Issuer ?? '');
      return [AuthorizerId, pool === undefined ? [] : [pool]];
    }),
  );
}

/** Who has connected to a WebSocket is asked no more, whatever he sends. */
function askingOf(route: Route | undefined) {
  return {
    authorization: route?.AuthorizationType ?? 'NONE',
    apiKeyRequired: route?.ApiKeyRequired ?? false,
  };
}

/** Those that run a function, or call another service, by id. */
async function integrationsOf(client: ApiGatewayV2Client, ApiId: string, region: string) {
  const all = await listed(
    pagesOf('NextToken', (NextToken) =>
      client.send(new GetIntegrationsCommand({ ApiId, NextToken })),
    ),
  );

  return new Map(
    all
      .map((each) => ({ ...each, call: callOf(each, region) }))
      .filter(({ IntegrationUri = '', call }) => call !== undefined || runsFunction(IntegrationUri))
      .map(({ IntegrationId = '', IntegrationUri: uri = '', call, ...each }) => [
        IntegrationId,
        {
          uri,
          call,
          isAsynchronous: isAsynchronous(each.RequestParameters) || undefined,
          isProxy: (runsFunction(uri) && each.IntegrationType === 'AWS_PROXY') || undefined,
        },
      ]),
  );
}

/** A WebSocket names services as a REST API does. */
function callOf(integration: Integration, region: string) {
  return (
    serviceCallOfHttp(integration, region) ??
    serviceCallOfUri({
      uri: integration.IntegrationUri,
      credentials: integration.CredentialsArn,
      httpMethod: integration.IntegrationMethod,
      requestParameters: integration.RequestParameters,
      requestTemplates: integration.RequestTemplates,
    })
  );
}

/** `integrations/abc123` */
function integrationOf({ Target = '' }: Route): string {
  return Target.replace(/^integrations\//, '');
}

async function listed<T>(
  pages: AsyncIterable<{
    readonly Items?: readonly T[] | undefined;
    readonly NextToken?: string | undefined;
  }>,
): Promise<readonly T[]> {
  return (await Array.fromAsync(listsOf(pages, 'Items', 'NextToken'))).flat();
}
