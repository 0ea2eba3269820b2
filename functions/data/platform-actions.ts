/** Services of which Lambda, or what AWS runs beside a function, may call any action. */
export const platformServices: ReadonlySet<string> = new Set([
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

/**
 * Actions that Lambda, or what AWS runs beside a function, may call in the function's name, in lower
 * case.
 *
 * Sources: "Lambda execution role", "Giving Lambda functions access to resources in an Amazon VPC",
 * "Capturing records of Lambda asynchronous invocations" and the pages of each event source mapping
 * (Lambda Developer Guide), read on 2026-11-28.
 */
export const platformActions: ReadonlySet<string> = new Set(
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
 * Services with a protocol of their own: their actions are never called by name.
 *
 * Source: "Actions, resources, and condition keys for AWS services" (Service Authorization Reference),
 * where these are marked as permissions only, read on 2026-11-26.
 */
export const permissionOnlyServices: ReadonlySet<string> = new Set([
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

/** In lower case. The other call is one of another service; what goes along with one of its own shows with that. */
export const permissionOnlyActions: ReadonlySet<string> = new Set([
  'iam:createservicelinkedrole',
  'iam:passrole',
]);
