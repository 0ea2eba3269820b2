/** A statement as templates write it. */
export interface WrittenStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

const HOME = 'eu-west-1:111122223333';

/** What AWS SAM's policy templates of these names expand to. Source: "SAM policy templates" (SAM Developer Guide). */
export const policyTemplates = {
  crud: (table: string) => allow('dynamodb', [...reads, ...writes], ...tableArns(table)),
  read: (table: string) => allow('dynamodb', reads, ...tableArns(table)),
  write: (table: string) => allow('dynamodb', writes, ...tableArns(table)),
  streamRead: (table: string) =>
    allow('dynamodb', ['DescribeStream', 'GetRecords', 'GetShardIterator'], streamArn(table)),
  s3Read: (bucket: string) =>
    allow('s3', ['GetObject', 'ListBucket', 'GetObjectVersion'], ...bucketArns(bucket)),
  s3Write: (bucket: string) => allow('s3', ['PutObject'], ...bucketArns(bucket)),
  sqsSend: (queue: string) => allow('sqs', ['SendMessage', 'GetQueueAttributes'], queueArn(queue)),
  sqsPoll: (queue: string) =>
    allow('sqs', ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'], queueArn(queue)),
  snsPublish: (topic: string) => allow('sns', ['Publish'], `arn:aws:sns:${HOME}:${topic}`),
  kinesisRead: (stream: string) =>
    allow(
      'kinesis',
      ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListShards', 'DescribeStreamSummary'],
      `arn:aws:kinesis:${HOME}:stream/${stream}`,
    ),
  ssm: (name: string) => allow('ssm', ['GetParameter'], `arn:aws:ssm:${HOME}:parameter/${name}`),
  secret: (name: string) =>
    allow(
      'secretsmanager',
      ['GetSecretValue'],
      `arn:aws:secretsmanager:${HOME}:secret:${name}-a1b2c3`,
    ),
  ses: (identity: string) =>
    allow('ses', ['SendEmail'], `arn:aws:ses:${HOME}:identity/${identity}`),
  startExecution: (machine: string) =>
    allow('states', ['StartExecution'], `arn:aws:states:${HOME}:stateMachine:${machine}`),
  putEvents: (bus: string) =>
    allow('events', ['PutEvents'], `arn:aws:events:${HOME}:event-bus/${bus}`),
  invoke: (name: string) =>
    allow('lambda', ['InvokeFunction'], `arn:aws:lambda:${HOME}:function:${name}`),
  rekognition: () => allow('rekognition', ['DetectLabels'], '*'),
  textract: () => allow('textract', ['DetectDocumentText'], '*'),
  translate: () => allow('translate', ['TranslateText'], '*'),
  comprehend: () => allow('comprehend', ['DetectSentiment'], '*'),
  polly: () => allow('polly', ['SynthesizeSpeech'], '*'),
  bedrock: (model: string) =>
    allow('bedrock', ['InvokeModel'], `arn:aws:bedrock:eu-west-1::foundation-model/${model}`),
} as const;

const tableArn = (table: string) => `arn:aws:dynamodb:${HOME}:table/${table}`;
const streamArn = (table: string) => `${tableArn(table)}/stream/2026-01-01T00:00:00.000`;
const queueArn = (queue: string) => `arn:aws:sqs:${HOME}:${queue}`;

const reads = ['GetItem', 'Scan', 'Query', 'BatchGetItem', 'DescribeTable'];
const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];

function tableArns(table: string): readonly string[] {
  return [tableArn(table), `${tableArn(table)}/index/*`];
}

function bucketArns(bucket: string): readonly string[] {
  return [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
}

function allow(
  service: string,
  operations: readonly string[],
  ...Resource: readonly string[]
): WrittenStatement {
  return {
    Effect: 'Allow',
    Action: operations.map((operation) => `${service}:${operation}`),
    Resource,
  };
}
