import type { DecidedKind, DecidedPart } from '../../../core/decided-change.ts';

type Part = readonly [part: DecidedPart, position: number | undefined, ...names: readonly string[]];

/** What a method of a client asks of AWS. */
export interface AwsRow {
  readonly services: RegExp;
  readonly call: string;
  readonly kind: DecidedKind;
  /** What a request may say of it: by its place, or by its name. That shows what is called where the client is not seen. */
  readonly parts: readonly Part[];
  /** It replaces what is there. */
  readonly isBlind?: true;
}

const s3 = /^s3$/;

/** What calls of AWS change or read, by the methods of boto3; without DynamoDB, whose items are looked into. */
export const awsRows: Readonly<Record<string, AwsRow>> = {
  put_object: {
    services: s3,
    call: 's3:PutObject',
    kind: 'replaces',
    parts: [
      ['key', undefined, 'Key'],
      ['name', undefined, 'Bucket'],
      ['content', undefined, 'Body'],
    ],
    isBlind: true,
  },
  upload_fileobj: {
    services: s3,
    call: 's3:PutObject',
    kind: 'replaces',
    parts: [
      ['key', 2, 'Key'],
      ['key', 1],
    ],
    isBlind: true,
  },
  upload_file: {
    services: s3,
    call: 's3:PutObject',
    kind: 'replaces',
    parts: [
      ['key', 2, 'Key'],
      ['key', 1],
    ],
    isBlind: true,
  },
  delete_object: {
    services: s3,
    call: 's3:DeleteObject',
    kind: 'removes',
    parts: [
      ['key', undefined, 'Key'],
      ['name', undefined, 'Bucket'],
    ],
  },
  delete_objects: {
    services: s3,
    call: 's3:DeleteObjects',
    kind: 'removes',
    parts: [['key', undefined, 'Delete']],
  },
  copy_object: {
    services: s3,
    call: 's3:CopyObject',
    kind: 'replaces',
    parts: [
      ['key', undefined, 'Key'],
      ['name', undefined, 'CopySource', 'Bucket'],
    ],
  },
  get_object: {
    services: s3,
    call: 's3:GetObject',
    kind: 'reads',
    parts: [
      ['key', undefined, 'Key'],
      ['name', undefined, 'Bucket'],
    ],
  },
  download_file: {
    services: s3,
    call: 's3:GetObject',
    kind: 'reads',
    parts: [['key', 1, 'Key']],
  },
  download_fileobj: {
    services: s3,
    call: 's3:GetObject',
    kind: 'reads',
    parts: [['key', 1, 'Key']],
  },
  put_parameter: {
    services: /^ssm$/,
    call: 'ssm:PutParameter',
    kind: 'replaces',
    parts: [
      ['name', undefined, 'Name'],
      ['content', undefined, 'Value'],
    ],
  },
  delete_parameter: {
    services: /^ssm$/,
    call: 'ssm:DeleteParameter',
    kind: 'removes',
    parts: [['name', undefined, 'Name']],
  },
  get_parameter: {
    services: /^ssm$/,
    call: 'ssm:GetParameter',
    kind: 'reads',
    parts: [['name', undefined, 'Name']],
  },
  get_parameters: {
    services: /^ssm$/,
    call: 'ssm:GetParameters',
    kind: 'reads',
    parts: [['name', undefined, 'Names']],
  },
  get_parameters_by_path: {
    services: /^ssm$/,
    call: 'ssm:GetParametersByPath',
    kind: 'reads',
    parts: [['name', undefined, 'Path']],
  },
  get_secret_value: {
    services: /^secretsmanager$/,
    call: 'secretsmanager:GetSecretValue',
    kind: 'reads',
    parts: [['name', undefined, 'SecretId']],
  },
  put_secret_value: {
    services: /^secretsmanager$/,
    call: 'secretsmanager:PutSecretValue',
    kind: 'replaces',
    parts: [
      ['name', undefined, 'SecretId'],
      ['content', undefined, 'SecretString', 'SecretBinary'],
    ],
  },
  update_secret: {
    services: /^secretsmanager$/,
    call: 'secretsmanager:UpdateSecret',
    kind: 'replaces',
    parts: [
      ['name', undefined, 'SecretId'],
      ['content', undefined, 'SecretString', 'SecretBinary'],
    ],
  },
  delete_secret: {
    services: /^secretsmanager$/,
    call: 'secretsmanager:DeleteSecret',
    kind: 'removes',
    parts: [['name', undefined, 'SecretId']],
  },
  decrypt: {
    services: /^kms$/,
    call: 'kms:Decrypt',
    kind: 'reads',
    parts: [['content', undefined, 'CiphertextBlob']],
  },
  send_email: {
    services: /^(?:ses|sesv2)$/,
    call: 'ses:SendEmail',
    kind: 'sends',
    parts: [
      ['recipient', undefined, 'Destination'],
      ['content', undefined, 'Message', 'Content'],
    ],
  },
  send_templated_email: {
    services: /^ses$/,
    call: 'ses:SendTemplatedEmail',
    kind: 'sends',
    parts: [
      ['recipient', undefined, 'Destination'],
      ['content', undefined, 'TemplateData'],
    ],
  },
  send_raw_email: {
    services: /^ses$/,
    call: 'ses:SendRawEmail',
    kind: 'sends',
    parts: [
      ['recipient', undefined, 'Destinations'],
      ['content', undefined, 'RawMessage'],
    ],
  },
  publish: {
    services: /^(?:sns|iot-data)$/,
    call: 'sns:Publish',
    kind: 'sends',
    parts: [
      ['recipient', undefined, 'PhoneNumber', 'TargetArn'],
      ['name', undefined, 'TopicArn', 'topic'],
      ['content', undefined, 'Message', 'payload'],
    ],
  },
  send_message: {
    services: /^sqs$/,
    call: 'sqs:SendMessage',
    kind: 'sends',
    parts: [
      ['content', undefined, 'MessageBody'],
      ['name', undefined, 'QueueUrl'],
    ],
  },
  send_message_batch: {
    services: /^sqs$/,
    call: 'sqs:SendMessageBatch',
    kind: 'sends',
    parts: [['content', undefined, 'Entries']],
  },
  put_events: {
    services: /^events$/,
    call: 'events:PutEvents',
    kind: 'sends',
    parts: [['content', undefined, 'Entries']],
  },
  put_record: {
    services: /^(?:kinesis|firehose)$/,
    call: 'kinesis:PutRecord',
    kind: 'sends',
    parts: [['content', undefined, 'Data', 'Record']],
  },
  put_records: {
    services: /^kinesis$/,
    call: 'kinesis:PutRecords',
    kind: 'sends',
    parts: [['content', undefined, 'Records']],
  },
  put_record_batch: {
    services: /^firehose$/,
    call: 'firehose:PutRecordBatch',
    kind: 'sends',
    parts: [['content', undefined, 'Records']],
  },
  post_to_connection: {
    services: /^apigatewaymanagementapi$/,
    call: 'execute-api:PostToConnection',
    kind: 'sends',
    parts: [
      ['recipient', undefined, 'ConnectionId'],
      ['content', undefined, 'Data'],
    ],
  },
  invoke: {
    services: /^lambda$/,
    call: 'lambda:Invoke',
    kind: 'has done',
    parts: [
      ['name', undefined, 'FunctionName'],
      ['content', undefined, 'Payload'],
    ],
  },
  start_execution: {
    services: /^stepfunctions$/,
    call: 'states:StartExecution',
    kind: 'has done',
    parts: [
      ['name', undefined, 'stateMachineArn'],
      ['content', undefined, 'input'],
    ],
  },
  start_sync_execution: {
    services: /^stepfunctions$/,
    call: 'states:StartSyncExecution',
    kind: 'has done',
    parts: [
      ['name', undefined, 'stateMachineArn'],
      ['content', undefined, 'input'],
    ],
  },
};
