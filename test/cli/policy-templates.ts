import type { PlatformConfiguration } from '../../functions/engines/iam/index.ts';
import type { Written } from '../builders/role-of.ts';

/** A function as a team writes it, with the policy that it gave it. */
export interface PolicyTemplate {
  readonly name: string;
  readonly runtime: 'nodejs24.x' | 'python3.14';
  /** Of the file that the handler is in. */
  readonly code: string;
  /** That it is called with. @default an empty one */
  readonly event?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly granted: readonly Written[];
  /** What a run of it asks for: `action resource`, read from the code by hand. */
  readonly runs: readonly string[];
  readonly platform?: PlatformConfiguration;
  /** What of the grants must be gone. */
  readonly gone?: readonly string[];
}

export const A = 'eu-west-1:111122223333';
export const table = (name: string) => `arn:aws:dynamodb:${A}:table/${name}`;
export const queue = (name: string) => `arn:aws:sqs:${A}:${name}`;
export const topic = (name: string) => `arn:aws:sns:${A}:${name}`;
const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
export const key = `arn:aws:kms:${A}:key/${keyId}`;
/** KMS finds the key of a ciphertext in it: the local cloud, in its beginning. */
const ciphertext = Buffer.concat([Buffer.from(keyId), Buffer.alloc(64)]).toString('base64');
export const url = (name: string) => `https://sqs.eu-west-1.amazonaws.com/111122223333/${name}`;
export const logs = {
  Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
};
/** SAM's DynamoDBCrudPolicy. */
export const crud = (name: string): Written => ({
  Action: [
    'GetItem',
    'DeleteItem',
    'PutItem',
    'Scan',
    'Query',
    'UpdateItem',
    'BatchWriteItem',
    'BatchGetItem',
    'DescribeTable',
    'ConditionCheckItem',
  ].map((action) => `dynamodb:${action}`),
  Resource: [table(name), `${table(name)}/index/*`],
});
const node = { runtime: 'nodejs24.x' } as const;

export const policyTemplates: readonly PolicyTemplate[] = [
  {
    ...node,
    name: 'reads one item',
    code: `
      import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
      const db = new DynamoDBClient({});
      export const handler = async ({ id }) =>
        (await db.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: id } } }))).Item;`,
    event: { id: 'a' },
    env: { TABLE: 'orders' },
    granted: [crud('orders'), logs],
    runs: [`dynamodb:GetItem ${table('orders')}`],
    gone: ['dynamodb:DeleteItem', 'dynamodb:Scan'],
  },
  {
    ...node,
    name: 'writes by the document client',
    code: `
      import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
      import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
      const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
      export async function handler(event) {
        const { Items } = await db.send(new QueryCommand({
          TableName: process.env.TABLE, IndexName: 'byUser', KeyConditionExpression: 'u = :u',
          ExpressionAttributeValues: { ':u': event.user } }));
        await db.send(new PutCommand({ TableName: process.env.TABLE, Item: { id: event.id, n: Items.length } }));
      }`,
    event: { id: 'a', user: 'b' },
    env: { TABLE: 'carts' },
    granted: [crud('carts'), logs],
    runs: [`dynamodb:Query ${table('carts')}/index/byUser`, `dynamodb:PutItem ${table('carts')}`],
    gone: ['dynamodb:DeleteItem'],
  },
  {
    ...node,
    name: 'makes thumbnails from one bucket into another',
    code: `
      import { S3Client, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
      const s3 = new S3Client({});
      export const handler = async (event) => {
        for (const { s3: { bucket, object } } of event.Records) {
          const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: object.key }));
          await s3.send(new PutObjectCommand({ Bucket: process.env.TARGET, Key: object.key, Body }));
        }
      };`,
    event: { Records: [{ s3: { bucket: { name: 'photos' }, object: { key: 'a.jpg' } } }] },
    env: { TARGET: 'thumbs' },
    granted: [
      {
        Action: 's3:*',
        Resource: ['arn:aws:s3:::photos/*', 'arn:aws:s3:::thumbs/*', 'arn:aws:s3:::thumbs'],
      },
      logs,
    ],
    runs: ['s3:GetObject arn:aws:s3:::photos/a.jpg', 's3:PutObject arn:aws:s3:::thumbs/a.jpg'],
    gone: ['s3:DeleteObject'],
  },
  {
    ...node,
    name: 'sends to a queue by its URL',
    code: `
      const { SQSClient, SendMessageCommand, SendMessageBatchCommand } = require('@aws-sdk/client-sqs');
      const sqs = new SQSClient();
      exports.handler = async (event) => {
        const QueueUrl = process.env.QUEUE_URL;
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
        await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: event.entries }));
      };`,
    event: { entries: [{ Id: '1', MessageBody: 'a' }] },
    env: { QUEUE_URL: url('jobs') },
    granted: [
      { Action: 'sqs:*', Resource: '*' },
      { Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: key },
      logs,
    ],
    runs: [`sqs:SendMessage ${queue('jobs')}`, `kms:GenerateDataKey ${key}`, `kms:Decrypt ${key}`],
    gone: ['sqs:DeleteQueue', 'sqs:PurgeQueue'],
  },
  {
    ...node,
    name: 'works off a queue',
    code: `
      import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
      const sns = new SNSClient({});
      export const handler = async (event) => {
        for (const record of event.Records)
          await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Message: record.body }));
      };`,
    event: { Records: [{ body: 'a' }] },
    env: { TOPIC_ARN: topic('news') },
    granted: [
      { Action: ['sns:Publish', 'sns:Subscribe'], Resource: '*' },
      { Action: 'sqs:*', Resource: queue('in') },
      logs,
    ],
    platform: { sources: [{ arn: queue('in'), secrets: [] }] },
    runs: [
      `sns:Publish ${topic('news')}`,
      `sqs:ReceiveMessage ${queue('in')}`,
      `sqs:DeleteMessage ${queue('in')}`,
      `sqs:GetQueueAttributes ${queue('in')}`,
    ],
    gone: ['sns:Subscribe', 'sqs:SendMessage'],
  },
  {
    ...node,
    name: 'reads a secret and a parameter',
    code: `
      import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
      import { SSMClient, GetParameterCommand, GetParametersByPathCommand } from '@aws-sdk/client-ssm';
      const secrets = new SecretsManagerClient({}); const ssm = new SSMClient({});
      export const handler = async () => {
        await secrets.send(new GetSecretValueCommand({ SecretId: 'shop/db' }));
        await ssm.send(new GetParameterCommand({ Name: process.env.PARAM, WithDecryption: true }));
        await ssm.send(new GetParametersByPathCommand({ Path: '/shop/' }));
      };`,
    env: { PARAM: '/shop/key' },
    granted: [
      { Action: 'secretsmanager:*', Resource: '*' },
      { Action: 'ssm:*', Resource: `arn:aws:ssm:${A}:parameter/*` },
      { Action: 'kms:*', Resource: key },
      logs,
    ],
    runs: [
      `secretsmanager:GetSecretValue arn:aws:secretsmanager:${A}:secret:shop/db-AbCdEf`,
      `ssm:GetParameter arn:aws:ssm:${A}:parameter/shop/key`,
      `ssm:GetParametersByPath arn:aws:ssm:${A}:parameter/shop`,
      `kms:Decrypt ${key}`,
    ],
    gone: ['secretsmanager:DeleteSecret', 'ssm:PutParameter', 'kms:ScheduleKeyDeletion'],
  },
  {
    ...node,
    name: 'invokes another function',
    code: `
      import { Lambda } from '@aws-sdk/client-lambda';
      const lambda = new Lambda({});
      export const handler = (event) =>
        lambda.invoke({ FunctionName: process.env.NEXT, InvocationType: 'Event', Payload: JSON.stringify(event) });`,
    env: { NEXT: 'next' },
    granted: [{ Action: 'lambda:*', Resource: '*' }, logs],
    runs: [`lambda:InvokeFunction arn:aws:lambda:${A}:function:next`],
    gone: ['lambda:UpdateFunctionCode', 'lambda:DeleteFunction'],
  },
  {
    ...node,
    name: 'starts a state machine',
    code: `
      import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
      const sfn = new SFNClient({});
      export const handler = (event) =>
        sfn.send(new StartExecutionCommand({ stateMachineArn: process.env.MACHINE, input: '{}' }));`,
    env: { MACHINE: `arn:aws:states:${A}:stateMachine:flow` },
    granted: [{ Action: ['states:StartExecution', 'states:StopExecution'], Resource: '*' }, logs],
    runs: [`states:StartExecution arn:aws:states:${A}:stateMachine:flow`],
    gone: ['states:StopExecution'],
  },
  {
    ...node,
    name: 'puts events and metrics',
    code: `
      import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
      import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
      const bus = new EventBridgeClient({}); const metrics = new CloudWatchClient({});
      export const handler = async (event) => {
        await bus.send(new PutEventsCommand({ Entries: [{ EventBusName: process.env.BUS, Source: 's', DetailType: 't', Detail: '{}' }] }));
        await metrics.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [] }));
      };`,
    env: { BUS: 'shop' },
    granted: [{ Action: ['events:*', 'cloudwatch:*'], Resource: '*' }, logs],
    runs: [`events:PutEvents arn:aws:events:${A}:event-bus/shop`, 'cloudwatch:PutMetricData *'],
    gone: ['events:PutRule', 'cloudwatch:DeleteAlarms'],
  },
  {
    ...node,
    name: 'reads a stream of changes',
    code: `
      import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
      const firehose = new FirehoseClient({});
      export const handler = (event) => firehose.send(new PutRecordBatchCommand({
        DeliveryStreamName: process.env.STREAM, Records: event.Records.map((r) => ({ Data: r.eventID })) }));`,
    event: { Records: [{ eventID: '1' }] },
    env: { STREAM: 'audit' },
    granted: [
      { Action: 'firehose:*', Resource: '*' },
      {
        Action: [
          'dynamodb:DescribeStream',
          'dynamodb:GetRecords',
          'dynamodb:GetShardIterator',
          'dynamodb:ListStreams',
        ],
        Resource: `${table('orders')}/stream/*`,
      },
      logs,
    ],
    platform: {
      sources: [{ arn: `${table('orders')}/stream/2026`, secrets: [] }],
      destinations: [queue('failed')],
    },
    runs: [
      `firehose:PutRecordBatch arn:aws:firehose:${A}:deliverystream/audit`,
      `dynamodb:GetRecords ${table('orders')}/stream/2026`,
      `dynamodb:GetShardIterator ${table('orders')}/stream/2026`,
    ],
    gone: ['firehose:DeleteDeliveryStream'],
  },
  {
    ...node,
    name: 'asks a model',
    code: `
      import { BedrockRuntimeClient, InvokeModelCommand, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
      const bedrock = new BedrockRuntimeClient({});
      export const handler = async (event) => {
        await bedrock.send(new InvokeModelCommand({ modelId: 'anthropic.claude-3-haiku-20240307-v1:0', body: '{}' }));
        return bedrock.send(new ConverseCommand({ modelId: 'eu.amazon.nova-lite-v1:0', messages: [] }));
      };`,
    granted: [{ Action: 'bedrock:*', Resource: '*' }, logs],
    runs: [
      'bedrock:InvokeModel arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
      `bedrock:InvokeModel arn:aws:bedrock:${A}:inference-profile/eu.amazon.nova-lite-v1:0`,
      'bedrock:InvokeModel arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0',
    ],
    gone: ['bedrock:DeleteGuardrail'],
  },
  {
    ...node,
    name: 'calls what takes no resource',
    code: `
      import { TranslateClient, TranslateTextCommand } from '@aws-sdk/client-translate';
      import { RekognitionClient, DetectLabelsCommand } from '@aws-sdk/client-rekognition';
      export const handler = async (event) => {
        await new TranslateClient({}).send(new TranslateTextCommand({ Text: 'a', SourceLanguageCode: 'de', TargetLanguageCode: 'en' }));
        await new RekognitionClient({}).send(new DetectLabelsCommand({ Image: { S3Object: { Bucket: 'photos', Name: event.key } } }));
      };`,
    granted: [
      { Action: ['translate:*', 'rekognition:*'], Resource: '*' },
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' },
      logs,
    ],
    runs: [
      'translate:TranslateText *',
      'rekognition:DetectLabels *',
      's3:GetObject arn:aws:s3:::photos/a.jpg',
    ],
    gone: ['rekognition:DeleteCollection'],
  },
  {
    ...node,
    name: 'writes in a transaction',
    code: `
      import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
      const db = new DynamoDBClient({});
      export const handler = (event) => db.send(new TransactWriteItemsCommand({ TransactItems: [
        { Put: { TableName: 'orders', Item: {} } }, { Update: { TableName: 'stock', Key: {} } } ] }));`,
    granted: [crud('orders'), crud('stock'), logs],
    runs: [`dynamodb:PutItem ${table('orders')}`, `dynamodb:UpdateItem ${table('stock')}`],
    gone: ['dynamodb:Scan'],
  },
  {
    ...node,
    name: 'reads whatever table it is asked for',
    code: `
      import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
      const db = new DynamoDBClient({});
      export const handler = (event) => db.send(new ScanCommand({ TableName: event.table }));`,
    event: { table: 'a' },
    granted: [{ Action: 'dynamodb:*', Resource: [table('a'), table('b')] }, logs],
    runs: [`dynamodb:Scan ${table('a')}`, `dynamodb:Scan ${table('b')}`],
    gone: ['dynamodb:PutItem'],
  },
  {
    ...node,
    name: 'names a bucket by its stage',
    code: `
      import { S3Client, ListObjectsV2Command, DeleteObjectCommand } from '@aws-sdk/client-s3';
      const s3 = new S3Client({}); const Bucket = \`reports-\${process.env.STAGE}\`;
      export const handler = async () => {
        const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
        for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
      };`,
    env: { STAGE: 'prod' },
    granted: [{ Action: ['s3:*'], Resource: '*' }, logs],
    runs: [
      's3:ListBucket arn:aws:s3:::reports-prod',
      's3:DeleteObject arn:aws:s3:::reports-prod/a/b',
    ],
    gone: ['s3:PutObject', 's3:DeleteBucket'],
  },
  {
    ...node,
    name: 'uses the SDK of version 2',
    code: `
      const AWS = require('aws-sdk');
      const db = new AWS.DynamoDB.DocumentClient(); const ses = new AWS.SES();
      exports.handler = async (event) => {
        await db.update({ TableName: process.env.TABLE, Key: { id: 1 } }).promise();
        await ses.sendEmail({ Source: 'a@example.com', Destination: {}, Message: {} }).promise();
      };`,
    env: { TABLE: 'orders' },
    granted: [
      crud('orders'),
      { Action: ['ses:SendEmail', 'ses:SendRawEmail', 'ses:DeleteIdentity'], Resource: '*' },
      logs,
    ],
    runs: [
      `dynamodb:UpdateItem ${table('orders')}`,
      `ses:SendEmail arn:aws:ses:${A}:identity/example.com`,
    ],
    gone: ['ses:DeleteIdentity', 'dynamodb:DeleteItem'],
  },
  {
    ...node,
    name: 'runs in a VPC with a database',
    code: `
      import { RDSDataClient, ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
      const rds = new RDSDataClient({});
      export const handler = () => rds.send(new ExecuteStatementCommand({
        resourceArn: process.env.CLUSTER, secretArn: process.env.SECRET, sql: 'select 1' }));`,
    env: {
      CLUSTER: `arn:aws:rds:${A}:cluster:shop`,
      SECRET: `arn:aws:secretsmanager:${A}:secret:rds-AbCdEf`,
    },
    granted: [
      { Action: ['rds-data:*', 'secretsmanager:GetSecretValue'], Resource: '*' },
      {
        Action: [
          'ec2:CreateNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DeleteNetworkInterface',
          'ec2:TerminateInstances',
        ],
      },
      logs,
    ],
    platform: { isInVpc: true },
    runs: [
      `rds-data:ExecuteStatement arn:aws:rds:${A}:cluster:shop`,
      `secretsmanager:GetSecretValue arn:aws:secretsmanager:${A}:secret:rds-AbCdEf`,
      'ec2:CreateNetworkInterface *',
      'ec2:DeleteNetworkInterface *',
    ],
    gone: ['ec2:TerminateInstances'],
  },
  {
    ...node,
    name: 'is traced, and decrypts with its own key',
    code: `
      import { KMSClient, DecryptCommand } from '@aws-sdk/client-kms';
      export const handler = () => new KMSClient({}).send(new DecryptCommand({
        CiphertextBlob: Buffer.from(process.env.CIPHERTEXT, 'base64') }));`,
    env: { CIPHERTEXT: ciphertext },
    granted: [
      { Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:CreateGrant'], Resource: key },
      { Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] },
      logs,
    ],
    platform: { isTraced: true, environmentKey: key },
    runs: [`kms:Decrypt ${key}`, 'xray:PutTraceSegments *'],
    gone: ['kms:CreateGrant'],
  },
  {
    ...node,
    name: 'starts a task with a role',
    code: `
      import { ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
      export const handler = () => new ECSClient({}).send(new RunTaskCommand({
        cluster: process.env.CLUSTER, taskDefinition: process.env.TASK, launchType: 'FARGATE' }));`,
    env: { CLUSTER: 'jobs', TASK: 'import' },
    granted: [
      { Action: 'ecs:*', Resource: '*' },
      { Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/task' },
      logs,
    ],
    runs: [
      `ecs:RunTask arn:aws:ecs:${A}:task-definition/import:7`,
      'iam:PassRole arn:aws:iam::111122223333:role/task',
    ],
    gone: ['ecs:DeleteCluster', 'ecs:RegisterTaskDefinition'],
  },
  {
    ...node,
    name: 'answers by a WebSocket',
    code: `
      import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
      export const handler = ({ requestContext: { connectionId, domainName, stage } }) =>
        new ApiGatewayManagementApiClient({ endpoint: \`https://\${domainName}/\${stage}\` })
          .send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'a' }));`,
    event: {
      requestContext: {
        connectionId: '1',
        domainName: 'abc.execute-api.eu-west-1.amazonaws.com',
        stage: 'prod',
      },
    },
    granted: [
      { Action: 'execute-api:ManageConnections', Resource: `arn:aws:execute-api:${A}:abc/*` },
      logs,
    ],
    runs: [`execute-api:ManageConnections arn:aws:execute-api:${A}:abc/prod/POST/@connections/1`],
  },
  {
    ...node,
    name: 'copies between buckets under a condition',
    code: `
      import { S3Client, CopyObjectCommand } from '@aws-sdk/client-s3';
      export const handler = ({ key }) => new S3Client({}).send(new CopyObjectCommand({
        CopySource: \`inbox/\${key}\`, Bucket: 'archive', Key: key }));`,
    granted: [
      {
        Action: 's3:*',
        Resource: '*',
        Condition: { StringEquals: { 's3:ResourceAccount': '111122223333' } },
      },
      { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::archive/locked/*' },
      logs,
    ],
    event: { key: 'a' },
    runs: ['s3:GetObject arn:aws:s3:::inbox/a', 's3:PutObject arn:aws:s3:::archive/a'],
    gone: ['s3:DeleteObject'],
  },
  {
    ...node,
    name: 'administers users',
    code: `
      import { CognitoIdentityProviderClient, AdminGetUserCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
      const users = new CognitoIdentityProviderClient({}); const UserPoolId = process.env.POOL;
      export const handler = async ({ name }) => {
        await users.send(new ListUsersCommand({ UserPoolId }));
        return users.send(new AdminGetUserCommand({ UserPoolId, Username: name }));
      };`,
    env: { POOL: 'eu-west-1_AbCd' },
    granted: [{ Action: 'cognito-idp:*', Resource: '*' }, logs],
    runs: [
      `cognito-idp:AdminGetUser arn:aws:cognito-idp:${A}:userpool/eu-west-1_AbCd`,
      `cognito-idp:ListUsers arn:aws:cognito-idp:${A}:userpool/eu-west-1_AbCd`,
    ],
    gone: ['cognito-idp:AdminSetUserPassword'],
  },
];
