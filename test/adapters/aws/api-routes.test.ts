import {
  APIGatewayClient,
  GetResourcesCommand,
  GetRestApisCommand,
  GetAuthorizersCommand as GetRestAuthorizersCommand,
  GetStagesCommand as GetRestStagesCommand,
  GetUsagePlansCommand,
  type Integration,
  type MethodSetting,
  type RestApi,
  type Stage,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetDomainNamesCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Stage as HttpStage,
} from '@aws-sdk/client-apigatewayv2';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from 'vitest';
import { apiRoutes } from '../../../functions/adapters/aws/api-routes.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { openSignUps } from '../../fakes/sign-ups.ts';
import { accessDenied } from '../../fakes/targets.ts';
import { webAclsOf } from '../../fakes/web-acls.ts';

const rest = mockClient(APIGatewayClient);
const http = mockClient(ApiGatewayV2Client);
const machines = mockClient(SFNClient);
const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const uriOf = (name: string) =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${name}/invocations`;
const inStage = (name: string) => arn.replace('orders', `\${stageVariables.${name}}`);
const { signUpOf, asked } = openSignUps();
const read = () =>
  apiRoutes({
    rest: (region) => new APIGatewayClient({ region }),
    http: (region) => new ApiGatewayV2Client({ region }),
    machines: (region) => new SFNClient({ region }),
    signUpOf,
    webAcls: webAclsOf({ 'arn:closed': { isClosed: true }, 'arn:closed2': { isClosed: true } }),
  })('eu-west-1');

beforeEach(() => {
  rest.reset();
  http.reset();
  machines.reset();
  asked.length = 0;
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
      deliveries: [],
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

  it.each<[string, Stage[], object]>([
    [
      'one of all stages, once',
      [{ webAclArn: 'arn:acl' }, { webAclArn: 'arn:acl' }],
      { webAcls: [{ arn: 'arn:acl' }], isBarred: false },
    ],
    [
      'another of each stage',
      [{ webAclArn: 'arn:acl' }, { webAclArn: 'arn:closed' }],
      { webAcls: [{ arn: 'arn:acl' }, { arn: 'arn:closed' }], isBarred: false },
    ],
    [
      'those that keep strangers out of each stage',
      [{ webAclArn: 'arn:closed2' }, { webAclArn: 'arn:closed' }],
      { isBarred: true },
    ],
    [
      'none, where one of two stages has none',
      [{ webAclArn: 'arn:closed' }, {}],
      expect.not.objectContaining({ webAcls: expect.anything() }),
    ],
    [
      'none, where one of two stages is open',
      [{ webAclArn: 'arn:closed' }, {}],
      { isBarred: false },
    ],
  ])('knows the web ACLs before a method: %s', async (_, stages, expected) => {
    restApi({ id: 'a1', name: 'shop' }, { GET: uriOf(arn) });
    rest.on(GetRestStagesCommand).resolves({ item: stages });

    expect((await read()).routes).toMatchObject([{ route: expected }]);
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

  it.each<[what: string, functions: Readonly<Record<string, string>>, connectedBy?: string]>([
    ['its function', { $connect: arn }, arn],
    ['no function', {}],
    ['one of another account', { $connect: arn.replace(/\d{12}/, '444455556666') }],
    ['another in each stage', { $connect: arn.replace(/[^:]*$/, `\${stageVariables.of}`) }],
  ])('knows of a WebSocket that its $connect runs %s', async (_, functions, connectedBy) => {
    httpApi('NONE', { ProtocolType: 'WEBSOCKET' });
    const uris = Object.entries({ $disconnect: arn, ...functions });
    http.on(GetIntegrationsCommand).resolves({
      Items: uris.map(([IntegrationId, of]) => ({
        IntegrationId,
        IntegrationUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${of}/invocations`,
      })),
    });
    http.on(GetRoutesCommand).resolves({
      Items: ['$connect', '$disconnect'].map((RouteKey) => ({
        RouteKey,
        AuthorizationType: 'NONE',
        Target: `integrations/${RouteKey}`,
      })),
    });
    http.on(GetStagesCommand).resolves({
      Items: ['a', 'b'].map((of) => ({ ...httpStage(), StageName: of, StageVariables: { of } })),
    });

    const { routes } = await read();
    const by = (key: string) => routes.find(({ route }) => route.key === key)?.route.connectedBy;
    expect(by('$disconnect')).toBe(connectedBy);
    expect(by('$connect')).toBeUndefined();
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

    expect(await read()).toEqual({ apis: ['h1'], routes: [], deliveries: [], unseen: [] });
    expect(http.commandCalls(GetRoutesCommand)).toEqual([]);
  });
});

const machine = 'arn:aws:states:eu-west-1:111122223333:stateMachine:order';
const gateway = 'arn:aws:apigateway:eu-west-1';
const here = 'eu-west-1:111122223333';
const credentials = 'arn:aws:iam::111122223333:role/api';

describe('integrations of other services', () => {
  it.each<[string, Integration, string]>([
    [
      'a queue, by its path',
      {
        uri: `${gateway}:sqs:path/111122223333/orders`,
        requestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=$input.body' },
      },
      `arn:aws:sqs:${here}:orders`,
    ],
    [
      'a queue, by its URL',
      {
        uri: `${gateway}:sqs:action/SendMessage`,
        requestParameters: {
          'integration.request.querystring.QueueUrl': `'https://sqs.eu-west-1.amazonaws.com/111122223333/orders'`,
          'integration.request.querystring.MessageBody': 'method.request.body',
        },
      },
      `arn:aws:sqs:${here}:orders`,
    ],
    [
      'a queue, by the JSON protocol',
      {
        uri: `${gateway}:sqs:path//`,
        requestParameters: { 'integration.request.header.X-Amz-Target': "'AmazonSQS.SendMessage'" },
        requestTemplates: {
          'application/json':
            '{"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/111122223333/orders", "MessageBody": "$input.body"}',
        },
      },
      `arn:aws:sqs:${here}:orders`,
    ],
    [
      'a stream',
      {
        uri: `${gateway}:kinesis:action/PutRecord`,
        requestTemplates: { 'application/json': '{"StreamName": "orders", "Data": "$x"}' },
      },
      `arn:aws:kinesis:${here}:stream/orders`,
    ],
    [
      'a table',
      {
        uri: `${gateway}:dynamodb:action/PutItem`,
        requestTemplates: {
          'application/json':
            '#set($inputRoot = $input.path("$"))\n{ "TableName" : "orders", "Item": {"id": {"S": "$context.requestId"}}}',
        },
      },
      `arn:aws:dynamodb:${here}:table/orders`,
    ],
    [
      'a bus',
      {
        uri: `${gateway}:events:action/PutEvents`,
        requestTemplates: {
          'application/json': '{"Entries": [{"EventBusName": "shop", "Detail": "$x"}]}',
        },
      },
      `arn:aws:events:${here}:event-bus/shop`,
    ],
    [
      'the default bus',
      {
        uri: `${gateway}:events:action/PutEvents`,
        requestTemplates: { 'application/json': '{"Entries": [{"Detail": "$x"}]}' },
      },
      `arn:aws:events:${here}:event-bus/default`,
    ],
    [
      'a topic',
      {
        uri: `${gateway}:sns:action/Publish`,
        requestParameters: {
          'integration.request.querystring.TopicArn': `'arn:aws:sns:${here}:orders'`,
        },
      },
      `arn:aws:sns:${here}:orders`,
    ],
    [
      'a bucket',
      { uri: `${gateway}:s3:path/orders/{key}`, httpMethod: 'PUT' },
      'arn:aws:s3:::orders',
    ],
  ])('an open method of a REST API writes to %s', async (_, integration, to) => {
    restApiOf({ httpMethod: 'POST', credentials, ...integration });

    expect(await read()).toMatchObject({
      routes: [],
      deliveries: [{ to, route: { key: 'POST /orders', authorization: 'NONE' } }],
      unseen: [],
    });
  });

  const toQueue = {
    uri: `${gateway}:sqs:path/111122223333/orders`,
    requestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=$input.body' },
  };

  it('one that asks for a key alone writes, too, and the usage plans are read', async () => {
    restApiOf({ httpMethod: 'POST', credentials, ...toQueue }, { apiKeyRequired: true });
    rest.on(GetUsagePlansCommand).resolves({ items: [] });

    expect(await read()).toMatchObject({
      routes: [],
      deliveries: [{ to: `arn:aws:sqs:${here}:orders`, route: { apiKeyRequired: true } }],
      usagePlans: { known: true, value: [] },
      unseen: [],
    });
  });

  it('says that the request decides what one with a key writes to', async () => {
    restApiOf(
      { httpMethod: 'PUT', credentials, uri: `${gateway}:s3:path/{bucket}/{key}` },
      { apiKeyRequired: true },
    );

    expect(await read()).toMatchObject({
      unseen: ['which bucket POST /orders of API shop (a1) writes to'],
    });
  });

  it.each<[string, Integration, object?]>([
    ['reads', { uri: `${gateway}:dynamodb:action/GetItem` }],
    ['reads from a bucket', { uri: `${gateway}:s3:path/orders/{key}`, httpMethod: 'GET' }],
    [
      'knows its callers',
      { uri: `${gateway}:sns:action/Publish` },
      { authorizationType: 'AWS_IAM' },
    ],
    [
      'asks for a key besides',
      { uri: `${gateway}:sns:action/Publish` },
      { apiKeyRequired: true, authorizationType: 'CUSTOM' },
    ],
    ['mocks', { type: 'MOCK' }],
    ['goes elsewhere', { uri: 'https://shop.example/orders' }],
  ])('one that %s writes to nothing', async (_, integration, more) => {
    restApiOf({ httpMethod: 'POST', credentials, ...integration }, more);

    expect(await read()).toMatchObject({ deliveries: [], unseen: [] });
  });

  it.each<[string, Integration, string]>([
    ['the request', { uri: `${gateway}:s3:path/{bucket}/{key}`, httpMethod: 'PUT' }, 'bucket'],
    [
      'a stage',
      {
        uri: `${gateway}:sqs:path/\${stageVariables.queue}`,
        requestTemplates: { 'application/json': 'Action=SendMessage' },
      },
      'queue',
    ],
    [
      'a template',
      {
        uri: `${gateway}:dynamodb:action/PutItem`,
        requestTemplates: { 'application/json': '{"TableName": "$input.params(\'t\')"}' },
      },
      'table',
    ],
  ])('says that %s decides what it writes to', async (_, integration, what) => {
    restApiOf({ httpMethod: 'POST', credentials, ...integration });

    expect(await read()).toMatchObject({
      deliveries: [],
      unseen: [`which ${what} POST /orders of API shop (a1) writes to`],
    });
  });

  it('knows the throttle of such a method', async () => {
    restApiOf({ uri: `${gateway}:sns:action/Publish`, ...topicOf('orders') });
    rest
      .on(GetRestStagesCommand)
      .resolves({ item: [{ stageName: 'live', methodSettings: { '*/*': limit(5) } }] });

    expect((await read()).deliveries).toMatchObject([{ route: { callsPerSecond: 5 } }]);
  });

  it.each<[string, string, Record<string, string>, string]>([
    [
      'a queue',
      'SQS-SendMessage',
      {
        QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders',
        MessageBody: '$request.body',
      },
      `arn:aws:sqs:${here}:orders`,
    ],
    [
      'a stream',
      'Kinesis-PutRecord',
      { StreamName: 'orders', Data: '$request.body' },
      `arn:aws:kinesis:${here}:stream/orders`,
    ],
    [
      'a bus',
      'EventBridge-PutEvents',
      { EventBusName: 'shop', Detail: '$request.body' },
      `arn:aws:events:${here}:event-bus/shop`,
    ],
    [
      'the default bus',
      'EventBridge-PutEvents',
      { Detail: '$request.body' },
      `arn:aws:events:${here}:event-bus/default`,
    ],
  ])(
    'an open route of an HTTP API writes to %s',
    async (_, IntegrationSubtype, RequestParameters, to) => {
      httpApi('NONE');
      http.on(GetIntegrationsCommand).resolves({
        Items: [
          {
            IntegrationId: 'i1',
            IntegrationSubtype,
            RequestParameters,
            CredentialsArn: credentials,
          },
        ],
      });

      expect(await read()).toMatchObject({
        routes: [],
        deliveries: [{ to, route: { key: 'GET /orders', kind: 'HTTP' } }],
        unseen: [],
      });
    },
  );

  it('a route that knows its callers writes for them alone', async () => {
    httpApi('JWT');
    http.on(GetIntegrationsCommand).resolves({
      Items: [
        {
          IntegrationId: 'i1',
          IntegrationSubtype: 'Kinesis-PutRecord',
          RequestParameters: { StreamName: 'orders' },
          CredentialsArn: credentials,
        },
      ],
    });

    expect(await read()).toMatchObject({ routes: [], deliveries: [], unseen: [] });
  });

  it('follows a state machine to the functions that it runs, asking once', async () => {
    httpApi('NONE');
    http.on(GetIntegrationsCommand).resolves({
      Items: [
        {
          IntegrationId: 'i1',
          IntegrationSubtype: 'StepFunctions-StartExecution',
          RequestParameters: { StateMachineArn: machine, Input: '$request.body' },
        },
      ],
    });
    machines.on(DescribeStateMachineCommand, { stateMachineArn: machine }).resolves({
      definition: JSON.stringify({
        States: {
          Charge: { Type: 'Task', Resource: arn },
          Ship: {
            Resource: 'arn:aws:states:::lambda:invoke',
            Parameters: { FunctionName: `${arn.replace('orders', 'mails')}:live` },
          },
          Again: { Type: 'Task', Resource: `${arn}:live` },
        },
      }),
    });

    const through = machine;
    expect(await read()).toMatchObject({
      routes: [
        { leadsTo: arn, route: { key: 'GET /orders', through } },
        { leadsTo: arn.replace('orders', 'mails'), route: { key: 'GET /orders', through } },
      ],
      deliveries: [],
      unseen: [],
    });
    expect(machines.commandCalls(DescribeStateMachineCommand)).toHaveLength(1);
  });

  it('follows the state machine of a route that asks for a key alone, and reads the plans', async () => {
    const stateMachineArn = `{"stateMachineArn": "${machine}", "input": "{}"}`;
    restApiOf(
      {
        uri: `${gateway}:states:action/StartExecution`,
        requestTemplates: { 'application/json': stateMachineArn },
      },
      { apiKeyRequired: true },
    );
    machines.on(DescribeStateMachineCommand).resolves({ definition: `{"Resource": "${arn}"}` });
    rest.on(GetUsagePlansCommand).resolves({ items: [] });

    expect(await read()).toMatchObject({
      routes: [{ leadsTo: arn, route: { apiKeyRequired: true, through: machine } }],
      usagePlans: { known: true, value: [] },
    });
  });

  it('says that a state machine could not be read', async () => {
    restApiOf({
      uri: `${gateway}:states:action/StartExecution`,
      requestTemplates: {
        'application/json': `{"stateMachineArn": "${machine}", "input": "$util.escapeJavaScript($input.json('$'))"}`,
      },
    });
    machines.on(DescribeStateMachineCommand).rejects(accessDenied());

    expect(await read()).toMatchObject({
      routes: [],
      unseen: [expect.stringContaining(`state machine ${machine}: AccessDenied`)],
    });
  });

  it.each<[string, Record<string, string>, true | undefined]>([
    ['does not wait', { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" }, true],
    [
      'waits',
      { 'integration.request.header.X-Amz-Invocation-Type': "'RequestResponse'" },
      undefined,
    ],
    [
      'lets callers say so',
      { 'integration.request.header.X-Amz-Invocation-Type': 'method.request.header.T' },
      undefined,
    ],
  ])('a method that runs a function %s', async (_, requestParameters, expected) => {
    restApiOf({ uri: uriOf(arn), requestParameters });

    expect((await read()).routes.map(({ route }) => route.isAsynchronous)).toEqual([expected]);
  });
});

describe('what of the request an event has', () => {
  it.each<[string, Integration, true | undefined]>([
    ['all of it', { uri: uriOf(arn), type: 'AWS_PROXY' }, true],
    ['what the API puts into it', { uri: uriOf(arn), type: 'AWS' }, undefined],
    ['what is not said', { uri: uriOf(arn) }, undefined],
  ])('of a REST API is %s', async (_, integration, expected) => {
    restApiOf(integration);

    expect((await read()).routes.map(({ route }) => route.isProxy)).toEqual([expected]);
  });

  it.each<[string, object, string | undefined, true | undefined]>([
    ['an HTTP API is all of it', {}, 'AWS_PROXY', true],
    ['an HTTP API is not said', {}, undefined, undefined],
    ['a WebSocket has a form of its own', { ProtocolType: 'WEBSOCKET' }, 'AWS_PROXY', undefined],
  ])('of %s', async (_, api, IntegrationType, expected) => {
    httpApi('NONE', api);
    http.on(GetIntegrationsCommand).resolves({
      Items: [
        {
          IntegrationId: 'i1',
          IntegrationUri: uriOf(arn),
          ...(IntegrationType === 'AWS_PROXY' && { IntegrationType }),
        },
      ],
    });

    expect((await read()).routes.map(({ route }) => route.isProxy)).toEqual([expected]);
  });
});

describe('usage plans', () => {
  const keyed = { httpMethod: 'POST', apiKeyRequired: true };

  it.each<[string, object, number]>([
    ['an API key is all that a route requires', keyed, 1],
    ['no route requires an API key', {}, 0],
    ['the callers are authenticated too', { ...keyed, authorizationType: 'AWS_IAM' }, 0],
  ])('are asked for once a region if %s', async (_, method, times) => {
    restApiOf({ uri: uriOf(arn) }, method);
    rest.on(GetUsagePlansCommand).resolves({ items: [] });

    const { usagePlans } = await read();

    expect(usagePlans).toEqual(times === 0 ? undefined : { known: true, value: [] });
    expect(rest.commandCalls(GetUsagePlansCommand)).toHaveLength(times);
  });

  it('are read page by page, each with what limits a key', async () => {
    restApiOf({ uri: uriOf(arn) }, keyed);
    rest
      .on(GetUsagePlansCommand)
      .resolvesOnce({
        items: [
          {
            id: 'p1',
            name: 'gold',
            throttle: { rateLimit: 50, burstLimit: 100 },
            quota: { limit: 1000, offset: 0, period: 'MONTH' },
            apiStages: [
              {
                apiId: 'a1',
                stage: 'live',
                throttle: {
                  '/orders/POST': { rateLimit: 5, burstLimit: 5 },
                  '~1orders/GET': { rateLimit: 6, burstLimit: 6 },
                  '/orders/PUT': { rateLimit: -1 },
                },
              },
            ],
          },
        ],
        position: 'more',
      })
      .resolves({
        items: [{ id: 'p2', name: 'free', throttle: { rateLimit: 10_000, burstLimit: 5000 } }],
      });

    expect((await read()).usagePlans).toEqual({
      known: true,
      value: [
        {
          id: 'p1',
          name: 'gold',
          requestsPerSecond: 50,
          quota: { limit: 1000, period: 'MONTH' },
          stages: [
            { apiId: 'a1', stage: 'live', throttles: { 'POST /orders': 5, 'GET /orders': 6 } },
          ],
        },
        { id: 'p2', name: 'free', stages: [] },
      ],
    });
  });

  it.each<[string, () => unknown, string]>([
    ['denied', () => rest.on(GetUsagePlansCommand).rejects(accessDenied()), 'not authorised'],
    [
      'answered without a list',
      () => rest.on(GetUsagePlansCommand).resolves({}),
      'it has no items',
    ],
  ])('leave the routes as they are where they are %s', async (_, answer, reason) => {
    restApiOf({ uri: uriOf(arn) }, keyed);
    answer();

    expect(await read()).toMatchObject({
      routes: [{ leadsTo: arn, route: { apiKeyRequired: true } }],
      unseen: [],
      usagePlans: { known: false, reason: expect.stringContaining(reason) },
    });
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

describe('who may sign up', () => {
  const pool = 'eu-west-1_Shop';
  const poolArn = `arn:aws:cognito-idp:eu-west-1:111122223333:userpool/${pool}`;
  const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${pool}`;
  const byPool = { authorizationType: 'COGNITO_USER_POOLS', authorizerId: 'z1' };
  const open = { userPool: pool, by: 'anyone' };
  const signUp = async () => (await read()).routes[0]?.route.signUp;

  beforeEach(() => {
    rest
      .on(GetRestAuthorizersCommand)
      .resolves({ items: [{ id: 'z0' }, { id: 'z1', providerARNs: [poolArn] }] });
    httpAuthorizer(issuer);
  });

  it('is read of a method that admits the users of a pool', async () => {
    restApiOf({ uri: uriOf(arn) }, byPool);

    expect(await signUp()).toEqual(open);
  });

  it.each<[string, object]>([
    ['asks for nothing', { authorizationType: 'NONE' }],
    ['asks for a scope besides', { ...byPool, authorizationScopes: ['shop/write'] }],
  ])('is not asked of a method that %s', async (_, more) => {
    restApiOf({ uri: uriOf(arn) }, more);

    expect(await signUp()).toBeUndefined();
    expect(rest.commandCalls(GetRestAuthorizersCommand)).toHaveLength(0);
    expect(asked).toEqual([]);
  });

  it('is unknown where the authorizers of an API cannot be read, whose routes stay known', async () => {
    restApiOf({ uri: uriOf(arn) }, byPool);
    rest.on(GetRestAuthorizersCommand).rejects(accessDenied());

    expect(await signUp()).toEqual({
      userPool: 'of authorizer z1',
      by: 'unknown',
      reason: 'AccessDeniedException: not authorised',
    });
  });

  it('is read of a route of an HTTP API that takes the tokens of a pool', async () => {
    httpApi('JWT', {}, { AuthorizerId: 'z1' });

    expect(await signUp()).toEqual(open);
    expect(http.commandCalls(GetAuthorizersCommand)).toHaveLength(1);
  });

  it('is not asked of a route that takes the tokens of another issuer', async () => {
    httpApi('JWT', {}, { AuthorizerId: 'z1' });
    httpAuthorizer('https://login.shop.example/tenant_1');

    expect(await signUp()).toBeUndefined();
  });

  it('is not asked of a route that asks for a scope besides', async () => {
    httpApi('JWT', {}, { AuthorizerId: 'z1', AuthorizationScopes: ['shop/write'] });

    expect(await signUp()).toBeUndefined();
    expect(http.commandCalls(GetAuthorizersCommand)).toHaveLength(0);
  });
});

describe('the function that authorizes', () => {
  const authorizer = arn.replace('orders', 'authorizer');
  const custom = { authorizationType: 'CUSTOM', authorizerId: 'z1' };
  const authorizerOf = async () => (await read()).routes[0]?.route.authorizer;

  it.each<[string, object, string | undefined]>([
    ['is read', { authorizerUri: uriOf(authorizer) }, authorizer],
    ['is another one', { id: 'z2', authorizerUri: uriOf(authorizer) }, undefined],
    ['is behind an alias', { authorizerUri: uriOf(`${authorizer}:live`) }, undefined],
    ['is named by a stage', { authorizerUri: uriOf(inStage('auth')) }, undefined],
    [
      'is asked for tokens of a form',
      { authorizerUri: uriOf(authorizer), identityValidationExpression: '^Bearer [-0-9A-Za-z.]+$' },
      authorizer,
    ],
    [
      'is asked for tokens with a secret',
      { authorizerUri: uriOf(authorizer), identityValidationExpression: '^s3cr3t.*$' },
      undefined,
    ],
  ])('of a method %s', async (_, configured, expected) => {
    restApiOf({ uri: uriOf(arn) }, custom);
    rest.on(GetRestAuthorizersCommand).resolves({ items: [{ id: 'z1', ...configured }] });

    expect(await authorizerOf()).toBe(expected);
    expect(asked).toEqual([]);
  });

  it.each<[string, object]>([
    ['a route', {}],
    ['the connect route of a WebSocket', { ProtocolType: 'WEBSOCKET' }],
  ])('of %s is read', async (_, more) => {
    httpApi('CUSTOM', more, { AuthorizerId: 'z1', RouteKey: '$connect' });
    http.on(GetAuthorizersCommand).resolves({
      Items: [{ AuthorizerId: 'z1', Name: 'own', AuthorizerUri: uriOf(authorizer) }],
    });

    expect(await authorizerOf()).toBe(authorizer);
  });

  it('is unknown where the authorizers cannot be read, and the routes stay authorized', async () => {
    restApiOf({ uri: uriOf(arn) }, custom);
    rest.on(GetRestAuthorizersCommand).rejects(accessDenied());

    const { routes, unseen } = await read();

    expect(routes).toMatchObject([{ route: { authorization: 'CUSTOM' } }]);
    expect(unseen).toEqual([
      'which functions authorize for REST API shop (a1): AccessDeniedException: not authorised',
    ]);
  });
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

function restApiOf(methodIntegration: Integration, more: object = {}) {
  restApi({ id: 'a1', name: 'shop' }, {});
  rest.on(GetResourcesCommand).resolves({
    items: [
      {
        path: '/orders',
        resourceMethods: { POST: { authorizationType: 'NONE', methodIntegration, ...more } },
      },
    ],
  });
}

function topicOf(name: string): Integration {
  return {
    requestParameters: {
      'integration.request.querystring.TopicArn': `'arn:aws:sns:${here}:${name}'`,
    },
  };
}

function httpAuthorizer(Issuer: string) {
  http.on(GetAuthorizersCommand).resolves({
    Items: [{ AuthorizerId: 'z1', Name: 'users', JwtConfiguration: { Issuer } }],
  });
}

function httpApi(
  AuthorizationType: 'NONE' | 'JWT' | 'CUSTOM',
  more: object = {},
  asking: object = {},
) {
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
      { RouteKey: 'GET /orders', AuthorizationType, Target: 'integrations/i1', ...asking },
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
