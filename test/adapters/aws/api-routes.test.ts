import {
  APIGatewayClient,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStagesCommand as GetRestStagesCommand,
  type MethodSetting,
  type RestApi,
  type Stage,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetApisCommand,
  GetDomainNamesCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Stage as HttpStage,
} from '@aws-sdk/client-apigatewayv2';
import { beforeEach, describe, expect, it } from 'vitest';
import { apiRoutes } from '../../../functions/adapters/aws/api-routes.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const rest = mockClient(APIGatewayClient);
const http = mockClient(ApiGatewayV2Client);
const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const uriOf = (name: string) =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${name}/invocations`;
const inStage = (name: string) => arn.replace('orders', `\${stageVariables.${name}}`);
const read = () =>
  apiRoutes({
    rest: (region) => new APIGatewayClient({ region }),
    http: (region) => new ApiGatewayV2Client({ region }),
  })('eu-west-1');

beforeEach(() => {
  rest.reset();
  http.reset();
  rest.on(GetRestApisCommand).resolves({ items: [] });
  http.on(GetApisCommand).resolves({ Items: [] });
  http.on(GetDomainNamesCommand).resolves({ Items: [] });
});

describe('REST APIs', () => {
  it('reads each method that runs a function', async () => {
    restApi({ id: 'a1', name: 'shop' }, { GET: uriOf(`${arn}:live`), OPTIONS: '' });

    expect(await read()).toEqual({
      apis: ['a1'],
      routes: [
        {
          leadsTo: arn,
          route: {
            kind: 'REST',
            apiId: 'a1',
            apiName: 'shop',
            region: 'eu-west-1',
            key: 'GET /orders',
            authorization: 'NONE',
            apiKeyRequired: false,
            isPrivate: false,
            isBarred: false,
            addresses: ['https://a1.execute-api.eu-west-1.amazonaws.com/live'],
            qualifier: 'live',
          },
        },
      ],
      unseen: [],
    });
  });

  it('fills in what the stages say, and owns to what none says', async () => {
    restApi(
      { id: 'a1', name: 'shop' },
      {
        GET: uriOf(inStage('name')),
        PUT: uriOf(inStage('lost')),
      },
    );

    const { routes, unseen } = await read();

    expect(routes.map(({ leadsTo }) => leadsTo)).toEqual([arn]);
    expect(unseen).toEqual(['which function PUT /orders of API shop (a1) runs']);
  });

  it.each<[string, RestApi, object]>([
    ['is private', { endpointConfiguration: { types: ['PRIVATE'] } }, { isPrivate: true }],
    [
      'has a policy for an account',
      { policy: policyFor({ AWS: '111122223333' }) },
      { isBarred: true },
    ],
    ['has a policy for all', { policy: policyFor('*') }, { isBarred: false }],
    ['has no address left', { disableExecuteApiEndpoint: true }, { addresses: [] }],
  ])('says that it %s', async (_, api, expected) => {
    restApi({ id: 'a1', name: 'shop', ...api }, { GET: uriOf(arn) });

    expect((await read()).routes[0]?.route).toMatchObject(expected);
  });

  it.each<[string, Stage[], number | undefined]>([
    ['a stage, for all methods', [{ methodSettings: { '*/*': limit(50) } }], 50],
    ['the method itself', [{ methodSettings: { '*/*': limit(50), '~1orders/GET': limit(5) } }], 5],
    [
      'the method itself, as the console writes it',
      [{ methodSettings: { 'orders/GET': limit(5) } }],
      5,
    ],
    [
      'all stages together',
      [{ methodSettings: { '*/*': limit(50) } }, { methodSettings: { '*/*': limit(5) } }],
      55,
    ],
    ['a stage that lets nothing through', [{ methodSettings: { '*/*': limit(0) } }], 0],
    ['no stage', [{}], undefined],
    ['one of two stages only', [{ methodSettings: { '*/*': limit(50) } }, {}], undefined],
    ['another method', [{ methodSettings: { '~1orders/PUT': limit(5) } }], undefined],
    [
      'a setting that is about logs',
      [{ methodSettings: { '*/*': { loggingLevel: 'INFO' } } }],
      undefined,
    ],
    ['a throttle that is off', [{ methodSettings: { '*/*': limit(-1) } }], undefined],
    [
      'a throttle that is off for the method',
      [{ methodSettings: { '*/*': limit(5), '~1orders/GET': limit(-1) } }],
      undefined,
    ],
    ['what the account has anyway', [{ methodSettings: { '*/*': limit(10_000) } }], undefined],
  ])('knows the throttle of %s', async (_, stages, callsPerSecond) => {
    restApi({ id: 'a1', name: 'shop' }, { GET: uriOf(arn) });
    rest.on(GetRestStagesCommand).resolves({ item: stages });

    expect((await read()).routes.map(({ route }) => route.callsPerSecond)).toEqual([
      callsPerSecond,
    ]);
  });

  it('adds up the throttles of the stages that lead to the same function, and of no others', async () => {
    restApi({ id: 'a1', name: 'shop' }, { GET: uriOf(inStage('name')) });
    rest.on(GetRestStagesCommand).resolves({
      item: [
        { variables: { name: 'orders' }, methodSettings: { '*/*': limit(5) } },
        { variables: { name: 'mails' } },
        { variables: { name: 'orders' }, methodSettings: { '*/*': limit(2) } },
      ],
    });

    expect((await read()).routes).toMatchObject([
      { leadsTo: arn, route: { callsPerSecond: 7 } },
      {
        leadsTo: arn.replace('orders', 'mails'),
        route: expect.not.objectContaining({ callsPerSecond: expect.anything() }),
      },
    ]);
  });

  it('harms no other by a policy that cannot be read', async () => {
    restApi({ id: 'a1', name: 'shop', policy: '{"Statement": 1}' }, { GET: uriOf(arn) });
    httpApi('NONE');

    const { routes, unseen } = await read();

    expect(routes.map(({ route }) => route.kind)).toEqual(['HTTP']);
    expect(unseen).toEqual([
      expect.stringMatching(/^REST API shop \(a1\): the policy of the API is no policy/),
    ]);
  });
});

describe('HTTP and WebSocket APIs', () => {
  it('reads each route that runs a function, by the address of each stage', async () => {
    httpApi('JWT');

    expect(await read()).toMatchObject({
      routes: [
        {
          leadsTo: arn,
          route: {
            kind: 'HTTP',
            apiId: 'h1',
            key: 'GET /orders',
            authorization: 'JWT',
            addresses: ['https://h1.example', 'https://h1.example/test'],
          },
        },
      ],
      unseen: [],
    });
  });

  it.each<[string, HttpStage[], number | undefined]>([
    ['a stage', [httpStage(50)], 50],
    ['the route itself', [{ ...httpStage(50), RouteSettings: { 'GET /orders': rate(5) } }], 5],
    ['another route', [{ ...httpStage(), RouteSettings: { 'PUT /orders': rate(5) } }], undefined],
    ['all stages together', [httpStage(50), httpStage(5)], 55],
    ['one of two stages only', [httpStage(50), httpStage()], undefined],
  ])('knows the throttle of %s', async (_, Items, callsPerSecond) => {
    httpApi('NONE');
    http.on(GetStagesCommand).resolves({ Items });

    expect((await read()).routes.map(({ route }) => route.callsPerSecond)).toEqual([
      callsPerSecond,
    ]);
  });

  it('of a WebSocket only the connect route authorizes', async () => {
    httpApi('NONE', { ProtocolType: 'WEBSOCKET' });
    http.on(GetRoutesCommand).resolves({
      Items: [
        { RouteKey: '$connect', AuthorizationType: 'CUSTOM' },
        { RouteKey: 'send', AuthorizationType: 'NONE', Target: 'integrations/i1' },
      ],
    });

    expect((await read()).routes).toMatchObject([
      { route: { kind: 'WebSocket', key: 'send', authorization: 'CUSTOM' } },
    ]);
  });

  it('knows the domains of an API whose own address is off, less those that ask for a certificate', async () => {
    httpApi('NONE', { DisableExecuteApiEndpoint: true });
    http.on(GetDomainNamesCommand).resolves({
      Items: [
        { DomainName: 'shop.example' },
        { DomainName: 'mutual.example', MutualTlsAuthentication: { TruststoreUri: 's3://x/y' } },
      ],
    });
    http
      .on(GetApiMappingsCommand, { DomainName: 'shop.example' })
      .resolvesOnce({ Items: [{ ApiId: 'other', Stage: 'x' }], NextToken: 'more' })
      .resolvesOnce({ Items: [{ ApiId: 'h1', Stage: 'x' }] });

    expect((await read()).routes[0]?.route.addresses).toEqual(['https://shop.example']);
  });

  it('asks nothing more of an API that runs none', async () => {
    httpApi('NONE');
    http.on(GetIntegrationsCommand).resolves({ Items: [{ IntegrationUri: 'https://x.example' }] });

    expect(await read()).toEqual({ apis: ['h1'], routes: [], unseen: [] });
    expect(http.commandCalls(GetRoutesCommand)).toEqual([]);
  });
});

it('throws when the APIs cannot be listed', async () => {
  rest.on(GetRestApisCommand).rejectsOnce(accessDenied()).resolves({ items: [] });
  await expect(read()).rejects.toThrow('not authorised');

  http.on(GetApisCommand).resolves({});
  await expect(read()).rejects.toThrow('it has no Items');
});

it('goes on when one of them cannot be read', async () => {
  restApi({ id: 'a1', name: 'shop' }, { GET: uriOf(arn) });
  httpApi('NONE');
  http.on(GetRoutesCommand).rejects(accessDenied());

  const { routes, unseen } = await read();

  expect(routes).toHaveLength(1);
  expect(unseen).toEqual([expect.stringContaining('API shop (h1): AccessDenied')]);
});

function restApi(api: RestApi, uris: Readonly<Record<string, string>>) {
  const methods = Object.entries(uris).map(([verb, uri]) => [
    verb,
    { authorizationType: 'NONE', ...(uri && { methodIntegration: { uri } }) },
  ]);

  rest.on(GetRestApisCommand).resolves({ items: [api] });
  rest
    .on(GetResourcesCommand)
    .resolves({ items: [{ path: '/orders', resourceMethods: Object.fromEntries(methods) }] });
  rest
    .on(GetRestStagesCommand)
    .resolves({ item: [{ stageName: 'live', variables: { name: 'orders' } }] });
}

function httpApi(AuthorizationType: 'NONE' | 'JWT', more: object = {}) {
  const api = {
    ApiId: 'h1',
    Name: 'shop',
    ProtocolType: 'HTTP' as const,
    ApiEndpoint: 'https://h1.example',
    RouteSelectionExpression: '',
  };

  http.on(GetApisCommand).resolves({ Items: [{ ...api, ...more }] });
  http
    .on(GetIntegrationsCommand)
    .resolves({ Items: [{ IntegrationId: 'i1', IntegrationUri: uriOf(arn) }] });
  http.on(GetRoutesCommand).resolves({
    Items: [
      { RouteKey: 'GET /orders', AuthorizationType, Target: 'integrations/i1' },
      { RouteKey: 'GET /pages', AuthorizationType: 'NONE', Target: 'integrations/i2' },
    ],
  });
  http.on(GetStagesCommand).resolves({ Items: [{ StageName: '$default' }, { StageName: 'test' }] });
}

function limit(throttlingRateLimit: number): MethodSetting {
  return { throttlingRateLimit, throttlingBurstLimit: 100 };
}

function rate(ThrottlingRateLimit: number) {
  return { ThrottlingRateLimit, ThrottlingBurstLimit: 100 };
}

function httpStage(limitOfAll?: number): HttpStage {
  return {
    StageName: 'live',
    ...(limitOfAll !== undefined && { DefaultRouteSettings: rate(limitOfAll) }),
  };
}

function policyFor(Principal: unknown): string {
  const Statement = {
    Effect: 'Allow',
    Principal,
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*',
  };

  return JSON.stringify({ Statement });
}
