import type { FunctionPlace } from './need.ts';

/** The resources that a value of a parameter names: patterns of ARNs. */
export type Naming = (value: string, place: FunctionPlace) => readonly string[];

/** How a parameter of an operation names resources, by service and name; undefined: not known. */
export function namingBy(service: string, parameter: string): Naming | undefined {
  return rows.get(`${service} ${parameter}`.toLowerCase());
}

export function isArn(value: string): boolean {
  return value.startsWith('arn:');
}

/** A name of the kind, or an ARN as it is. */
function named(service: string, prefix: string, suffixes: readonly string[] = ['']): Naming {
  return (value, place) => {
    const whole = isArn(value) ? value : arnIn(place, service, `${prefix}${value}`);

    return suffixes.map((suffix) => `${whole}${suffix}`);
  };
}

function arnIn({ partition, region, account }: FunctionPlace, service: string, name: string) {
  return ['arn', partition, service, region, account, name].join(':');
}

/** `https://sqs.eu-west-1.amazonaws.com/123456789012/orders`, of whichever host. */
const queue: Naming = (value, place) => {
  if (isArn(value)) return [value];
  const url = /^https?:\/\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(value);
  if (!url) return value.includes('/') ? [] : [arnIn(place, 'sqs', value)];

  const [, host = '', account = '', name = ''] = url;
  const region = /^sqs\.([a-z\d-]+)\./.exec(host)?.[1] ?? /^([a-z\d-]+)\.queue\./.exec(host)?.[1];
  const owner = /^[\d*]+$/.test(account) ? account : place.account;
  return [arnIn({ ...place, region: region ?? place.region, account: owner }, 'sqs', name)];
};

/**
 * A secret's ARN ends in a hyphen and six characters of its own.
 *
 * Source: "What's in a Secrets Manager secret?" (AWS Secrets Manager User Guide).
 */
const secret: Naming = (value, place) => {
  const whole = isArn(value) ? value : arnIn(place, 'secretsmanager', `secret:${value}`);
  const hasSuffix = isArn(value) && /-[A-Za-z\d]{6}$/.test(value);

  return [hasSuffix || whole.endsWith('*') ? whole : `${whole}-??????`];
};

/** `/shop/key`, `key`, `key:3`. Source: "Restricting access to parameters" (Systems Manager User Guide). */
const parameter: Naming = (value, place) => {
  if (isArn(value)) return [value];
  const name = value.replace(/^\//, '').replace(/:[^:]*$/, '');

  return [arnIn(place, 'ssm', `parameter/${name}`)];
};

const parameterPath: Naming = (value, place) => {
  const path = value.replace(/^\//, '').replace(/\/$/, '');
  const own = arnIn(place, 'ssm', `parameter/${path}`);

  return path === '' ? [`${own}*`] : [own, `${own}/*`];
};

/** A name, `name:alias`, `123456789012:function:name` or an ARN. */
const lambdaFunction: Naming = (value, place) => {
  const parts = value.split(':');
  const at = parts.lastIndexOf('function');
  const [name = '', qualifier] = parts.slice(at + 1);
  const owner = at === 1 ? parts[0] : undefined;
  const whole = isArn(value)
    ? parts.slice(0, 7).join(':')
    : arnIn({ ...place, account: owner ?? place.account }, 'lambda', `function:${name}`);

  return qualifier === undefined ? [whole, `${whole}:*`] : [`${whole}:${qualifier}`];
};

/** An alias is no resource of a permission: its key is, and which that is only KMS knows. */
const key: Naming = (value, place) => {
  if (value.includes('alias/')) return [];

  return isArn(value) ? [value] : [arnIn(place, 'kms', `key/${value}`)];
};

/**
 * A model, or a profile that stands for it in several regions.
 *
 * Source: "Prerequisites for inference profiles" (Amazon Bedrock User Guide).
 */
const model: Naming = (value, place) => {
  if (isArn(value)) return [value];
  const shared = /^(?:global|apac|[a-z]{2}(?:-gov)?)\.(.+)$/.exec(value)?.[1];
  const foundation = (region: string, id: string) =>
    ['arn', place.partition, 'bedrock', region, '', `foundation-model/${id}`].join(':');

  return shared === undefined
    ? [foundation(place.region, value)]
    : [arnIn(place, 'bedrock', `inference-profile/${value}`), foundation('*', shared)];
};

const role: Naming = (value, { partition, account }) =>
  isArn(value)
    ? [value]
    : [
        `arn:${partition}:iam::${account}:role/${value}`,
        `arn:${partition}:iam::${account}:role/*/${value}`,
      ];

const hostedZone: Naming = (value, { partition }) =>
  isArn(value) ? [value] : [`arn:${partition}:route53:::hostedzone/${value.replace(/^.*\//, '')}`];

/** A rule of the default bus has no bus in its ARN. */
const rule: Naming = (value, place) =>
  isArn(value)
    ? [value]
    : [arnIn(place, 'events', `rule/${value}`), arnIn(place, 'events', `rule/*/${value}`)];

const ruleOrBus: Naming = (value, place) => [
  ...rule(value, place),
  ...named('events', 'event-bus/')(value, place),
];

/** One of a family, or its newest. */
const taskDefinition: Naming = (value, place) =>
  value.includes(':')
    ? named('ecs', 'task-definition/')(value, place)
    : [arnIn(place, 'ecs', `task-definition/${value}:*`)];

const logGroup: Naming = (value, place) => {
  const whole = (isArn(value) ? value : arnIn(place, 'logs', `log-group:${value}`)).replace(
    /:\*$/,
    '',
  );

  return [whole, `${whole}:*`];
};

/**
 * By service, as botocore names it, and parameter. A parameter whose value is an ARN needs no row.
 *
 * Source: the resource types of each service (Service Authorization Reference).
 */
const rows: ReadonlyMap<string, Naming> = new Map(
  (
    [
      ['dynamodb TableName', named('dynamodb', 'table/')],
      ['sqs QueueUrl', queue],
      ['sqs QueueName', queue],
      ['secretsmanager SecretId', secret],
      ['secretsmanager Name', secret],
      ['ssm Name', parameter],
      ['ssm Path', parameterPath],
      ['lambda FunctionName', lambdaFunction],
      ['stepfunctions stateMachineArn', named('states', 'stateMachine:')],
      ['stepfunctions activityArn', named('states', 'activity:')],
      ['events EventBusName', named('events', 'event-bus/')],
      ['events Rule', rule],
      ['events Name', ruleOrBus],
      ['kinesis StreamName', named('kinesis', 'stream/')],
      ['firehose DeliveryStreamName', named('firehose', 'deliverystream/')],
      ['kms KeyId', key],
      ['logs logGroupName', logGroup],
      ['logs logGroupIdentifier', logGroup],
      ['cognito-idp UserPoolId', named('cognito-idp', 'userpool/')],
      ['cognito-identity IdentityPoolId', named('cognito-identity', 'identitypool/')],
      ['cloudwatch AlarmName', named('cloudwatch', 'alarm:')],
      ['bedrock-runtime modelId', model],
      ['iam RoleName', role],
      ['route53 HostedZoneId', hostedZone],
      ['athena WorkGroup', named('athena', 'workgroup/')],
      ['sagemaker-runtime EndpointName', named('sagemaker', 'endpoint/')],
      ['codebuild projectName', named('codebuild', 'project/')],
      ['codepipeline pipelineName', named('codepipeline', '')],
      ['rekognition CollectionId', named('rekognition', 'collection/')],
      ['iot-data topic', named('iot', 'topic/')],
      ['iot-data thingName', named('iot', 'thing/')],
      ['scheduler Name', named('scheduler', 'schedule/*/')],
      ['ecs service', named('ecs', 'service/*/')],
      ['ecs taskDefinition', taskDefinition],
      ['sns Name', named('sns', '')],
      ['batch jobQueue', named('batch', 'job-queue/')],
      ['glue JobName', named('glue', 'job/')],
      ['ecr repositoryName', named('ecr', 'repository/')],
      ['bedrock-agent-runtime knowledgeBaseId', named('bedrock', 'knowledge-base/')],
      ['appsync apiId', named('appsync', 'apis/')],
    ] as const
  ).map(([name, naming]) => [name.toLowerCase(), naming]),
);
