import type { DecidedKind, DecidedPart } from '../../../core/decided-change.ts';

/** What a call of AWS does, and which parts of its parameters have to be of a request for that to be decided by it. */
export interface AwsRow {
  readonly kind: DecidedKind;
  /** The first that is of a request counts; an empty path is any part of it. */
  readonly parts: readonly (readonly [path: readonly string[], by: DecidedPart])[];
}

/** The first that applies counts. Without DynamoDB, whose items are looked into. */
export function awsRows(service: string, operation: string): readonly AwsRow[] {
  const listed = rows.get(`${service} ${operation}`);
  if (listed) return listed;

  return acting.test(operation) &&
    !ofNewUsers.test(operation) &&
    !harmless.test(service) &&
    !rows.has(service)
    ? [row('has done', ' name')]
    : [];
}

/** @param parts `Key key`: a path, and what of it the request decides */
function row(kind: DecidedKind, ...parts: readonly string[]): AwsRow {
  return {
    kind,
    parts: parts.map((each) => {
      const [path = '', by = ''] = each.split(' ');
      return [path === '' ? [] : path.split('.'), by as DecidedPart];
    }),
  };
}

function table(
  text: readonly (readonly [string, ...AwsRow[]])[],
): ReadonlyMap<string, readonly AwsRow[]> {
  return new Map(
    text.flatMap(([called, ...all]) => {
      const [service = '', operations = ''] = called.split(' ');
      return operations.split('|').map((operation) => [`${service} ${operation}`, all] as const);
    }),
  );
}

const rows = table([
  ['s3 PutObject|CreateMultipartUpload', row('replaces', 'Key key', 'params.Key key')],
  ['s3 CopyObject', row('replaces', 'Key key'), row('reads', 'CopySource key')],
  ['s3 DeleteObject', row('removes', 'Key key')],
  ['s3 DeleteObjects', row('removes', 'Delete key')],
  ['s3 GetObject', row('reads', 'Key key')],
  ['secretsmanager GetSecretValue', row('reads', 'SecretId name')],
  [
    'secretsmanager PutSecretValue|UpdateSecret',
    row('replaces', 'SecretId name', 'SecretString content'),
  ],
  ['secretsmanager DeleteSecret', row('removes', 'SecretId name')],
  [
    'ssm GetParameter|GetParametersByPath|GetParameters',
    row('reads', 'Name name', 'Path name', 'Names name'),
  ],
  ['ssm PutParameter', row('replaces', 'Name name', 'Value content')],
  ['ssm DeleteParameter', row('removes', 'Name name')],
  ['kms Decrypt', row('reads', 'CiphertextBlob content')],
  ['ses SendEmail|SendTemplatedEmail', row('sends', 'Destination recipient')],
  ['ses SendRawEmail', row('sends', 'Destinations recipient')],
  ['ses SendBulkTemplatedEmail', row('sends', 'Destinations recipient')],
  ['sesv2 SendEmail', row('sends', 'Destination recipient')],
  [
    'sns Publish',
    row(
      'sends',
      'PhoneNumber recipient',
      'TargetArn recipient',
      'TopicArn recipient',
      'Message content',
    ),
  ],
  ['sns PublishBatch', row('sends', 'PublishBatchRequestEntries content')],
  ['sns Subscribe', row('sends', 'Endpoint recipient')],
  ['sqs SendMessage', row('sends', 'MessageBody content')],
  ['sqs SendMessageBatch', row('sends', 'Entries content')],
  ['events PutEvents', row('sends', 'Entries content')],
  ['kinesis PutRecord', row('sends', 'Data content')],
  ['kinesis PutRecords', row('sends', 'Records content')],
  ['firehose PutRecord', row('sends', 'Record content')],
  ['firehose PutRecordBatch', row('sends', 'Records content')],
  [
    'apigatewaymanagementapi PostToConnection',
    row('sends', 'Data content', 'ConnectionId recipient'),
  ],
  ['iot-data Publish', row('sends', 'topic recipient', 'payload content')],
  ['iot-data UpdateThingShadow', row('changes', 'thingName name', 'payload content')],
  [
    'lambda Invoke|InvokeAsync',
    row('has done', 'FunctionName name', 'Payload content', 'InvokeArgs content'),
  ],
  [
    'stepfunctions StartExecution|StartSyncExecution',
    row('has done', 'stateMachineArn name', 'input content'),
  ],
  ['athena StartQueryExecution', row('has done', 'QueryString content')],
  ['rekognition DeleteFaces|DeleteCollection', row('removes', 'FaceIds name', 'CollectionId name')],
  ['cognito-idp AdminCreateUser', row('has done', 'Username name')],
  ['pinpoint SendMessages', row('sends', 'MessageRequest.Addresses recipient')],
]);

/** Changes of accounts, machines and users. */
const acting =
  /^(?:Create|Delete|Update|Put|Start|Stop|Terminate|Run|Reboot|Modify|Attach|Detach|Add|Remove|Set|Enable|Disable|Send|Register|Deregister|Change|Restore|Import|Publish|Submit|Tag|Untag|Associate|Execute|Admin)/;

/** They refuse whom they know already, or ask for a proof themselves. */
const ofNewUsers =
  /^Admin(?:InitiateAuth|RespondToAuthChallenge|GetUser|ListGroupsForUser|ListDevices)$/;

/** They measure, log, or read what they are given; or ask for a proof themselves. */
const harmless =
  /^(?:logs|cloudwatch|xray|bedrock|bedrock-runtime|bedrock-agent-runtime|sagemaker-runtime|rekognition|textract|comprehend|polly|translate|transcribe|sts|dynamodb|s3|kms|apigatewaymanagementapi|rds-data|athena|lexv2-runtime|lex-runtime|appconfigdata|timestream-query)$/;
