import { describe, expect, it } from 'vitest';
import { type AwsRequest, recognise } from '../../local/aws-requests.ts';

const KEY = 'ASIA0123456789ABCDEF';

function signed(service: string, request: Partial<AwsRequest>): AwsRequest {
  const scope = `${KEY}/20261124/eu-west-1/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`;

  return {
    method: 'POST',
    url: '/',
    body: '',
    ...request,
    headers: { authorization, ...request.headers },
  };
}

function asked(service: string, request: Partial<AwsRequest>) {
  return recognise(signed(service, request)).asked;
}

it('reads who signed, and for which region', () => {
  expect(recognise(signed('lambda', { method: 'GET', url: '/2015-03-31/functions' }))).toEqual({
    protocol: 'rest-json',
    accessKeyId: KEY,
    region: 'eu-west-1',
    asked: [{ service: 'lambda', operation: 'ListFunctions', action: 'lambda:ListFunctions' }],
  });
});

it.each([
  ['/restapis?limit=500', '/restapis'],
  ['/restapis/a1/resources?embed=methods', '/restapis/a1/resources'],
  ['/v2/apis/a1/routes', '/apis/a1/routes'],
])('API Gateway is asked for a method on a path: %s', (url, path) => {
  expect(asked('apigateway', { method: 'GET', url })).toMatchObject([
    { action: 'apigateway:GET', resource: `arn:aws:apigateway:eu-west-1::${path}` },
  ]);
});

it.each([
  ['/coverage/list', 'ListCoverage'],
  ['/status/batch/get', 'BatchGetAccountStatus'],
])('Inspector names what it does by its path: %s', (url, operation) => {
  expect(asked('inspector2', { url })).toEqual([
    { service: 'inspector2', operation, action: `inspector2:${operation}` },
  ]);
});

it.each([
  ['GET', '/v1/apis?maxResults=25', 'ListGraphqlApis'],
  ['GET', '/v2/apis', 'ListApis'],
  ['GET', '/v2/apis/e1/channelNamespaces?maxResults=25', 'ListChannelNamespaces'],
  ['GET', '/v1/apis/a1/datasources', 'ListDataSources'],
  ['GET', '/v1/apis/a1/sourceApiAssociations', 'ListSourceApiAssociations'],
  ['POST', '/v1/apis/a1/datasources', 'POST /v1/apis/a1/datasources'],
])('%s %s of AppSync is %s', (method, url, operation) => {
  expect(asked('appsync', { method, url })).toEqual([
    { service: 'appsync', operation, action: `appsync:${operation}` },
  ]);
});

it.each([
  ['GET', '/rules?maxResults=10000', 'ListTopicRules', undefined],
  ['GET', '/rules/daily', 'GetTopicRule', 'daily'],
  ['GET', '/authorizers/?pageSize=250', 'ListAuthorizers', undefined],
  ['GET', '/authorizer/devices', 'DescribeAuthorizer', 'devices'],
  ['GET', '/policies?pageSize=250', 'ListPolicies', undefined],
  ['GET', '/policies/fleet', 'GetPolicy', 'fleet'],
  ['POST', '/policy-targets/fleet?pageSize=1', 'ListTargetsForPolicy', 'fleet'],
  ['POST', '/rules/daily', 'POST /rules/daily', 'daily'],
])('%s %s of AWS IoT is %s', (method, url, operation, resource) => {
  expect(asked('iot', { method, url })).toEqual([
    { service: 'iot', operation, action: `iot:${operation}`, ...(resource && { resource }) },
  ]);
});

it.each([
  ['GetWebACL', { Name: 'shop', Id: '1', Scope: 'REGIONAL' }, ['shop/1']],
  ['GetIPSet', { Name: 'office', Id: '2', Scope: 'REGIONAL' }, ['office/2']],
  ['GetWebACLForResource', { ResourceArn: 'arn:balancer' }, ['arn:balancer', 'any/any']],
  ['ListWebACLs', { Scope: 'REGIONAL' }, [undefined]],
])(
  'AWS WAF is asked by %s for what it names, and for its web ACL',
  (operation, body, resources) => {
    const headers = { 'x-amz-target': `AWSWAF_20190729.${operation}` };

    expect(asked('wafv2', { headers, body: JSON.stringify(body) })).toEqual(
      resources.map((resource) => ({
        service: 'wafv2',
        operation,
        action: `wafv2:${operation}`,
        ...(resource !== undefined && { resource }),
      })),
    );
  },
);

it.each([
  ['budgets', 'AWSBudgetServiceGateway.DescribeBudgets', 'budgets:ViewBudget', 'budget/*'],
  ['ce', 'AWSInsightsIndexService.GetAnomalyMonitors', 'ce:GetAnomalyMonitors', 'anomalymonitor/*'],
  [
    'ce',
    'AWSInsightsIndexService.GetAnomalySubscriptions',
    'ce:GetAnomalySubscriptions',
    'anomalysubscription/*',
  ],
])('who may see bills is asked for all of a kind: %s %s', (service, target, action, resource) => {
  expect(asked(service, { headers: { 'x-amz-target': target } })).toMatchObject([
    { action, resource },
  ]);
});

describe('Lambda paths', () => {
  it.each([
    ['GET', '/2015-03-31/functions/?FunctionVersion=ALL', 'ListFunctions', undefined],
    ['GET', '/2015-03-31/functions/f', 'GetFunction', 'f'],
    ['GET', '/2015-03-31/functions/f/configuration', 'GetFunctionConfiguration', 'f'],
    ['GET', '/2015-03-31/functions/f/policy?Qualifier=live', 'GetPolicy', 'f'],
    ['POST', '/2015-03-31/functions/f/policy', 'AddPermission', 'f'],
    ['DELETE', '/2015-03-31/functions/f/policy/versions', 'RemovePermission', 'f'],
    ['GET', '/2015-03-31/functions/policy/aliases/policy', 'GetAlias', 'policy'],
    ['GET', '/2021-10-31/functions/f/url', 'GetFunctionUrlConfig', 'f'],
    ['GET', '/2021-10-31/functions/f/urls', 'ListFunctionUrlConfigs', 'f'],
    [
      'GET',
      '/2019-09-25/functions/f/event-invoke-config/list',
      'ListFunctionEventInvokeConfigs',
      'f',
    ],
    [
      'GET',
      '/2019-09-30/functions/f/provisioned-concurrency?List=ALL',
      'ListProvisionedConcurrencyConfigs',
      'f',
    ],
    ['GET', '/2015-03-31/event-source-mappings?FunctionName=f', 'ListEventSourceMappings', 'f'],
    ['GET', '/2018-10-31/layers/tools/versions/3', 'GetLayerVersion', 'tools:3'],
    ['GET', '/2018-10-31/layers/tools/versions', 'ListLayerVersions', 'tools'],
    ['GET', '/2018-10-31/layers/tools/versions/3/policy', 'GetLayerVersionPolicy', 'tools:3'],
    ['GET', '/2018-10-31/layers?find=LayerVersion&Arn=arn', 'GetLayerVersionByArn', 'arn'],
    ['GET', '/2017-03-31/tags/arn%3Aaws%3Alambda', 'ListTags', 'arn:aws:lambda'],
    ['PATCH', '/2015-03-31/surprise', 'PATCH /2015-03-31/surprise', undefined],
  ])('%s %s is %s', (method, url, operation, resource) => {
    const [call] = asked('lambda', { method, url });

    expect(call.operation).toBe(operation);
    expect(call.resource).toBe(resource);
  });

  it('knows that IAM calls an invocation InvokeFunction', () => {
    const [call] = asked('lambda', { url: '/2015-03-31/functions/f/invocations' });

    expect(call).toMatchObject({ operation: 'Invoke', action: 'lambda:InvokeFunction' });
  });
});

describe('operations named by header', () => {
  it.each([
    ['sqs', 'AmazonSQS.SendMessageBatch', { QueueUrl: 'q' }, 'sqs:SendMessage', 'q'],
    ['dynamodb', 'DynamoDB_20120810.Query', { TableName: 't' }, 'dynamodb:Query', 't'],
    [
      'secretsmanager',
      'secretsmanager.GetSecretValue',
      { SecretId: 's' },
      'secretsmanager:GetSecretValue',
      's',
    ],
    [
      'monitoring',
      'GraniteServiceVersion20100801.ListMetrics',
      {},
      'cloudwatch:ListMetrics',
      undefined,
    ],
  ])('%s %s', (service, target, body, action, resource) => {
    const [call] = asked(service, {
      headers: { 'x-amz-target': target },
      body: JSON.stringify(body),
    });

    expect(call.action).toBe(action);
    expect(call.resource).toBe(resource);
  });

  it('reads the index of a query', () => {
    const [call] = asked('dynamodb', {
      headers: { 'x-amz-target': 'DynamoDB_20120810.Query' },
      body: '{"TableName":"t","IndexName":"open"}',
    });

    expect(call).toMatchObject({ resource: 't', index: 'open' });
  });
});

it('names a transaction after its items, as IAM does', () => {
  const body = {
    TransactItems: [
      { Put: { TableName: 'a' } },
      { ConditionCheck: { TableName: 'a' } },
      { Delete: { TableName: 'b' } },
      { Update: { TableName: 'b' } },
    ],
  };

  const calls = asked('dynamodb', {
    headers: { 'x-amz-target': 'DynamoDB_20120810.TransactWriteItems' },
    body: JSON.stringify(body),
  });

  expect(calls.map(({ action, resource, within }) => [action, resource, within])).toEqual([
    ['dynamodb:PutItem', 'a', 'TransactWriteItems'],
    ['dynamodb:ConditionCheckItem', 'a', 'TransactWriteItems'],
    ['dynamodb:DeleteItem', 'b', 'TransactWriteItems'],
    ['dynamodb:UpdateItem', 'b', 'TransactWriteItems'],
  ]);
});

it('names a batch after its tables', () => {
  const calls = asked('dynamodb', {
    headers: { 'x-amz-target': 'DynamoDB_20120810.BatchWriteItem' },
    body: '{"RequestItems":{"a":[],"b":[]}}',
  });

  expect(calls.map(({ action, resource }) => [action, resource])).toEqual([
    ['dynamodb:BatchWriteItem', 'a'],
    ['dynamodb:BatchWriteItem', 'b'],
  ]);
});

describe('other protocols', () => {
  it.each([
    ['iam', { body: 'Action=GetRole&RoleName=r' }, 'query', 'iam:GetRole', 'r'],
    [
      'iam',
      { body: 'Action=GenerateServiceLastAccessedDetails&Arn=arn%3Ar' },
      'query',
      'iam:GenerateServiceLastAccessedDetails',
      'arn:r',
    ],
    ['sns', { body: 'Action=Publish&TopicArn=arn%3At' }, 'query', 'sns:Publish', 'arn:t'],
    ['ec2', { body: 'Action=DescribeRegions' }, 'ec2', 'ec2:DescribeRegions', undefined],
    [
      'monitoring',
      {
        url: '/service/GraniteServiceVersion20100801/operation/GetMetricData',
        headers: { 'smithy-protocol': 'rpc-v2-cbor' },
      },
      'cbor',
      'cloudwatch:GetMetricData',
      undefined,
    ],
    [
      'scheduler',
      { method: 'GET', url: '/schedules/n' },
      'rest-json',
      'scheduler:GetSchedule',
      'n',
    ],
    [
      'scheduler',
      { method: 'GET', url: '/schedules' },
      'rest-json',
      'scheduler:ListSchedules',
      undefined,
    ],
    ['s3', { method: 'GET', url: '/b/k/l' }, 's3', 's3:GetObject', 'b/k/l'],
    ['s3', { method: 'GET', url: '/b?list-type=2' }, 's3', 's3:ListBucket', 'b'],
    ['s3', { method: 'GET', url: '/b?acl=' }, 's3', 's3:GetBucketAcl', 'b'],
    [
      's3',
      { method: 'GET', url: '/v20180820/configuration/publicAccessBlock' },
      'query',
      's3:GetAccountPublicAccessBlock',
      undefined,
    ],
    [
      's3',
      { method: 'DELETE', url: '/v20180820/configuration/publicAccessBlock' },
      'query',
      's3:PutAccountPublicAccessBlock',
      undefined,
    ],
  ])('%s %j', (service, request, protocol, action, resource) => {
    const recognised = recognise(signed(service, request));

    expect(recognised.protocol).toBe(protocol);
    expect(recognised.asked[0].action).toBe(action);
    expect(recognised.asked[0].resource).toBe(resource);
  });

  it('takes a presigned download for what IAM does not authorise', () => {
    const url = '/_ministack/lambda-code/111122223333/us-east-1/f?X-Amz-Expires=600';

    expect(recognise({ method: 'GET', url, headers: {}, body: '' }).asked).toEqual([
      { service: 'lambda', operation: 'DownloadCode', resource: 'f' },
    ]);
  });
});

it.each(['', '{', 'null', '[1]', '{"TransactItems":7}', '{"TransactItems":[null]}', '\u0000'])(
  'survives the body %j',
  (body) => {
    const target = 'DynamoDB_20120810.TransactWriteItems';

    expect(asked('dynamodb', { headers: { 'x-amz-target': target }, body })).toHaveLength(1);
  },
);
