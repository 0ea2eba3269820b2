import { networkActions } from '../../../data/platform-actions.ts';
import type { FunctionPlace, Need } from './need.ts';

/** What of a function's configuration has Lambda call AWS in its name. */
export interface PlatformConfiguration {
  /** Name of the group it logs to. */
  readonly logGroup: string;
  readonly isInVpc: boolean;
  readonly isTraced: boolean;
  /** ARN of the key its environment is encrypted with, where that is not Lambda's own. */
  readonly environmentKey?: string | undefined;
  readonly mountsFiles: boolean;
  readonly sources: readonly PolledSource[];
  /** ARNs of what takes the events that it failed at, or has done. */
  readonly destinations: readonly string[];
  /** ARNs of layer versions: some bring programs that call AWS beside the function. */
  readonly layers: readonly string[];
}

/** What Lambda polls for a function. */
export interface PolledSource {
  /** ARN; undefined for a cluster outside of AWS. */
  readonly arn?: string | undefined;
  /** ARNs of the secrets it signs in with. */
  readonly secrets: readonly string[];
}

/**
 * What Lambda, and what AWS runs beside a function, calls in its name.
 *
 * Sources: "Lambda execution role", "Giving Lambda functions access to resources in an Amazon VPC",
 * "Capturing records of Lambda asynchronous invocations", "Configuring file system access" and the
 * pages of each event source mapping (Lambda Developer Guide), read on 2026-11-28.
 */
export function platformNeeds(
  configuration: PlatformConfiguration,
  place: FunctionPlace,
): readonly Need[] {
  const { logGroup, isInVpc, isTraced, environmentKey, mountsFiles } = configuration;

  return [
    ...logNeeds(logGroup, place),
    ...(isInVpc ? needs('joins its VPC', networkActions, ['*']) : []),
    ...(isTraced ? needs('sends its traces', tracing, ['*']) : []),
    ...(environmentKey === undefined
      ? []
      : needs('decrypts its environment', ['kms:Decrypt'], [environmentKey])),
    ...(mountsFiles ? needs('mounts its file system', mounting, undefined) : []),
    ...configuration.sources.flatMap(sourceNeeds),
    ...configuration.destinations.flatMap(destinationNeeds),
    ...configuration.layers.flatMap((layer) => layerNeeds(layer, place)),
  ];
}

const tracing = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];

const mounting = [
  'elasticfilesystem:ClientMount',
  'elasticfilesystem:ClientWrite',
  'elasticfilesystem:ClientRootAccess',
];

function needs(
  what: string,
  actions: readonly string[],
  resources: readonly string[] | undefined,
): readonly Need[] {
  return actions.map((action) => ({ action, resources, reason: { because: 'platform', what } }));
}

/**
 * What Lambda may call in the name of a function whose configuration is not known: wherever it is
 * granted, it stays.
 */
export function possibleNeeds(): readonly Need[] {
  const actions = [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    ...networkActions,
    ...tracing,
    ...mounting,
    ...[...polled.values()].flatMap(({ own, more = [] }) => [...own, ...more]),
    ...[...delivered.values()].flatMap((row) => row.actions),
    'kms:Decrypt',
    'kms:GenerateDataKey',
  ];

  return needs('may call it for the function', [...new Set(actions)], undefined);
}

function logNeeds(group: string, { partition, region, account }: FunctionPlace) {
  const arn = `arn:${partition}:logs:${region}:${account}:log-group:${group}`;
  const actions = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

  return needs('writes its logs', actions, [arn, `${arn}:*`]);
}

function sourceNeeds({ arn, secrets }: PolledSource): readonly Need[] {
  const service = arn?.split(':')[2] ?? 'kafka';
  const row = polled.get(service);
  const what = `reads ${arn ?? 'its Kafka cluster'}`;
  if (!row) return [];

  return [
    ...needs(what, row.own, arn === undefined ? undefined : row.resources(arn)),
    ...needs(what, row.more ?? [], undefined),
    ...(row.joinsNetwork ? needs(`${what} over its network`, networkActions, ['*']) : []),
    ...(secrets.length > 0
      ? needs(
          `signs in to ${arn ?? 'its Kafka cluster'}`,
          ['secretsmanager:GetSecretValue'],
          secrets,
        )
      : []),
    ...needs(`decrypts what it reads`, ['kms:Decrypt'], undefined),
  ];
}

interface PolledKind {
  /** On the source itself. */
  readonly own: readonly string[];
  readonly resources: (arn: string) => readonly string[];
  /** On other things, or on everything. */
  readonly more?: readonly string[];
  readonly joinsNetwork?: boolean;
}

const itself = (arn: string) => [arn];

const polled: ReadonlyMap<string, PolledKind> = new Map<string, PolledKind>([
  [
    'sqs',
    {
      own: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
      ],
      resources: itself,
    },
  ],
  [
    'kinesis',
    {
      own: [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
        'kinesis:SubscribeToShard',
      ],
      resources: (arn) => [arn, `${arn.split('/consumer/')[0]}`, `${arn.split('/consumer/')[0]}/*`],
      more: ['kinesis:ListStreams'],
    },
  ],
  [
    'dynamodb',
    {
      own: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: itself,
      more: ['dynamodb:ListStreams'],
    },
  ],
  [
    'kafka',
    {
      own: ['kafka:DescribeCluster', 'kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers'],
      resources: itself,
      more: [
        'kafka-cluster:Connect',
        'kafka-cluster:DescribeGroup',
        'kafka-cluster:AlterGroup',
        'kafka-cluster:DescribeTopic',
        'kafka-cluster:ReadData',
        'kafka-cluster:DescribeClusterDynamicConfiguration',
        'glue:GetRegistry',
        'glue:GetSchemaVersion',
      ],
      joinsNetwork: true,
    },
  ],
  ['mq', { own: ['mq:DescribeBroker'], resources: itself, joinsNetwork: true }],
  [
    'rds',
    {
      own: [
        'rds:DescribeDBClusters',
        'rds:DescribeDBClusterParameters',
        'rds:DescribeDBSubnetGroups',
      ],
      resources: (arn) => [arn, '*'],
      joinsNetwork: true,
    },
  ],
]);

function destinationNeeds(arn: string): readonly Need[] {
  const [, , service = ''] = arn.split(':');
  const row = delivered.get(service);
  if (!row) return [];

  return [
    ...needs(`delivers to ${arn}`, row.actions, row.resources(arn)),
    ...needs('encrypts what it delivers', ['kms:GenerateDataKey', 'kms:Decrypt'], undefined),
  ];
}

const delivered: ReadonlyMap<
  string,
  { readonly actions: readonly string[]; readonly resources: (arn: string) => readonly string[] }
> = new Map([
  ['sqs', { actions: ['sqs:SendMessage'], resources: itself }],
  ['sns', { actions: ['sns:Publish'], resources: itself }],
  ['lambda', { actions: ['lambda:InvokeFunction'], resources: (arn: string) => [arn, `${arn}:*`] }],
  ['events', { actions: ['events:PutEvents'], resources: itself }],
  [
    's3',
    {
      actions: ['s3:PutObject', 's3:ListBucket'],
      resources: (arn: string) => [arn, `${arn}/*`],
    },
  ],
]);

/** By a part of their names. */
const programs: readonly {
  readonly name: string;
  readonly what: string;
  readonly actions: readonly string[];
}[] = [
  {
    name: ':layer:AWS-Parameters-and-Secrets-Lambda-Extension',
    what: 'runs the extension that reads parameters and secrets',
    actions: ['secretsmanager:GetSecretValue', 'ssm:GetParameter', 'kms:Decrypt'],
  },
  {
    name: ':layer:AWS-AppConfig-Extension',
    what: 'runs the extension that reads its configuration',
    actions: ['appconfig:StartConfigurationSession', 'appconfig:GetLatestConfiguration'],
  },
  {
    name: ':layer:aws-otel-',
    what: 'runs the collector of OpenTelemetry',
    actions: [...tracing, 'cloudwatch:PutMetricData'],
  },
];

function layerNeeds(layer: string, { partition, region, account }: FunctionPlace): readonly Need[] {
  const found = programs.filter(({ name }) => layer.includes(name));
  const insights = `arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda-insights`;

  return [
    ...found.flatMap(({ what, actions }) => needs(what, actions, undefined)),
    ...(layer.includes(':layer:LambdaInsightsExtension')
      ? needs(
          'runs Lambda Insights',
          ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          [insights, `${insights}:*`],
        )
      : []),
  ];
}
