import { lambdaOperation } from './lambda-routes.ts';

/** How a service wants its errors. */
export type Protocol = 'json' | 'cbor' | 'rest-json' | 'query' | 'ec2' | 's3';

export interface AwsRequest {
  readonly method: string;
  /** With its query string, as sent. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** One action that IAM authorises. */
export interface Asked {
  /** IAM's prefix: `dynamodb`, `cloudwatch`. */
  readonly service: string;
  readonly operation: string;
  /** IAM's action: `lambda:InvokeFunction`. Absent for what IAM does not authorise. */
  readonly action?: string;
  /** What it was about, as the caller named it: a function, table, queue URL, topic ARN, secret. */
  readonly resource?: string;
  readonly index?: string;
  /** The operation that this was an item of: `TransactWriteItems`. */
  readonly within?: string;
  /** Of an item that a transaction puts, where the table's sort key is called `sk`. */
  readonly sortKey?: string;
}

export interface Recognised {
  readonly protocol: Protocol;
  readonly accessKeyId?: string;
  readonly region?: string;
  /** Several when one request asks for several things: a transaction, a batch on two tables. */
  readonly asked: readonly [Asked, ...Asked[]];
}

type Json = Readonly<Record<string, unknown>>;

/** The service, action and resource of an AWS request, whatever its protocol. Never throws. */
export function recognise(request: AwsRequest): Recognised {
  const { accessKeyId, region, service } = signatureOf(request);
  const { protocol, ...asked } = bareRequest(request, service, region);

  return {
    protocol,
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(region !== undefined && { region }),
    asked: split(asked, request.body),
  };
}

function signatureOf({ headers, url }: AwsRequest) {
  const scope =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ??
    new URL(url, 'http://any').searchParams.get('X-Amz-Credential') ??
    '';
  const [accessKeyId, , region, name] = scope.split('/');

  return {
    accessKeyId: accessKeyId || undefined,
    region,
    service: name === 'monitoring' ? 'cloudwatch' : name,
  };
}

function bareRequest(
  request: AwsRequest,
  signedFor: string | undefined,
  region: string | undefined,
) {
  const { method, headers, body } = request;
  const { pathname, searchParams } = new URL(request.url, 'http://any');
  const target = headers['x-amz-target'];
  const service = signedFor ?? 'unknown';

  if (target !== undefined) {
    const operation = target.slice(target.lastIndexOf('.') + 1);
    if (service === 'budgets') return named('json', service, operation, 'budget/*');
    if (service === 'ce') return named('json', service, operation, anomalyResource(operation));
    const fields = jsonOf(body);
    if (service === 'wafv2') return named('json', service, operation, firewallResource(fields));
    return named('json', service, operation, resourceIn(fields), indexIn(fields));
  }
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') {
    return named('cbor', service, pathname.split('/').at(-1) ?? '');
  }
  if (pathname.startsWith('/_ministack/lambda-')) {
    // A presigned URL: its holder may read.
    const resource = decodeURIComponent(pathname.split('/')[5] ?? '');
    return { protocol: 's3', service: 'lambda', operation: 'DownloadCode', resource } as const;
  }
  if (service === 'lambda') {
    const { operation, resource } = lambdaOperation(method, pathname, searchParams);
    return named('rest-json', service, operation, resource);
  }
  if (service === 'inspector2') {
    return named('rest-json', service, inspectorOperations[pathname] ?? `${method} ${pathname}`);
  }
  if (service === 'appsync') return appsync(method, pathname);
  if (service === 'iot') return iot(method, pathname);
  if (service === 'cloudfront') return cloudFront(method, pathname);
  if (service === 'scheduler') return scheduler(method, pathname);
  if (service === 's3' && pathname.startsWith(S3_CONTROL)) return s3Control(method, pathname);
  if (service === 's3') return s3(method, pathname, searchParams);
  if (service === 'apigateway') return apiGateway(method, pathname, region);

  const form = new URLSearchParams(body);
  const action = form.get('Action') ?? searchParams.get('Action');
  const protocol = service === 'ec2' ? 'ec2' : 'query';

  const fields = fieldsOf(form);
  // It asks about whichever role this names; other operations name other things so.
  const resource =
    action === 'GenerateServiceLastAccessedDetails' ? textIn(fields, 'Arn') : undefined;

  return named(
    protocol,
    service,
    action ?? `${method} ${pathname}`,
    resource ?? resourceIn(fields),
  );
}

function named(
  protocol: Protocol,
  service: string,
  operation: string,
  resource?: string,
  index?: string,
) {
  return {
    protocol,
    service,
    operation,
    action: actionOf(service, operation),
    ...(resource !== undefined && { resource }),
    ...(index !== undefined && { index }),
  };
}

/** Operations whose action has another name, as the Service Authorization Reference lists them. */
const actions: Readonly<Record<string, string>> = {
  'lambda:Invoke': 'lambda:InvokeFunction',
  'lambda:GetLayerVersionByArn': 'lambda:GetLayerVersion',
  'lambda:InvokeWithResponseStream': 'lambda:InvokeFunction',
  'tagging:GetResources': 'tag:GetResources',
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
  'sns:PublishBatch': 'sns:Publish',
  's3:HeadObject': 's3:GetObject',
  's3:HeadBucket': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:GetBucket max-buckets': 's3:ListAllMyBuckets',
  's3:DeleteAccountPublicAccessBlock': 's3:PutAccountPublicAccessBlock',
  's3:GetBucket acl': 's3:GetBucketAcl',
  's3:GetBucket location': 's3:GetBucketLocation',
  's3:GetBucket policy': 's3:GetBucketPolicy',
  's3:GetBucket publicAccessBlock': 's3:GetBucketPublicAccessBlock',
  'budgets:CreateBudget': 'budgets:ModifyBudget',
  'budgets:DescribeBudgets': 'budgets:ViewBudget',
  'budgets:DescribeBudgetNotificationsForAccount': 'budgets:ViewBudget',
};

function actionOf(service: string, operation: string): string {
  const name = `${service}:${operation}`;

  return actions[name] ?? name;
}

/** IAM authorises the action on all resources of a kind. */
function anomalyResource(operation: string): string {
  return operation.includes('Monitor') ? 'anomalymonitor/*' : 'anomalysubscription/*';
}

/** As far as they are used. */
const inspectorOperations: Readonly<Record<string, string>> = {
  '/coverage/list': 'ListCoverage',
  '/enable': 'Enable',
  '/status/batch/get': 'BatchGetAccountStatus',
};

/** As far as it is used: what is listed of APIs. */
function cloudFront(method: string, pathname: string) {
  const [, , kind, id] = pathname.split('/');
  const isListing = method === 'GET' && kind === 'distribution' && !id;

  return named('s3', 'cloudfront', isListing ? 'ListDistributions' : `${method} ${pathname}`);
}

function appsync(method: string, pathname: string) {
  const [, version, , , of = ''] = pathname.split('/');
  const operation = appsyncListings[`${method} ${version} ${of}`] ?? `${method} ${pathname}`;

  return named('rest-json', 'appsync', operation);
}

const appsyncListings: Readonly<Record<string, string>> = {
  'GET v1 ': 'ListGraphqlApis',
  'GET v2 ': 'ListApis',
  'GET v2 channelNamespaces': 'ListChannelNamespaces',
  'GET v1 datasources': 'ListDataSources',
  'GET v1 sourceApiAssociations': 'ListSourceApiAssociations',
};

function iot(method: string, pathname: string) {
  const [, kind = '', name] = pathname.split('/');
  const operation = iotReads[`${method} ${kind}${name ? ' one' : ''}`];
  const isOne = ['authorizer', 'rules', 'policies', 'policy-targets'].includes(kind);
  const resource = isOne ? name : undefined;

  return named('rest-json', 'iot', operation ?? `${method} ${pathname}`, resource || undefined);
}

const iotReads: Readonly<Record<string, string>> = {
  'GET rules': 'ListTopicRules',
  'GET rules one': 'GetTopicRule',
  'GET authorizers': 'ListAuthorizers',
  'GET authorizer one': 'DescribeAuthorizer',
  'GET policies': 'ListPolicies',
  'GET policies one': 'GetPolicy',
  'POST policy-targets one': 'ListTargetsForPolicy',
};

function scheduler(method: string, pathname: string) {
  const [, kind, name] = pathname.split('/');
  const one = kind === 'schedule-groups' ? 'ScheduleGroup' : 'Schedule';
  const verb = { GET: 'Get', POST: 'Create', PUT: 'Update', DELETE: 'Delete' }[method] ?? method;
  const operation = name ? `${verb}${one}` : `List${one}s`;

  return named('rest-json', 'scheduler', operation, name && decodeURIComponent(name));
}

/** IAM is asked for the method on the path; those of HTTP APIs begin with /v2, which is no part of it. */
function apiGateway(method: string, pathname: string, region = '') {
  const path = decodeURIComponent(pathname.replace(/^\/v2(?=\/)/, '').replace(/\/$/, ''));

  return {
    protocol: 'rest-json' as const,
    service: 'apigateway',
    operation: `${method} ${pathname}`,
    action: `apigateway:${method}`,
    resource: `arn:aws:apigateway:${region}::${path}`,
  };
}

/** S3 Control is signed for as S3 and has paths of its own. */
const S3_CONTROL = '/v20180820/';

/** As far as it is used: what an account blocks. It wraps its errors as services of queries do. */
function s3Control(method: string, pathname: string) {
  const verb = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' }[method] ?? method;
  const isBlock = pathname === `${S3_CONTROL}configuration/publicAccessBlock`;

  return named(
    'query',
    's3',
    isBlock ? `${verb}AccountPublicAccessBlock` : `${method} ${pathname}`,
  );
}

function s3(method: string, pathname: string, query: URLSearchParams) {
  const [, bucket, ...key] = decodeURI(pathname).split('/');
  const on = key.join('/') ? 'Object' : 'Bucket';
  const part = [...query.keys()].find((name) => name !== 'list-type' && !name.startsWith('x-'));
  const verb = { GET: 'Get', PUT: 'Put', POST: 'Post', DELETE: 'Delete', HEAD: 'Head' }[method];
  const plain = !bucket ? 'ListBuckets' : `${verb}${on}`;
  const listed = method === 'GET' && on === 'Bucket' && bucket && (query.has('list-type') || !part);

  return named(
    's3',
    's3',
    listed ? 'ListObjectsV2' : on === 'Bucket' && part ? `${verb}Bucket ${part}` : plain,
    bucket && [bucket, ...key].join('/'),
  );
}

/** What a web ACL stands before, or a web ACL or IP set as `name/id`. */
function firewallResource(fields: Json): string | undefined {
  const [name, id] = [textIn(fields, 'Name'), textIn(fields, 'Id')];

  const isOfCloudFront = textIn(fields, 'Scope') === 'CLOUDFRONT';

  return (
    textIn(fields, 'ResourceArn') ??
    (name && id && `${isOfCloudFront ? 'global/' : ''}${name}/${id}`)
  );
}

/** Which web ACL it is, the request does not say. */
const anyAclAsWell = 'wafv2:GetWebACLForResource';

/**
 * IAM authorises the items of a transaction and the tables of a batch, not the call itself, and both
 * what a web ACL stands before and the ACL.
 */
function split(asked: Asked, body: string): readonly [Asked, ...Asked[]] {
  if (asked.action === anyAclAsWell) return [asked, { ...asked, resource: 'any/any' }];
  if (asked.service !== 'dynamodb') return [asked];

  const [first, ...rest] = [...transactionItems(asked, body), ...batchTables(asked, body)];

  return first ? [first, ...rest] : [asked];
}

const itemActions: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

function transactionItems({ operation }: Asked, body: string): Asked[] {
  if (operation !== 'TransactWriteItems' && operation !== 'TransactGetItems') return [];

  return listIn(jsonOf(body).TransactItems).flatMap(
    (item) =>
      Object.entries(item).map(([kind, request]) => ({
        service: 'dynamodb',
        operation: itemActions[kind] ?? kind,
        action: `dynamodb:${itemActions[kind] ?? kind}`,
        resource: textIn(request, 'TableName') ?? '',
        within: operation,
        ...(sortKeyIn(request) !== undefined && { sortKey: sortKeyIn(request) }),
      })) as Asked[],
  );
}

/** Of an item that is put, in a table whose sort key is called `sk`. */
function sortKeyIn(request: unknown): string | undefined {
  const { Item } = request as { readonly Item?: { readonly sk?: unknown } };

  return textIn(Item?.sk, 'S');
}

function batchTables(asked: Asked, body: string): Asked[] {
  if (!asked.operation.startsWith('Batch')) return [];
  const items = jsonOf(body).RequestItems;

  return typeof items === 'object' && items !== null
    ? Object.keys(items).map((resource) => ({ ...asked, resource }))
    : [];
}

const resourceFields = [
  'TableName',
  'QueueUrl',
  'QueueName',
  'TopicArn',
  'TargetArn',
  'SecretId',
  'IdentityPoolId',
  'RoleName',
  'PolicyArn',
  'RoleArn',
  'StackName',
  'StreamArn',
  'stateMachineArn',
  'logGroupName',
  'AlarmName',
  'UserPoolId',
  'Name',
];

function resourceIn(fields: Json): string | undefined {
  return resourceFields.map((field) => textIn(fields, field)).find((text) => text !== undefined);
}

function indexIn(fields: Json): string | undefined {
  return textIn(fields, 'IndexName');
}

function textIn(value: unknown, field: string): string | undefined {
  const found = (value as Json | null)?.[field];

  return typeof found === 'string' ? found : undefined;
}

function listIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item) : [];
}

function fieldsOf(form: URLSearchParams): Json {
  return Object.fromEntries(form);
}

function jsonOf(body: string): Json {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Json) : {};
  } catch {
    return {};
  }
}
