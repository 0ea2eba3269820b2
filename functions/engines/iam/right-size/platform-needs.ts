import { networkActions } from '../../../data/platform-actions.ts';
import type { FunctionPlace, Need } from './need.ts';

/**
 * What of a function's configuration has Lambda call AWS in its name. What is undefined is not known:
 * then Lambda may call all that it ever does for that.
 */
export interface PlatformConfiguration {
  /** Name of the group it logs to. */
  readonly logGroup?: string | undefined;
  readonly isInVpc?: boolean | undefined;
  readonly isTraced?: boolean | undefined;
  /** ARN of the key its environment is encrypted with; null where that is Lambda's own. */
  readonly environmentKey?: string | null | undefined;
  readonly mountsFiles?: boolean | undefined;
  readonly sources?: readonly PolledSource[] | undefined;
  /** ARNs of what takes the events that it failed at, or has done. */
  readonly destinations?: readonly string[] | undefined;
  /** ARNs of layer versions: some bring programs that call AWS beside the function. @default none */
  readonly layers?: readonly string[] | undefined;
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
  const { sources, destinations, layers } = configuration;

  return [
    ...logNeeds(logGroup, place),
    ...(isInVpc === false ? [] : needs('joins its VPC', networkActions, ['*'])),
    ...(isTraced === false ? [] : needs('sends its traces', tracing, ['*'])),
    ...(environmentKey === null
      ? []
      : needs(
          'decrypts its environment',
          ['kms:Decrypt'],
          environmentKey === undefined ? undefined : [environmentKey],
        )),
    ...(mountsFiles === false ? [] : needs('mounts its file system', mounting, undefined)),
    ...(sources?.flatMap(sourceNeeds) ?? anySource()),
    ...(destinations?.flatMap(destinationNeeds) ?? anyDestination()),
    ...(layers?.flatMap((layer) => layerNeeds(layer, place)) ?? []),
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

const logging = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

function logNeeds(group: string | undefined, { partition, region, account }: FunctionPlace) {
  const arn = `arn:${partition}:logs:${region}:${account}:log-group:${group}`;

  return needs('writes its logs', logging, group === undefined ? undefined : [arn, `${arn}:*`]);
}

function anySource(): readonly Need[] {
  const actions = [...polled.values()].flatMap(({ own, more = [] }) => [...own, ...more]);

  return needs('may poll a source for it', [...actions, 'kms:Decrypt'], undefined);
}

function anyDestination(): readonly Need[] {
  const actions = [...delivered.values()].flatMap((row) => row.actions);

  return needs('may deliver its results', [...actions, ...encrypting], undefined);
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
    ...needs('encrypts what it delivers', encrypting, undefined),
  ];
}

const encrypting = ['kms:GenerateDataKey', 'kms:Decrypt'];

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
      ? needs('runs Lambda Insights', logging, [insights, `${insights}:*`])
      : []),
  ];
}
