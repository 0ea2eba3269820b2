import {
  type Api,
  type AppSyncClient,
  type AuthMode,
  type ChannelNamespace,
  type HandlerConfig,
  paginateListChannelNamespaces,
} from '@aws-sdk/client-appsync';
import type { AppsyncApi } from '../../domain/exposure/appsync-api.ts';
import { userPoolOfIssuer } from '../../domain/exposure/sign-up.ts';
import { listsOf } from './pages.ts';
import type { SignUpReader } from './user-pools.ts';
import type { WebAclReader } from './web-acls.ts';

/** As many as AppSync takes in a page. */
const PAGE = 25;

/** What happens to the channels of a namespace that has a data source run. */
interface ChannelHandler {
  readonly namespace: string;
  /** Name of the data source. */
  readonly dataSource: string;
  /** Any of these is enough of who publishes, or subscribes. */
  readonly modes: readonly string[];
  /** It hands the event over, and answers at once. */
  readonly isAsynchronous: boolean;
}

/** What has data sources of an Event API run. @throws when its namespaces cannot be listed. */
export async function channelHandlers(
  client: AppSyncClient,
  { apiId, eventConfig }: Api,
): Promise<readonly ChannelHandler[]> {
  const pages = paginateListChannelNamespaces({ client, pageSize: PAGE }, { apiId });
  const found = (await Array.fromAsync(listsOf(pages, 'channelNamespaces', 'nextToken'))).flat();
  const { defaultPublishAuthModes, defaultSubscribeAuthModes } = eventConfig ?? {};

  return found.flatMap((each) => [
    ...handlerOf(each, each.handlerConfigs?.onPublish, [
      each.publishAuthModes,
      defaultPublishAuthModes,
    ]),
    ...handlerOf(each, each.handlerConfigs?.onSubscribe, [
      each.subscribeAuthModes,
      defaultSubscribeAuthModes,
    ]),
  ]);
}

/** @param modes its own, and those of the API, which count where it has none. */
function handlerOf(
  { name = '' }: ChannelNamespace,
  handler: HandlerConfig | undefined,
  modes: readonly (readonly AuthMode[] | undefined)[],
): readonly ChannelHandler[] {
  const dataSource = handler?.integration?.dataSourceName;
  if (dataSource === undefined) return [];

  const asked = modes.map(typesOf).find((types) => types.length > 0) ?? [];
  const isAsynchronous =
    handler?.behavior === 'DIRECT' && handler.integration?.lambdaConfig?.invokeType === 'EVENT';
  return [{ namespace: name, dataSource, modes: asked, isAsynchronous }];
}

type Callers = Omit<AppsyncApi, 'apiId' | 'apiName' | 'region' | 'dataSources' | 'qualifier'> & {
  /** That they have run; undefined: any. */
  readonly dataSources: readonly string[] | undefined;
};

/**
 * Who has data sources of an Event API run: once for each choice of what they are asked for, and whether they wait.
 *
 * @param handlers undefined where they could not be read: then those who may publish by default.
 * @throws where the API does not say what it asks for.
 */
export async function callersOfChannels(
  api: Api,
  handlers: readonly ChannelHandler[] | undefined,
  { signUpOf, webAcls }: { readonly signUpOf: SignUpReader; readonly webAcls: WebAclReader },
): Promise<readonly Callers[]> {
  const { eventConfig, dns, wafWebAclArn } = api;
  const byDefault = typesOf(eventConfig?.defaultPublishAuthModes);
  const choices = handlers
    ? [...Map.groupBy(handlers, choiceOf).values()].map((alike) => ({
        modes: alike[0]?.modes ?? [],
        ...(alike[0]?.isAsynchronous && { isAsynchronous: true as const }),
        namespaces: namesOf(alike, 'namespace'),
        dataSources: namesOf(alike, 'dataSource'),
      }))
    : [{ modes: byDefault, dataSources: undefined }];
  const acls = wafWebAclArn ? { webAcls: [await webAcls.one(wafWebAclArn)] } : {};

  return Promise.all(
    choices.map(async ({ modes, ...more }) => {
      const [authentication, ...alsoAccepted] = modes;
      if (authentication === undefined) throw new Error('its authentication was not answered');
      // A key is enough.
      const signUp = authentication === 'API_KEY' ? undefined : await signUpOf(poolsOf(api, modes));

      return {
        isEvents: true as const,
        address: `https://${dns?.HTTP}/event`,
        isPrivate: false,
        authentication,
        alsoAccepted,
        ...(signUp && { signUp }),
        ...acls,
        ...more,
      };
    }),
  );
}

function choiceOf({ modes, isAsynchronous }: ChannelHandler): string {
  return `${modes} ${isAsynchronous}`;
}

function namesOf<K extends 'namespace' | 'dataSource'>(
  handlers: readonly ChannelHandler[],
  key: K,
): string[] {
  return [...new Set(handlers.map((each) => each[key]))];
}

function poolsOf({ eventConfig }: Api, modes: readonly string[]): readonly string[] {
  const { authProviders = [] } = eventConfig ?? {};

  return authProviders.flatMap(({ authType, cognitoConfig, openIDConnectConfig }) => {
    if (authType === undefined || !modes.includes(authType)) return [];
    return cognitoConfig?.userPoolId ?? userPoolOfIssuer(openIDConnectConfig?.issuer ?? '') ?? [];
  });
}

/** Each once; a key first: who has one is asked for nothing else. */
function typesOf(modes: readonly AuthMode[] = []): readonly string[] {
  const types = new Set(modes.flatMap(({ authType }) => authType ?? []));

  return [...types].toSorted((a, b) => Number(b === 'API_KEY') - Number(a === 'API_KEY'));
}
