import {
  type Api,
  AppSyncClient,
  type AuthenticationType,
  type ChannelNamespace,
  type DataSource,
  type GraphqlApi,
  type HandlerConfig,
  type InvokeType,
  ListApisCommand,
  ListChannelNamespacesCommand,
  ListDataSourcesCommand,
  ListGraphqlApisCommand,
  ListSourceApiAssociationsCommand,
} from '@aws-sdk/client-appsync';
import { beforeEach, describe, expect, it } from 'vitest';
import { appsyncApis } from '../../../functions/adapters/aws/appsync-apis.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { openSignUps } from '../../fakes/sign-ups.ts';
import { accessDenied } from '../../fakes/targets.ts';
import { webAclsOf } from '../../fakes/web-acls.ts';

const appsync = mockClient(AppSyncClient);
const orders = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const shop: GraphqlApi = {
  apiId: 'g1',
  name: 'shop',
  apiType: 'GRAPHQL',
  authenticationType: 'API_KEY',
  visibility: 'GLOBAL',
  uris: { GRAPHQL: 'https://g1.appsync', REALTIME: 'wss://g1.appsync' },
};
const all: GraphqlApi = {
  ...shop,
  apiId: 'm1',
  name: 'all',
  apiType: 'MERGED',
  authenticationType: 'AWS_IAM',
  uris: { GRAPHQL: 'https://m1.appsync' },
};
const asRead = {
  apiId: 'g1',
  apiName: 'shop',
  region: 'eu-west-1',
  address: 'https://g1.appsync',
  isPrivate: false,
  authentication: 'API_KEY',
  alsoAccepted: [],
  dataSources: ['Orders'],
};

const { signUpOf, asked: askedPools } = openSignUps();
const read = () =>
  appsyncApis({
    clientIn: (region) => new AppSyncClient({ region }),
    signUpOf,
    webAcls: webAclsOf(),
  })('eu-west-1');
const acl = { arn: 'arn:acl', name: 'arn:acl', rates: [] };

beforeEach(() => {
  appsync.reset();
  askedPools.length = 0;
  apis(shop);
  events();
  namespaces();
  sources(lambda('Orders', orders));
  merges('g1');
});

it('reads each API that runs a function', async () => {
  expect(await read()).toEqual({ apis: [{ leadsTo: orders, api: asRead }], unseen: [] });
});

describe('reads of an API', () => {
  it.each<[string, Partial<GraphqlApi>, object]>([
    ['whether it is private', { visibility: 'PRIVATE' }, { isPrivate: true }],
    [
      'the function that authorizes',
      {
        authenticationType: 'AWS_LAMBDA',
        lambdaAuthorizerConfig: { authorizerUri: orders.replace('orders', 'gate') },
      },
      { authentication: 'AWS_LAMBDA', authorizer: orders.replace('orders', 'gate') },
    ],
    [
      'no function that is not asked by default',
      {
        authenticationType: 'AWS_IAM',
        lambdaAuthorizerConfig: { authorizerUri: orders.replace('orders', 'gate') },
      },
      { authentication: 'AWS_IAM' },
    ],
    [
      'none that is asked for tokens with a secret alone',
      {
        authenticationType: 'AWS_LAMBDA',
        lambdaAuthorizerConfig: {
          authorizerUri: orders.replace('orders', 'gate'),
          identityValidationExpression: '^s3cr3t.*$',
        },
      },
      { authentication: 'AWS_LAMBDA' },
    ],
    ['its web ACL', { wafWebAclArn: 'arn:acl' }, { webAcls: [acl] }],
    [
      'what else it accepts, each once',
      {
        additionalAuthenticationProviders: [
          { authenticationType: 'OPENID_CONNECT' },
          { authenticationType: 'OPENID_CONNECT' },
          { authenticationType: 'AWS_IAM' },
        ],
      },
      { alsoAccepted: ['OPENID_CONNECT', 'AWS_IAM'] },
    ],
    [
      'two providers of its default as one',
      { additionalAuthenticationProviders: [{ authenticationType: 'API_KEY' }] },
      { alsoAccepted: [] },
    ],
  ])('%s', async (_, some, expected) => {
    apis({ ...shop, ...some });

    expect((await read()).apis).toEqual([{ leadsTo: orders, api: { ...asRead, ...expected } }]);
  });

  it('data sources of one function together, and those of an alias apart', async () => {
    sources(lambda('Orders', orders), lambda('Returns', orders), lambda('Live', `${orders}:live`), {
      name: 'Table',
      type: 'AMAZON_DYNAMODB',
    });

    expect((await read()).apis.map(({ api }) => [api.qualifier, api.dataSources])).toEqual([
      [undefined, ['Orders', 'Returns']],
      ['live', ['Live']],
    ]);
  });
});

describe('who may sign up', () => {
  const userPoolConfig = {
    userPoolId: 'eu-west-1_Shop',
    awsRegion: 'eu-west-1',
    defaultAction: 'ALLOW' as const,
  };
  const byPool: GraphqlApi = {
    ...shop,
    authenticationType: 'AMAZON_COGNITO_USER_POOLS',
    userPoolConfig,
  };
  const open = { userPool: 'eu-west-1_Shop', by: 'anyone' };
  const signUp = async () => (await read()).apis[0]?.api.signUp;

  it.each<[string, GraphqlApi]>([
    ['a user pool', byPool],
    [
      'OIDC by a user pool',
      {
        ...shop,
        authenticationType: 'OPENID_CONNECT',
        openIDConnectConfig: {
          issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Shop',
        },
      },
    ],
  ])('is read of an API with %s', async (_, api) => {
    apis(api);

    expect(await signUp()).toEqual(open);
  });

  it.each<[string, GraphqlApi]>([
    ['a key', { ...shop, userPoolConfig }],
    [
      'OIDC by another issuer',
      {
        ...shop,
        authenticationType: 'OPENID_CONNECT',
        openIDConnectConfig: { issuer: 'https://login.shop.example' },
      },
    ],
    [
      'fields that are denied unless the schema allows a group',
      { ...byPool, userPoolConfig: { ...userPoolConfig, defaultAction: 'DENY' } },
    ],
  ])('is not asked of one with %s', async (_, api) => {
    apis(api);

    expect(await signUp()).toBeUndefined();
    expect(askedPools).toEqual([]);
  });

  it('is not asked of an API that runs no function', async () => {
    apis(byPool);
    sources();

    await read();

    expect(askedPools).toEqual([]);
  });

  it('is that of the merged API, for its callers', async () => {
    apis(shop, { ...byPool, apiId: 'm1', name: 'all', apiType: 'MERGED' });

    expect((await read()).apis.map(({ api }) => api.signUp)).toEqual([undefined, open]);
  });
});

describe('an Event API', () => {
  const provider = {
    authType: 'AMAZON_COGNITO_USER_POOLS' as const,
    cognitoConfig: { userPoolId: 'eu-west-1_Shop', awsRegion: 'eu-west-1' },
  };
  beforeEach(() => {
    namespaces({ name: 'orders', handlerConfigs: { onPublish: runsIt('Orders') } });
  });

  const chat = (...modes: AuthenticationType[]): Api => ({
    apiId: 'e1',
    name: 'chat',
    dns: { HTTP: 'e1.appsync', REALTIME: 'e1.realtime' },
    eventConfig: {
      authProviders: [provider, { authType: 'API_KEY' }],
      connectionAuthModes: [],
      defaultPublishAuthModes: modes.map((authType) => ({ authType })),
      defaultSubscribeAuthModes: [{ authType: 'API_KEY' }],
    },
  });

  it.each<[AuthenticationType[], object]>([
    [['API_KEY'], { authentication: 'API_KEY', alsoAccepted: [] }],
    [
      ['AMAZON_COGNITO_USER_POOLS', 'API_KEY'],
      { authentication: 'API_KEY', alsoAccepted: ['AMAZON_COGNITO_USER_POOLS'] },
    ],
    [
      ['AMAZON_COGNITO_USER_POOLS'],
      {
        authentication: 'AMAZON_COGNITO_USER_POOLS',
        alsoAccepted: [],
        signUp: { userPool: 'eu-west-1_Shop', by: 'anyone' },
      },
    ],
    [['AWS_IAM'], { authentication: 'AWS_IAM', alsoAccepted: [] }],
  ])('runs its functions for those who may publish: %j', async (modes, expected) => {
    apis();
    events({ ...chat(...modes), wafWebAclArn: 'arn:acl' });

    expect((await read()).apis).toEqual([
      {
        leadsTo: orders,
        api: {
          apiId: 'e1',
          apiName: 'chat',
          region: 'eu-west-1',
          isEvents: true,
          address: 'https://e1.appsync/event',
          isPrivate: false,
          webAcls: [acl],
          namespaces: ['orders'],
          dataSources: ['Orders'],
          ...expected,
        },
      },
    ]);
  });

  const iam = [{ authType: 'AWS_IAM' as const }];
  const onPublish = runsIt('Orders');
  const handsOver = runsIt('Orders', 'EVENT');
  const byKey = { authentication: 'API_KEY', namespaces: ['orders'] };
  const byIam = { authentication: 'AWS_IAM', namespaces: ['orders'] };

  it.each<[string, readonly ChannelNamespace[], readonly object[]]>([
    [
      'what it asks for itself',
      [{ name: 'orders', publishAuthModes: iam, handlerConfigs: { onPublish } }],
      [byIam],
    ],
    [
      'what it asks of subscribers by default',
      [{ name: 'orders', publishAuthModes: iam, handlerConfigs: { onSubscribe: onPublish } }],
      [byKey],
    ],
    [
      'what it asks of subscribers itself',
      [{ name: 'orders', subscribeAuthModes: iam, handlerConfigs: { onSubscribe: onPublish } }],
      [byIam],
    ],
    [
      'what each of two asks for',
      [
        { name: 'orders', publishAuthModes: iam, handlerConfigs: { onPublish } },
        { name: 'news', publishAuthModes: [], handlerConfigs: { onPublish } },
      ],
      [byIam, { ...byKey, namespaces: ['news'] }],
    ],
    [
      'the same of two at once',
      [
        { name: 'orders', handlerConfigs: { onPublish, onSubscribe: onPublish } },
        { name: 'news', handlerConfigs: { onPublish } },
      ],
      [{ ...byKey, namespaces: ['orders', 'news'] }],
    ],
    [
      'nothing where it runs another data source',
      [{ name: 'orders', handlerConfigs: { onPublish: runsIt('Table') } }],
      [],
    ],
    [
      'the same of one that does not wait, apart',
      [{ name: 'orders', handlerConfigs: { onPublish, onSubscribe: handsOver } }],
      [byKey, { ...byKey, isAsynchronous: true }],
    ],
    [
      'the same of code, which waits',
      [{ name: 'orders', handlerConfigs: { onPublish: { ...handsOver, behavior: 'CODE' } } }],
      [byKey],
    ],
    ['nothing where it runs none', [{ name: 'orders', codeHandlers: 'export const x = 1' }], []],
    ['nothing where there is none', [], []],
  ])('asks by a namespace for %s', async (_, found, expected) => {
    apis();
    events(chat('API_KEY'));
    namespaces(...found);

    const { apis: answered, unseen } = await read();

    const asks = answered.map(({ api: { authentication, namespaces, isAsynchronous } }) => ({
      authentication,
      namespaces,
      isAsynchronous,
    }));
    expect(asks).toEqual(expected);
    expect(unseen).toEqual([]);
  });

  it('is taken by its default while its namespaces cannot be read, and that is a gap', async () => {
    apis();
    events(chat('API_KEY'));
    appsync.on(ListChannelNamespacesCommand).rejects(accessDenied());

    const { apis: found, unseen } = await read();

    expect(found).toMatchObject([{ leadsTo: orders, api: { authentication: 'API_KEY' } }]);
    expect(found[0]?.api).not.toHaveProperty('namespaces');
    expect(unseen).toEqual([
      'the namespaces of AppSync API chat (e1): AccessDeniedException: not authorised',
    ]);
  });

  it('that does not say whom it admits is a gap, and so is one that cannot be read', async () => {
    events(chat(), { ...chat('API_KEY'), apiId: 'e2', name: 'news' });
    appsync.on(ListDataSourcesCommand, { apiId: 'e2' }).rejects(accessDenied());

    const { apis: found, unseen } = await read();

    expect(found).toHaveLength(1);
    expect(unseen).toEqual([
      'AppSync API chat (e1): its authentication was not answered',
      'AppSync API news (e2): AccessDeniedException: not authorised',
    ]);
  });

  it('is unknown with all others, where Event APIs cannot be listed', async () => {
    appsync.on(ListApisCommand).rejects(accessDenied());

    await expect(read()).rejects.toThrow(accessDenied());
  });
});

describe('a merged API', () => {
  it('admits its own callers to the functions of its source APIs', async () => {
    apis({ ...all, wafWebAclArn: undefined }, { ...shop, wafWebAclArn: 'arn:acl' });

    expect((await read()).apis.map(({ api }) => api)).toEqual([
      { ...asRead, webAcls: [acl] },
      {
        ...asRead,
        address: 'https://m1.appsync',
        authentication: 'AWS_IAM',
        mergedInto: 'all (m1)',
      },
    ]);
  });

  it('leads to no function of APIs that it does not merge', async () => {
    apis(shop, all);
    merges('g2');

    expect((await read()).apis).toHaveLength(1);
  });

  it('is not asked for data sources, and no other API for what it merges', async () => {
    apis(shop, all);

    await read();

    expect(asked(ListDataSourcesCommand)).toEqual(['g1']);
    expect(asked(ListSourceApiAssociationsCommand)).toEqual(['m1']);
  });
});

describe('what cannot be read', () => {
  it('of one API harms no other', async () => {
    apis({ ...shop, apiId: 'g0', name: 'secret' }, shop);
    appsync.on(ListDataSourcesCommand, { apiId: 'g0' }).rejects(accessDenied());

    const { apis: found, unseen } = await read();

    expect(found).toHaveLength(1);
    expect(unseen).toEqual(['AppSync API secret (g0): AccessDeniedException: not authorised']);
  });

  it.each<[string, Partial<GraphqlApi>, DataSource, string]>([
    [
      'a function without a name',
      {},
      { name: 'Orders', type: 'AWS_LAMBDA' },
      'which function Orders of AppSync API shop (g1) runs',
    ],
    [
      'an API without an authentication',
      { authenticationType: undefined },
      lambda('Orders', orders),
      'AppSync API shop (g1): its authentication was not answered',
    ],
  ])('is said of %s', async (_, some, source, expected) => {
    apis({ ...shop, ...some });
    sources(source);

    expect(await read()).toEqual({ apis: [], unseen: [expected] });
  });

  it('is said of what an API merges', async () => {
    apis(shop, all);
    appsync.on(ListSourceApiAssociationsCommand).rejects(accessDenied());

    expect((await read()).unseen).toEqual([expect.stringContaining('AppSync API all (m1)')]);
  });

  it('is all, where the APIs cannot be listed', async () => {
    appsync.on(ListGraphqlApisCommand).rejects(accessDenied());

    await expect(read()).rejects.toThrow(accessDenied());
  });

  it.each([
    ['appsync.mx-central-1.amazonaws.com', 'ENOTFOUND', false],
    ['appsync.mx-central-1.amazonaws.com', 'EAI_AGAIN', true],
    ['proxy.shop.example', 'ENOTFOUND', true],
  ])('is nothing where %s answers %s: %s', async (hostname, code, isUnknown) => {
    const failure = Object.assign(new Error(code), { hostname, code });
    appsync.on(ListGraphqlApisCommand).rejects(failure);
    appsync.on(ListApisCommand).rejects(failure);

    const answer = await read().catch(() => 'unknown');

    expect(answer).toEqual(isUnknown ? 'unknown' : { apis: [], unseen: [] });
  });
});

it('calls what the fact declares', async () => {
  apis(shop, all);
  events({ apiId: 'e1', name: 'chat' });

  await read();

  const declared = factSources.function.appsyncApis.map(({ action }) => action);
  const called = appsync.calls().map(({ args: [command] }) => {
    const { name } = command.constructor;
    return `appsync:${name.replace(/Command$/, '')}`;
  });
  expect(declared).toEqual(expect.arrayContaining([...new Set(called)]));
  expect(new Set(called)).toHaveLength(5);
});

function apis(...graphqlApis: GraphqlApi[]) {
  appsync.on(ListGraphqlApisCommand).resolves({ graphqlApis });
}

function events(...found: Api[]) {
  appsync.on(ListApisCommand).resolves({ apis: found });
}

function namespaces(...channelNamespaces: ChannelNamespace[]) {
  appsync.on(ListChannelNamespacesCommand).resolves({ channelNamespaces });
}

function runsIt(
  dataSourceName: string,
  invokeType: InvokeType = 'REQUEST_RESPONSE',
): HandlerConfig {
  return { behavior: 'DIRECT', integration: { dataSourceName, lambdaConfig: { invokeType } } };
}

function sources(...dataSources: DataSource[]) {
  appsync.on(ListDataSourcesCommand).resolves({ dataSources });
}

function lambda(name: string, lambdaFunctionArn: string): DataSource {
  return { name, type: 'AWS_LAMBDA', lambdaConfig: { lambdaFunctionArn } };
}

function merges(...ids: string[]) {
  appsync
    .on(ListSourceApiAssociationsCommand)
    .resolves({ sourceApiAssociationSummaries: ids.map((sourceApiId) => ({ sourceApiId })) });
}

function asked(command: typeof ListDataSourcesCommand | typeof ListSourceApiAssociationsCommand) {
  return appsync.commandCalls(command as typeof ListDataSourcesCommand).map(
    ({
      args: [
        {
          input: { apiId },
        },
      ],
    }) => apiId,
  );
}
