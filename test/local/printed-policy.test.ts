import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { archiveOf } from '../../local/archive.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { vigilCommand } from '../e2e/vigil-command.ts';

const BUILD_MS = 300_000;

/** Does all that it can, and answers with the names of what went wrong. */
const handler = `
  import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
  import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
  import { S3Client, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
  import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
  import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
  const db = new DynamoDBClient({ maxAttempts: 1 });
  const events = new EventBridgeClient({ maxAttempts: 1 });
  const s3 = new S3Client({ maxAttempts: 1, forcePathStyle: true });
  const sqs = new SQSClient({ maxAttempts: 1, useQueueUrlAsEndpoint: false });
  const sns = new SNSClient({ maxAttempts: 1 });
  const TableName = process.env.TABLE;
  const Bucket = process.env.BUCKET;
  const Key = { id: { S: 'a' } };
  const calls = [
    () => db.send(new PutItemCommand({ TableName, Item: Key })),
    () => db.send(new GetItemCommand({ TableName, Key })),
    () => db.send(new QueryCommand({ TableName, KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': Key.id } })),
    () => events.send(new PutEventsCommand({ Entries: [{ EventBusName: 'default', Source: 'a', DetailType: 'b', Detail: '{}' }] })),
    () => s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'b' })),
    () => s3.send(new GetObjectCommand({ Bucket, Key: 'a' })),
    () => s3.send(new ListObjectsV2Command({ Bucket })),
    () => sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: 'a' })),
    () => sns.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Message: 'a' })),
  ];
  export async function handler() {
    const faults = [];
    for (const call of calls) await call().catch((error) => faults.push(error.name));
    return faults;
  }`;

const wide = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['dynamodb:*', 'events:*', 's3:*', 'sqs:*', 'sns:*', 'logs:*'],
      Resource: '*',
    },
  ],
};

const name = 'calls-all';

interface Printed {
  readonly policy: { readonly Statement: readonly { readonly Sid: string }[] };
  readonly undecided: readonly unknown[];
}

let cloud: LocalCloud;
let lambda: LambdaClient;
let iam: IAMClient;
let printed: Printed;

beforeAll(async () => {
  cloud = await startLocalCloud();
  lambda = new LambdaClient(cloud.client);
  iam = new IAMClient(cloud.client);
  const environment = await seedResources();
  await seedFunction(environment);

  const { stdout, stderr } = await vigilCommand(
    ['policy', name, '--json', '--regions', cloud.region],
    cloud.environment,
  );
  if (stdout === '') throw new Error(stderr);
  [printed] = JSON.parse(stdout).policies;
}, BUILD_MS);

afterAll(() => cloud?.stop());

it('has no wildcard for an action, and leaves nothing open', () => {
  expect(printed.undecided).toEqual([]);
  expect(JSON.stringify(printed.policy)).not.toMatch(/"(?:\w+:)?\*"/);
});

it('is all that a run needs, in the place of what the role had', async () => {
  expect(await faults()).toEqual([]);

  await putPolicy(printed.policy);

  expect(await faults()).toEqual([]);
});

it('has no statement of its code that a run does without', async () => {
  const ofCode = printed.policy.Statement.filter(({ Sid }) => Sid.startsWith('Code'));
  const idle: string[] = [];

  for (const { Sid } of ofCode) {
    const Statement = printed.policy.Statement.filter((other) => other.Sid !== Sid);
    await putPolicy({ ...printed.policy, Statement });
    if ((await faults()).length === 0) idle.push(Sid);
  }

  expect(ofCode.length).toBeGreaterThan(5);
  expect(idle).toEqual([]);
});

async function faults(): Promise<readonly string[]> {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: name }));

  return JSON.parse(Payload?.transformToString() ?? '');
}

async function seedResources(): Promise<Readonly<Record<string, string>>> {
  const { client } = cloud;
  await new DynamoDBClient(client).send(
    new CreateTableCommand({
      TableName: 'orders',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await new S3Client({ ...client, forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: 'uploads' }),
  );
  const { QueueUrl = '' } = await new SQSClient(client).send(
    new CreateQueueCommand({ QueueName: 'jobs' }),
  );
  const { TopicArn = '' } = await new SNSClient(client).send(
    new CreateTopicCommand({ Name: 'news' }),
  );

  return { TABLE: 'orders', BUCKET: 'uploads', QUEUE_URL: QueueUrl, TOPIC_ARN: TopicArn };
}

async function seedFunction(environment: Readonly<Record<string, string>>): Promise<void> {
  const trust = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  await putPolicy(wide);
  const { outputFiles } = await build({
    stdin: { contents: handler, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });

  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: Role?.Arn,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 30,
      Environment: { Variables: environment },
      Code: { ZipFile: await archiveOf({ 'index.js': outputFiles[0]?.text ?? '' }) },
    }),
  );
  await waitUntilFunctionActiveV2(
    { client: lambda, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { FunctionName: name },
  );
}

async function putPolicy(document: unknown): Promise<void> {
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: 'all',
      PolicyDocument: JSON.stringify(document),
    }),
  );
}
