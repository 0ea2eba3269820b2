/**
 * Whether Lambda, or what AWS runs beside a function, may call an action in the function's name:
 * to log, to trace, to join a network, to poll a source, to put a failure aside, to read a key. Its
 * code never does, and perhaps nobody has for a long time.
 *
 * Sources: "Lambda execution role", "Giving Lambda functions access to resources in an Amazon VPC",
 * "Capturing records of Lambda asynchronous invocations" and the pages of each event source mapping
 * (Lambda Developer Guide).
 */
export function isOfPlatform(action: string): boolean {
  const name = action.toLowerCase();
  const [service = ''] = name.split(':');

  return wholeServices.has(service) || actions.has(name);
}

const wholeServices: ReadonlySet<string> = new Set([
  'elasticfilesystem',
  'kafka',
  'kafka-cluster',
  'logs',
  'mq',
  'xray',
]);

/** To join a network and to leave it: Lambda calls these for a function with a VPC. */
export const networkActions: readonly string[] = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ec2:DetachNetworkInterface',
  'ec2:GetSecurityGroupsForVpc',
  'ec2:UnassignPrivateIpAddresses',
];

const actions: ReadonlySet<string> = new Set(
  [
    'cloudwatch:PutMetricData',
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    ...networkActions,
    'events:PutEvents',
    'kinesis:DescribeStream',
    'kinesis:DescribeStreamSummary',
    'kinesis:GetRecords',
    'kinesis:GetShardIterator',
    'kinesis:ListShards',
    'kinesis:ListStreams',
    'kinesis:SubscribeToShard',
    'kms:Decrypt',
    'kms:GenerateDataKey',
    'lambda:InvokeFunction',
    'sns:Publish',
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
  ].map((action) => action.toLowerCase()),
);

/**
 * Whether nobody ever calls an action by its name: to IAM it is a permission to do something along
 * with another call, or with a protocol of its own, and so it never shows in what was accessed.
 *
 * Source: "Actions, resources, and condition keys for AWS services" (Service Authorization
 * Reference), where these are marked as permissions only.
 */
export function isPermissionOnly(action: string): boolean {
  const name = action.toLowerCase();
  const [service = ''] = name.split(':');

  return ownProtocol.has(service) || withOthers.has(name);
}

const ownProtocol: ReadonlySet<string> = new Set([
  'aoss',
  'appsync',
  'dax',
  'dsql',
  'ec2messages',
  'elasticache',
  'es',
  'execute-api',
  'iot',
  'memorydb',
  'neptune-db',
  'rds-db',
  'ssmmessages',
]);

/** The other call is one of another service; what goes along with one of its own shows with that. */
const withOthers: ReadonlySet<string> = new Set(['iam:createservicelinkedrole', 'iam:passrole']);
