import {
  type Api,
  type AppSyncClient,
  type GraphqlApi,
  paginateListApis,
  paginateListDataSources,
  paginateListGraphqlApis,
  paginateListSourceApiAssociations,
} from '@aws-sdk/client-appsync';
import type { AppsyncReader, LeadingAppsyncApi } from '../../app/account-readers.ts';
import { attempt } from '../../app/collectors.ts';
import { functionIn } from '../../domain/exposure/api-route.ts';
import type { AppsyncApi } from '../../domain/exposure/appsync-api.ts';
import { userPoolOfIssuer } from '../../domain/exposure/sign-up.ts';
import { askedAlone } from './authorizer-functions.ts';
import { callersOfChannels, channelHandlers } from './channel-handlers.ts';
import { listsOf } from './pages.ts';
import type { SignUpReader } from './user-pools.ts';
import type { WebAclReader } from './web-acls.ts';

export interface AppsyncReaders {
  readonly clientIn: (region: string) => AppSyncClient;
  readonly signUpOf: SignUpReader;
  readonly webAcls: WebAclReader;
}

/** What decides who comes in, besides the API itself. */
type Doors = Pick<AppsyncReaders, 'signUpOf' | 'webAcls'>;

/** As many as AppSync takes in a page. */
const PAGE = 25;

/**
 * Reads which GraphQL and Event APIs run functions: two listings of APIs a region, and the data sources
 * of each; of Event APIs that run any, the namespaces of channels. A merged API has none of its own; it hands requests on to its source APIs. Keys are not read:
 * the id of one is the key. An API that cannot be read harms no other.
 */
export function appsyncApis({ clientIn, ...doors }: AppsyncReaders): AppsyncReader {
  return async (region) => {
    const client = clientIn(region);
    const [merged, single] = partitioned(await graphqlApis(client));
    const found = new Map<string, readonly FunctionSource[]>();
    const apis: LeadingAppsyncApi[] = [];
    const unseen: string[] = [];
    const note = async (api: NamedApi, read: () => Promise<readonly LeadingAppsyncApi[]>) => {
      const answer = await attempt(read);

      if (answer.known) apis.push(...answer.value);
      else unseen.push(`AppSync API ${api.name} (${api.apiId}): ${answer.reason}`);
    };

    for (const api of single) {
      await note(api, async () => {
        const { sources, unnamed } = await functionSources(client, api);
        found.set(api.apiId ?? '', sources);
        unseen.push(...unnamed);

        if (sources.length === 0) return [];
        return leadingBy({ ...idOf(api, region), ...(await callersOf(api, doors)) }, sources);
      });
    }
    for (const api of merged) {
      await note(api, async () => {
        const ids = await sourceApis(client, api);
        const sources = single.filter(({ apiId = '' }) => ids.has(apiId) && found.has(apiId));
        if (sources.length === 0) return [];

        // What the merged API asks for counts in the place of what its source APIs do.
        const mergedInto = `${api.name} (${api.apiId})`;
        const callers = { ...(await callersOf(api, doors)), mergedInto };
        return sources.flatMap((source) =>
          leadingBy({ ...idOf(source, region), ...callers }, found.get(source.apiId ?? '') ?? []),
        );
      });
    }
    for (const api of await eventApis(client)) {
      await note(api, async () => {
        const { sources, unnamed } = await functionSources(client, api);
        unseen.push(...unnamed);
        if (sources.length === 0) return [];

        const read = await attempt(() => channelHandlers(client, api));
        if (!read.known) {
          unseen.push(`the namespaces of AppSync API ${api.name} (${api.apiId}): ${read.reason}`);
        }
        const callers = await callersOfChannels(api, read.known ? read.value : undefined, doors);
        return callers.flatMap(({ dataSources, ...more }) =>
          leadingBy({ ...idOf(api, region), ...more }, within(sources, dataSources)),
        );
      });
    }
    return { apis, unseen };
  };
}

/** @throws when they cannot all be listed. */
async function graphqlApis(client: AppSyncClient): Promise<readonly GraphqlApi[]> {
  const pages = paginateListGraphqlApis({ client, pageSize: PAGE }, {});

  return noneWithoutEndpoint(() => Array.fromAsync(listsOf(pages, 'graphqlApis', 'nextToken')));
}

/** @throws when they cannot all be listed. */
async function eventApis(client: AppSyncClient): Promise<readonly Api[]> {
  const pages = paginateListApis({ client, pageSize: PAGE }, {});

  return noneWithoutEndpoint(() => Array.fromAsync(listsOf(pages, 'apis', 'nextToken')));
}

async function noneWithoutEndpoint<T>(list: () => Promise<readonly T[][]>): Promise<readonly T[]> {
  try {
    return (await list()).flat();
  } catch (error) {
    if (isNoEndpoint(error)) return [];
    throw error;
  }
}

/** In a region without AppSync, its endpoint has no address: the name is answered as unknown. */
function isNoEndpoint(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, hostname } = error as NodeJS.ErrnoException & { readonly hostname?: string };

  return code === 'ENOTFOUND' && hostname?.startsWith('appsync.') === true;
}

type NamedApi = Pick<GraphqlApi, 'apiId' | 'name'>;

/** Those that merge others, and the others. */
function partitioned(apis: readonly GraphqlApi[]): readonly [GraphqlApi[], GraphqlApi[]] {
  const isMerged = ({ apiType }: GraphqlApi) => apiType === 'MERGED';

  return [apis.filter(isMerged), apis.filter((api) => !isMerged(api))];
}

/** A function as the data sources of an API name it. */
interface FunctionSource {
  readonly leadsTo: string;
  readonly qualifier: string | undefined;
  readonly dataSources: readonly string[];
}

async function functionSources(client: AppSyncClient, { apiId, name }: NamedApi) {
  const found = new Map<string, FunctionSource>();
  const unnamed: string[] = [];
  const pages = paginateListDataSources({ client, pageSize: PAGE }, { apiId });

  for await (const page of listsOf(pages, 'dataSources', 'nextToken')) {
    for (const { name: source = '', type, lambdaConfig } of page) {
      if (type !== 'AWS_LAMBDA') continue;

      const arn = lambdaConfig?.lambdaFunctionArn ?? '';
      const named = functionIn(arn);
      if (named) {
        const { arn: leadsTo, qualifier } = named;
        const dataSources = [...(found.get(arn)?.dataSources ?? []), source];
        found.set(arn, { leadsTo, qualifier, dataSources });
      } else {
        unnamed.push(`which function ${source} of AppSync API ${name} (${apiId}) runs`);
      }
    }
  }
  return { sources: [...found.values()], unnamed };
}

/** Ids of the APIs that a merged one hands requests on to. */
async function sourceApis(
  client: AppSyncClient,
  { apiId }: GraphqlApi,
): Promise<ReadonlySet<string>> {
  const pages = paginateListSourceApiAssociations({ client, pageSize: PAGE }, { apiId });
  const lists = listsOf(pages, 'sourceApiAssociationSummaries', 'nextToken');

  return new Set((await Array.fromAsync(lists)).flat().map(({ sourceApiId = '' }) => sourceApiId));
}

type BareApi = Omit<AppsyncApi, 'dataSources' | 'qualifier'>;

type Id = Pick<BareApi, 'apiId' | 'apiName' | 'region'>;

function idOf({ apiId = '', name = '' }: NamedApi, region: string): Id {
  return { apiId, apiName: name, region };
}

/** @throws */
async function callersOf(
  api: GraphqlApi,
  { signUpOf, webAcls }: Doors,
): Promise<Omit<BareApi, keyof Id>> {
  const { additionalAuthenticationProviders = [], authenticationType, uris, visibility } = api;
  // Without one, nothing can be said of its callers.
  if (authenticationType === undefined) throw new Error('its authentication was not answered');
  const signUp = await signUpOf(userPoolsOf(api));

  return {
    address: uris?.GRAPHQL ?? '',
    isPrivate: visibility === 'PRIVATE',
    authentication: authenticationType,
    alsoAccepted: [
      ...new Set(
        additionalAuthenticationProviders.flatMap((each) => each.authenticationType ?? []),
      ),
    ].filter((each) => each !== authenticationType),
    ...authorizerOf(api),
    ...(signUp && { signUp }),
    ...(api.wafWebAclArn && { webAcls: [await webAcls.one(api.wafWebAclArn)] }),
  };
}

/** By whose answer alone its default admits callers: see `authorizerFunctions`. */
function authorizerOf({ authenticationType, lambdaAuthorizerConfig }: GraphqlApi): {
  authorizer?: string;
} {
  const { authorizerUri: uri, identityValidationExpression: pattern } =
    lambdaAuthorizerConfig ?? {};
  const authorizer = authenticationType === 'AWS_LAMBDA' ? askedAlone({ uri, pattern }) : undefined;

  return authorizer === undefined ? {} : { authorizer };
}

/** Ids of those whose users its default admits to each field that asks for nothing else. */
function userPoolsOf(api: GraphqlApi): readonly string[] {
  const { authenticationType, userPoolConfig, openIDConnectConfig } = api;
  if (authenticationType === 'AMAZON_COGNITO_USER_POOLS') {
    const { userPoolId, defaultAction } = userPoolConfig ?? {};
    return userPoolId === undefined || defaultAction === 'DENY' ? [] : [userPoolId];
  }

  const isOidc = authenticationType === 'OPENID_CONNECT';
  const pool = isOidc ? userPoolOfIssuer(openIDConnectConfig?.issuer ?? '') : undefined;
  return pool === undefined ? [] : [pool];
}

/** Those by data sources of these names. @param names undefined: all of them. */
function within(
  sources: readonly FunctionSource[],
  names: readonly string[] | undefined,
): readonly FunctionSource[] {
  if (!names) return sources;

  return sources
    .map((each) => ({
      ...each,
      dataSources: each.dataSources.filter((name) => names.includes(name)),
    }))
    .filter(({ dataSources }) => dataSources.length > 0);
}

function leadingBy(api: BareApi, sources: readonly FunctionSource[]): readonly LeadingAppsyncApi[] {
  return sources.map(({ leadsTo, qualifier, dataSources }) => ({
    leadsTo,
    api: { ...api, dataSources: [...dataSources], ...(qualifier !== undefined && { qualifier }) },
  }));
}
