import {
  type APIGatewayClient,
  type Authorizer,
  GetAuthorizersCommand,
  GetStagesCommand,
  type Method,
  paginateGetResources,
  paginateGetRestApis,
  type RestApi,
  type Stage,
} from '@aws-sdk/client-api-gateway';
import { dnsSuffixOf, partitionOf } from '../../core/target.ts';
import { runsFunction } from '../../domain/exposure/api-route.ts';
import type { ServiceIntegration } from '../../domain/exposure/service-integration.ts';
import { type SignUp, userPoolIn } from '../../domain/exposure/sign-up.ts';
import { allowsPublicCall, apiPolicy } from '../../engines/iam/index.ts';
import { memoizedOnSuccess } from '../calls/memoized-on-success.ts';
import type { ApiDomains } from './api-domains.ts';
import {
  authorizerFunctions,
  authorizerIn,
  type ConfiguredAuthorizer,
} from './authorizer-functions.ts';
import { type PoolsOfAuthorizers, usersOfAuthorizers } from './authorizer-users.ts';
import { type Api, addressesOf, leadingTo, noRoutes, type RoutesOfApi } from './leading-routes.ts';
import { listsOf, pagesOf } from './pages.ts';
import { isAsynchronous, serviceCallOfUri } from './service-integrations.ts';
import type { SignUpReader } from './user-pools.ts';
import type { WebAclReader } from './web-acls.ts';

/** The REST APIs of a region. @throws when they cannot be listed. */
export async function* restApis(client: APIGatewayClient): AsyncIterable<RestApi> {
  const pages = paginateGetRestApis({ client, pageSize: 500 }, {});

  for await (const page of listsOf(pages, 'items', 'position')) yield* page;
}

/** What a REST API is read by. */
export interface RestReaders {
  readonly client: APIGatewayClient;
  readonly domains: ApiDomains;
  readonly signUpOf: SignUpReader;
  readonly webAcls: WebAclReader;
}

/**
 * What of a REST API runs functions, or writes to what may run one: its methods, as they were last
 * edited. @throws
 */
export async function routesOfRestApi(
  { client, domains, signUpOf, webAcls }: RestReaders,
  { id = '', name = '', policy, ...api }: RestApi,
  region: string,
): Promise<RoutesOfApi> {
  const methods = await methodsOf(client, id);
  if (methods.length === 0) return noRoutes;

  const { item: stages } = await client.send(new GetStagesCommand({ restApiId: id }));
  if (!stages) throw new Error('GetStages answered without a list of stages');
  const { disableExecuteApiEndpoint = false, endpointConfiguration } = api;
  const at: Api = {
    kind: 'REST',
    apiId: id,
    apiName: name,
    region,
    isPrivate: endpointConfiguration?.types?.includes('PRIVATE') ?? false,
    addresses: await addressesOf(id, stages.map(addressIn(id, region)), {
      disableExecuteApiEndpoint,
      domains,
    }),
  };
  const statements = policy ? apiPolicy(policy) : undefined;
  const isBarred = (uri: string, account: string, path: string) =>
    statements !== undefined &&
    !stages.some(({ stageName }) =>
      allowsPublicCall(
        statements,
        `arn:${partitionOf(uri)}:execute-api:${region}:${account}:${id}/${stageName}/${path}`,
      ),
    );

  const authorizers = memoizedOnSuccess(() => authorizersOf(client, id));
  const users = await usersOfAuthorizers(
    methods.flatMap(({ method }) => userAuthorizer(method)),
    async () => poolsOf(await authorizers()),
    signUpOf,
  );
  const custom = await authorizerFunctions(
    methods.flatMap(({ method }) => customAuthorizer(method)),
    `REST API ${name} (${id})`,
    async () => (await authorizers()).map(configured),
  );

  const integrated = methods.map(({ path, verb, uri, call, method }) => ({
    uri,
    call,
    route: {
      ...at,
      key: `${verb} ${path}`,
      authorization: method.authorizationType ?? 'NONE',
      apiKeyRequired: method.apiKeyRequired ?? false,
      isBarred: isBarred(uri, accountIn(uri) ?? call?.account ?? '', `${verb}${path}`),
      ...(runsFunction(uri) &&
        method.methodIntegration?.type === 'AWS_PROXY' && { isProxy: true as const }),
      ...(isAsynchronous(method.methodIntegration?.requestParameters) && {
        isAsynchronous: true as const,
      }),
      ...signUpIn(users, method),
      ...authorizerIn(custom, customAuthorizer(method)),
    },
  }));

  const leading = leadingTo(
    integrated.filter(({ uri }) => runsFunction(uri)),
    integrated.flatMap(({ call, route }) => (call ? [{ call, route }] : [])),
    await Promise.all(
      stages.map(async (stage) => ({
        variables: stage.variables ?? {},
        webAcl: stage.webAclArn ? await webAcls.one(stage.webAclArn) : undefined,
        limitOf: (key: string) => limitIn(stage, key),
      })),
    ),
  );
  return { ...leading, unseen: [...leading.unseen, ...custom.unseen] };
}

/** The id of the function that authorizes. */
function customAuthorizer({ authorizationType, authorizerId }: Method): readonly string[] {
  return authorizationType === 'CUSTOM' && authorizerId !== undefined ? [authorizerId] : [];
}

function configured(authorizer: Authorizer): ConfiguredAuthorizer {
  const { id = '', authorizerUri: uri, identityValidationExpression: pattern } = authorizer;

  return { id, uri, pattern };
}

/** The id of the authorizer that takes any token of its pools; one that asks for a scope besides is left out. */
function userAuthorizer({ authorizationType, authorizerId, authorizationScopes = [] }: Method) {
  const takesAny = authorizationType === 'COGNITO_USER_POOLS' && authorizationScopes.length === 0;

  return takesAny && authorizerId !== undefined ? [authorizerId] : [];
}

function signUpIn(users: ReadonlyMap<string, SignUp>, method: Method): { signUp?: SignUp } {
  const [signUp] = userAuthorizer(method).flatMap((id) => users.get(id) ?? []);

  return signUp ? { signUp } : {};
}

async function authorizersOf(
  client: APIGatewayClient,
  restApiId: string,
): Promise<readonly Authorizer[]> {
  const pages = pagesOf('position', (position) =>
    client.send(new GetAuthorizersCommand({ restApiId, position })),
  );

  return (await Array.fromAsync(listsOf(pages, 'items', 'position', { mayBeAbsent: true }))).flat();
}

function poolsOf(authorizers: readonly Authorizer[]): PoolsOfAuthorizers {
  return new Map(
    authorizers.map(({ id = '', providerARNs = [] }) => [
      id,
      providerARNs.flatMap((arn) => userPoolIn(arn) ?? []),
    ]),
  );
}

/** A method's own limit, or that of its stage for all methods. */
function limitIn({ methodSettings = {} }: Stage, routeKey: string): number | undefined {
  const own = Object.entries(methodSettings).find(([key]) => routeOf(key) === routeKey);

  return own?.[1].throttlingRateLimit ?? methodSettings['*/*']?.throttlingRateLimit;
}

/** The route that a method setting is about: `~1orders~1{id}/GET` is `GET /orders/{id}`. */
export function routeOf(settingKey: string): string {
  const [path = '', verb = ''] = settingKey.split(/\/(?=[^/]*$)/);

  return `${verb} /${path.replaceAll('~1', '/').replace(/^\/+/, '')}`;
}

interface ApiMethod {
  readonly path: string;
  readonly verb: string;
  /** Of its integration. */
  readonly uri: string;
  /** Of another service than Lambda. */
  readonly call: ServiceIntegration | undefined;
  readonly method: Method;
}

async function methodsOf(client: APIGatewayClient, restApiId: string) {
  const found: ApiMethod[] = [];
  const pages = paginateGetResources({ client, pageSize: 500 }, { restApiId, embed: ['methods'] });

  for await (const page of listsOf(pages, 'items', 'position')) {
    for (const { path = '', resourceMethods = {} } of page) {
      for (const [verb, method] of Object.entries(resourceMethods)) {
        const uri = method.methodIntegration?.uri ?? '';
        const call = runsFunction(uri) ? undefined : callOf(method);
        if (call || runsFunction(uri)) found.push({ path, verb, uri, call, method });
      }
    }
  }
  return found;
}

function addressIn(id: string, region: string) {
  const host = `${id}.execute-api.${region}.${dnsSuffixOf(region)}`;

  return ({ stageName }: Stage) => `https://${host}/${stageName}`;
}

/** A method whose callers are authenticated, other than by a key alone, is no way in: what it calls is left unread. */
function callOf({ authorizationType = 'NONE', methodIntegration }: Method) {
  if (authorizationType !== 'NONE' || !methodIntegration) return undefined;

  return serviceCallOfUri(methodIntegration);
}

/** An API and its functions are of one account, and only the functions' ARNs name it. */
function accountIn(uri: string): string | undefined {
  return /arn:[\w-]{1,40}:lambda:[\w-]{1,40}:(\d{12}):/.exec(uri)?.[1];
}
