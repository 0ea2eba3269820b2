import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../functions/engines/iam/policy-document.ts';
import { archiveOf } from '../../local/archive.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { seed } from '../../local/shop/seed.ts';
import { shop } from '../../local/shop/shop-functions.ts';
import { shopRoles } from '../../local/shop/shop-roles.ts';
import { weakCode } from '../../local/shop/weak-code.ts';
import { roleOf, type Written } from '../builders/role-of.ts';
import { widerThan } from '../builders/wider-than.ts';
import { templates } from '../cli/template-policy.ts';
import { vigilCommand } from '../e2e/vigil-command.ts';
import { seedShopData } from './seed-shop-data.ts';
import { type Run, runTemplates, type TemplateRuns } from './template-runs.ts';

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

/** The emulator has no Rekognition: whether a role may call it, it cannot say. */
const unknownToTheCloud = ['DetectLabels'];

/** Functions of the shop that call AWS, and an event with which each makes all of its calls. */
const events: Readonly<Record<string, unknown>> = {
  'shop-invoices': {},
  'shop-loyalty': {
    Records: [{ Sns: { Message: JSON.stringify({ customer: 'a', points: 2_000 }) } }],
  },
  'shop-parcel-tracking': { parcels: ['a'] },
  'shop-parcels': { Records: [{ Sns: { MessageId: 'a' } }] },
  'shop-product-pages': {},
  'shop-thermostats': { room: 'hall', celsius: 21 },
};
const working = shop.filter((sample) => sample.name in events);

interface Printed {
  readonly function: { readonly name: string };
  readonly policy: { readonly Statement: readonly PrintedStatement[] };
  readonly undecided: readonly unknown[];
}

interface PrintedStatement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
}

let cloud: LocalCloud;
let lambda: LambdaClient;
let iam: IAMClient;
let policies: ReadonlyMap<string, Printed>;

beforeAll(async () => {
  cloud = await startLocalCloud();
  lambda = new LambdaClient(cloud.client);
  iam = new IAMClient(cloud.client);
  const seeded = seedResources();
  await Promise.all([
    seedFunction(await seeded),
    seed(cloud, working, shopRoles.filter(isOfWorking)),
    seedShopData(cloud),
  ]);

  const { stdout, stderr } = await vigilCommand(
    ['policy', '--all', '--json', '--regions', cloud.region],
    cloud.environment,
  );
  if (stdout === '') throw new Error(stderr);
  const all: readonly Printed[] = JSON.parse(stdout).policies;
  policies = new Map(all.map((each) => [each.function.name, each]));
}, BUILD_MS);

afterAll(() => cloud?.stop());

describe('the policy of a bundle with nine calls', () => {
  it('has no wildcard for an action, and leaves nothing open', () => {
    expect(printedOf(name).undecided).toEqual([]);
    expect(JSON.stringify(printedOf(name).policy)).not.toMatch(/"(?:\w+:)?\*"/);
  });

  it('is all that a run needs, in the place of what the role had', async () => {
    expect(await faults()).toEqual([]);

    await putPolicy(name, printedOf(name).policy);

    expect(await faults()).toEqual([]);
  });

  it('has no statement of its code that a run does without', async () => {
    const { policy } = printedOf(name);
    const ofCode = policy.Statement.filter(({ Sid }) => Sid.startsWith('Code'));
    const idle: string[] = [];

    for (const { Sid } of ofCode) {
      const Statement = policy.Statement.filter((other) => other.Sid !== Sid);
      await putPolicy(name, { ...policy, Statement });
      if ((await faults()).length === 0) idle.push(Sid);
    }

    expect(ofCode.length).toBeGreaterThan(5);
    expect(idle).toEqual([]);
  });
});

describe('the policies of the functions of the shop that call AWS', () => {
  it('are of all of them', () => {
    const calling = shop.filter(
      (sample) => !weakCode.includes(sample) && Object.values(sample.files ?? {}).some(callsAws),
    );

    expect(calling.map((sample) => sample.name).toSorted()).toEqual(Object.keys(events));
  });

  it.each(Object.entries(events))(
    'that of %s is all that a run needs, and every call of its code is made in it',
    async (called, event) => {
      const sample = working.find((each) => each.name === called);
      const role = sample?.role ?? called;
      const { policy, undecided } = printedOf(called);
      await iam.send(
        new DetachRolePolicyCommand({ RoleName: role, PolicyArn: `arn:aws:iam::aws:${basic}` }),
      );
      await putPolicy(role, policy, 'inline');
      cloud.proxy.clear();

      const { FunctionError } = await invoke(called, event);

      expect(FunctionError).toBeUndefined();
      const own = cloud.calls().filter(({ session }) => session === called);
      expect(own.filter(({ status }) => status >= 400)).toEqual([]);
      const ofCode = policy.Statement.filter(({ Sid }) => Sid.startsWith('Code'));
      const made = new Set(own.map(({ action }) => action));
      expect(made).toEqual(new Set(ofCode.flatMap(({ Action }) => Action)));
      expect(undecided).toEqual([]);
    },
  );

  it.each(working)('that of $name allows nothing that was not allowed', (sample) => {
    const { role = sample.name } = sample;
    const before = shopRoles.find((each) => each.name === role)?.statements ?? [];
    const { policy } = printedOf(sample.name);
    const logs = { Action: 'logs:*', Resource: '*' };

    const statements = parsePolicy(JSON.stringify(policy), 'printed');
    expect(widerThan(roleOf([[...(before as readonly Written[]), logs]]), statements)).toEqual([]);
  });
});

describe('the policies of the templates', () => {
  let runs: readonly TemplateRuns[];

  beforeAll(async () => {
    runs = await runTemplates(cloud, templates);
  });

  it('let every call pass that a run of them makes', () => {
    expect(runs).toHaveLength(templates.length);
    expect(runs.filter(({ printed }) => printed.refused.length > 0)).toEqual([]);
    expect(runs.filter(({ printed }) => printed.made.length === 0)).toEqual([]);
  });

  it('are judged by all that their functions call, with them and without', () => {
    const namesOf = ({ made }: Run) => [...new Set(made)].toSorted();

    for (const { name, printed, bare } of runs)
      expect(namesOf(bare), name).toEqual(namesOf(printed));
  });

  it('are needed: without them, every call is refused, but for those that the local cloud has not', () => {
    const passed = runs.flatMap(({ bare }) =>
      bare.made.filter((name) => !bare.refused.some((refusal) => refusal.startsWith(`${name}: `))),
    );

    expect(passed).toEqual(unknownToTheCloud);
  });
});

const basic = 'policy/service-role/AWSLambdaBasicExecutionRole';

function callsAws(content: string | Uint8Array): boolean {
  return typeof content === 'string' && /require\('@aws-sdk|import boto3/.test(content);
}

function isOfWorking(role: { readonly name: string }): boolean {
  return working.some((sample) => (sample.role ?? sample.name) === role.name);
}

function printedOf(called: string): Printed {
  const printed = policies.get(called);
  if (!printed) throw new Error(`no policy is printed of ${called}`);

  return printed;
}

function invoke(FunctionName: string, event: unknown) {
  return lambda.send(
    new InvokeCommand({ FunctionName, Payload: new TextEncoder().encode(JSON.stringify(event)) }),
  );
}

async function faults(): Promise<readonly string[]> {
  const { Payload } = await invoke(name, {});

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
  await putPolicy(name, wide);
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

async function putPolicy(RoleName: string, document: unknown, PolicyName = 'all'): Promise<void> {
  const PolicyDocument = JSON.stringify(document);

  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
}
