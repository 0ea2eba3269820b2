/** A function as it is deployed, and what it asks of AWS. */
export interface SdkHandler {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** @default index.handler */
  readonly handler?: string;
  /** `dynamodb GetItem TableName={TABLE}|orders`: `{…}` is a variable, `?` is not known. */
  readonly calls: readonly string[];
  /** `dynamodb: reason`. */
  readonly unresolved?: readonly string[];
}

const madeUp = 'the name of the client or its method is made up as it runs';
const otherRole = 'sts:AssumeRole: what follows is called as another role';

export const sdkHandlers: readonly SdkHandler[] = [
  // Version 3, as it is imported.
  esm(
    'a command of version 3',
    `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
     const s3 = new S3Client({});
     export const handler = async (event) => s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));`,
    ['s3 GetObject Bucket={BUCKET}'],
  ),
  cjs(
    'a command of version 3 that is required as a whole',
    `const sqs = require('@aws-sdk/client-sqs');
     const client = new sqs.SQSClient();
     exports.handler = async (event) => {
       const command = new sqs.SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify(event) });
       await client.send(command);
     };`,
    ['sqs SendMessage QueueUrl={QUEUE_URL}'],
  ),
  cjs(
    'a command as TypeScript compiles its import',
    `"use strict";
     Object.defineProperty(exports, "__esModule", { value: true });
     exports.handler = void 0;
     const client_sns_1 = require("@aws-sdk/client-sns");
     const sns = new client_sns_1.SNSClient({});
     const handler = async (event) => {
       await sns.send(new client_sns_1.PublishCommand({ TopicArn: process.env['TOPIC_ARN'], Message: 'x' }));
     };
     exports.handler = handler;`,
    ['sns Publish TopicArn={TOPIC_ARN}'],
  ),
  esm(
    'an aggregated client',
    `import { SFN } from '@aws-sdk/client-sfn';
     const sfn = new SFN({ region: 'eu-west-1' });
     export const handler = async (event) => {
       const started = await sfn.startExecution({ stateMachineArn: process.env.STATE_MACHINE_ARN, input: '{}' });
       return started.executionArn.split(':');
     };`,
    ['stepfunctions StartExecution stateMachineArn={STATE_MACHINE_ARN}'],
  ),
  esm(
    'a document client of version 3',
    `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
     import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
     const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
     export const handler = async ({ id }) => {
       await ddb.send(new GetCommand({ TableName: 'orders', Key: { id } }));
       await ddb.send(new TransactWriteCommand({ TransactItems: [
         { Put: { TableName: 'orders', Item: { id } } },
         { ConditionCheck: { TableName: process.env.CUSTOMERS, Key: { id }, ConditionExpression: 'x' } },
       ] }));
       await ddb.send(new BatchWriteCommand({ RequestItems: { [process.env.EVENTS]: [] } }));
     };`,
    [
      'dynamodb GetItem TableName=orders',
      'dynamodb TransactWriteItems Put.TableName=orders ConditionCheck.TableName={CUSTOMERS}',
      'dynamodb BatchWriteItem TableName={EVENTS}',
    ],
  ),
  esm(
    'an aggregated document client',
    `import { DynamoDB } from '@aws-sdk/client-dynamodb';
     import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
     const ddb = DynamoDBDocument.from(new DynamoDB());
     export async function handler(event) {
       const { Items } = await ddb.query({ TableName: process.env.TABLE ?? 'orders', IndexName: 'byDay' });
       return Items.map((item) => item.get('x'));
     }`,
    ['dynamodb Query TableName={TABLE:orders} IndexName=byDay'],
  ),
  esm(
    'a presigned URL, an upload, a paginator and a waiter',
    `import { S3Client, PutObjectCommand, paginateListObjectsV2, waitUntilObjectExists } from '@aws-sdk/client-s3';
     import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
     import { Upload } from '@aws-sdk/lib-storage';
     const client = new S3Client({});
     const Bucket = process.env.BUCKET;
     export const handler = async (event) => {
       const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'x' }), { expiresIn: 60 });
       await new Upload({ client, params: { Bucket: 'archive', Key: 'y', Body: url } }).done();
       await waitUntilObjectExists({ client, maxWaitTime: 10 }, { Bucket: 'archive', Key: 'y' });
       for await (const page of paginateListObjectsV2({ client }, { Bucket: 'archive' })) console.log(page);
     };`,
    [
      's3 PutObject Bucket={BUCKET}',
      's3 PutObject Bucket=archive',
      's3 AbortMultipartUpload Bucket=archive',
      's3 HeadObject Bucket=archive',
      's3 ListObjectsV2 Bucket=archive',
    ],
  ),
  esm(
    'a command that is imported where it is needed',
    `export const handler = async () => {
       const { KMSClient, DecryptCommand } = await import('@aws-sdk/client-kms');
       return new KMSClient({}).send(new DecryptCommand({ CiphertextBlob: Buffer.from('') }));
     };`,
    ['kms Decrypt'],
  ),
  esm(
    'what a named object holds that a package is given',
    `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
     import lib from 'lib';
     const db = new DynamoDBClient({});
     const get = () => db.send(new GetItemCommand({ TableName: 'jobs' }));
     const jobs = { nightly: { run: async () => get() } }; lib.register(jobs);
     export const handler = lib.handler;`,
    ['dynamodb GetItem TableName=jobs'],
  ),
  esm(
    'what a name within such an object holds',
    `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
     import lib from 'lib';
     const db = new DynamoDBClient({});
     const get = () => db.send(new GetItemCommand({ TableName: 'jobs' }));
     const hooks = { before: [async () => get()] };
     export const handler = lib.make({ options: { hooks } });`,
    ['dynamodb GetItem TableName=jobs'],
  ),
  esm(
    'what a list holds that is spread',
    `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
     import lib from 'lib';
     const db = new DynamoDBClient({});
     const get = () => db.send(new GetItemCommand({ TableName: 'jobs' }));
     const all = [{ handle: () => get() }];
     export const handler = lib.handlers(...all).lambda();`,
    ['dynamodb GetItem TableName=jobs'],
  ),
  esm(
    'what a table holds whose entries are asked for',
    `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
     import lib from 'lib';
     const db = new DynamoDBClient({});
     const get = () => db.send(new GetItemCommand({ TableName: 'jobs' }));
     const table = { '/a': () => get() };
     export const handler = async (event) => { for (const [path, run] of Object.entries(table)) if (path === event.path) return run(); };`,
    ['dynamodb GetItem TableName=jobs'],
  ),
  esm(
    'nothing of a table whose keys alone are asked for',
    `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
     import lib from 'lib';
     const db = new DynamoDBClient({});
     const get = () => db.send(new GetItemCommand({ TableName: 'jobs' }));
     const table = { '/a': () => get() };
     export const handler = async () => Object.keys(table);`,
    [],
  ),
  esm(
    'what stands deep in an object that a package is given',
    `import { graphql, GraphQLObjectType, GraphQLSchema } from 'graphql';
     import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
     const db = new DynamoDBClient({});
     const nick = async (name) => db.send(new GetItemCommand({ TableName: 'nicks', Key: { name } }));
     const schema = new GraphQLSchema({
       query: new GraphQLObjectType({ name: 'Q', fields: { nick: { args: {}, resolve: (parent, { name }) => nick(name) } } }),
       types: [{ fields: [{ resolve: () => db.send(new UpdateItemCommand({ TableName: 'nicks' })) }] }],
     });
     export const handler = async (event) => graphql({ schema, source: event.query });`,
    ['dynamodb GetItem TableName=nicks', 'dynamodb UpdateItem TableName=nicks'],
  ),
  esm(
    'a command whose class is handed on',
    `import { SSMClient, GetParameterCommand } from '@aws-sdk/client-ssm';
     const client = new SSMClient({});
     const run = (Command, input) => client.send(new Command(input));
     export const handler = () => run(GetParameterCommand, { Name: '/a' });`,
    ['ssm GetParameter'],
  ),
  // Version 2.
  cjs(
    'clients of version 2',
    `const AWS = require('aws-sdk');
     const s3 = new AWS.S3();
     const ddb = new AWS.DynamoDB.DocumentClient();
     exports.handler = async (event) => {
       const object = await s3.getObject({ Bucket: 'in', Key: event.key }).promise();
       object.Body.toString('utf8').split('x');
       await ddb.put({ TableName: process.env.TABLE, Item: {} }).promise();
       await s3.upload({ Bucket: 'out', Key: 'x', Body: object.Body }).promise();
       return s3.getSignedUrlPromise('putObject', { Bucket: 'signed', Key: 'x' });
     };`,
    [
      's3 GetObject Bucket=in',
      'dynamodb PutItem TableName={TABLE}',
      's3 PutObject Bucket=out',
      's3 AbortMultipartUpload Bucket=out',
      's3 PutObject Bucket=signed',
    ],
  ),
  cjs(
    'a client of version 2 from its own file',
    `const S3 = require('aws-sdk/clients/s3');
     const DynamoDB = require('aws-sdk/clients/dynamodb.js');
     const s3 = new S3({ apiVersion: '2006-03-01' });
     const table = new DynamoDB.DocumentClient();
     exports.handler = (event, context, callback) => {
       s3.headObject({ Bucket: process.env.BUCKET, Key: 'x' }, (error, data) => {
         table.delete({ TableName: 'orders', Key: {} }, callback);
       });
     };`,
    ['s3 HeadObject Bucket={BUCKET}', 'dynamodb DeleteItem TableName=orders'],
  ),
  cjs(
    'a client of version 2 that X-Ray traces',
    `const AWSXRay = require('aws-xray-sdk');
     const AWS = AWSXRay.captureAWS(require('aws-sdk'));
     const sns = new AWS.SNS();
     const lambda = AWSXRay.captureAWSClient(new AWS.Lambda());
     exports.handler = async () => {
       await sns.publish({ TopicArn: process.env.TOPIC, Message: 'x' }).promise();
       await lambda.invoke({ FunctionName: 'next', Payload: '' }).promise();
     };`,
    ['sns Publish TopicArn={TOPIC}', 'lambda Invoke FunctionName=next'],
  ),
  cjs(
    'a waiter of version 2',
    `const { DynamoDB, EC2 } = require('aws-sdk');
     exports.handler = async () => {
       await new DynamoDB().waitFor('tableExists', { TableName: 'orders' }).promise();
       return new EC2({ region: 'eu-west-1' }).describeInstances().promise();
     };`,
    ['dynamodb DescribeTable TableName=orders', 'ec2 DescribeInstances'],
  ),
  // Version 3 within the file, by which form its releases give to a command.
  cjs(
    'commands of the releases that build them',
    `class Client { constructor(config) { this.config = config; this.middlewareStack = stack(); } send(command) { return command.resolveMiddleware(this.middlewareStack); } }
     class t extends Client { constructor(c) { super(c); this.middlewareStack.use(plugin(this.config)); } }
     var Command = class { static classBuilder() { return new Builder(); } };
     var a = class extends Command.classBuilder().ep({}).m(function (C, cs) { return []; }).s("AmazonSQS", "SendMessage", {}).n("SQSClient", "SendMessageCommand").f(void 0, void 0).build() {};
     var b = class extends Command.classBuilder().ep({}).s("AmazonSQS", "PurgeQueue", {}).n("SQSClient", "PurgeQueueCommand").build() {};
     var q = new t({});
     exports.handler = async (e) => q.send(new a({ QueueUrl: process.env.QUEUE_URL, MessageBody: e.body }));`,
    ['sqs SendMessage QueueUrl={QUEUE_URL}'],
  ),
  cjs(
    'commands of the first releases, and their wrappers for documents',
    `class t extends Base { constructor(c) { super(c); this.middlewareStack.use(plugin(c)); } }
     class a extends Command {
       constructor(input) { super(); this.input = input; }
       resolveMiddleware(stack, config) { const o = { clientName: "DynamoDBClient", commandName: "GetItemCommand" }; return stack.resolve(o); }
     }
     class d extends Command {
       constructor(input) { super(); this.input = input; this.clientCommand = new a(this.input); }
       resolveMiddleware(stack) { return this.clientCommand.resolveMiddleware(stack); }
     }
     const c = new t({});
     exports.handler = async (e) => c.send(new d({ TableName: 'orders', Key: { id: e.id } }));`,
    ['dynamodb GetItem TableName=orders'],
  ),
  cjs(
    'commands that were compiled for engines without classes',
    `var t = (function (_super) { __extends(S3Client, _super); function S3Client(c) { var _this = _super.call(this, c) || this; _this.middlewareStack.use(plugin(c)); return _this; } return S3Client; }(Base));
     var a = (function (_super) {
       __extends(HeadObjectCommand, _super);
       function HeadObjectCommand(input) { var _this = _super.call(this) || this; _this.input = input; return _this; }
       HeadObjectCommand.prototype.resolveMiddleware = function (stack) { var clientName = "S3Client"; var commandName = "HeadObjectCommand"; return stack.resolve(clientName, commandName); };
       return HeadObjectCommand;
     }(Command));
     var s = new t({});
     exports.handler = function (e) { return s.send(new a({ Bucket: process.env.BUCKET, Key: e.key })); };`,
    ['s3 HeadObject Bucket={BUCKET}'],
  ),
  // Where calls stand in the code.
  cjs(
    'a class that its module exports by default, as esbuild bundles it',
    `var import_aws_sdk = require("aws-sdk");
     var Orders = class {
       constructor(client) { this.client = client; }
       client;
       async one(id) { return this.client.get({ TableName: process.env.TABLE, Key: { id } }).promise(); }
       async put(Item) { return this.client.put({ TableName: process.env.TABLE, Item }).promise(); }
     };
     var Orders_default = Orders;
     var orders = new Orders_default(new import_aws_sdk.DynamoDB.DocumentClient());
     exports.handler = async (event) => orders.one(event.id);`,
    ['dynamodb GetItem TableName={TABLE}'],
  ),
  {
    name: 'a repository in another file, by its methods',
    files: {
      'index.mjs': `import { OrderRepository } from './lib/orders.mjs';
        const orders = new OrderRepository();
        export const handler = async (event) => orders.get(event.id);`,
      'lib/orders.mjs': `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
        import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
        import { config } from './config.mjs';
        export class OrderRepository {
          constructor() { this.client = DynamoDBDocumentClient.from(new DynamoDBClient({})); }
          async get(id) { return this.client.send(new GetCommand({ TableName: config.tableName, Key: { id } })); }
          async put(order) { return this.client.send(new PutCommand({ TableName: config.tableName, Item: order })); }
        }`,
      'lib/config.mjs': `export const config = { tableName: process.env.ORDERS_TABLE || 'orders' };`,
    },
    calls: ['dynamodb GetItem TableName={ORDERS_TABLE:orders}'],
  },
  {
    name: 'one of several handlers of a file',
    files: {
      'orders.js': `const { DynamoDBClient, GetItemCommand, PutItemCommand, DeleteItemCommand } = require('@aws-sdk/client-dynamodb');
        const client = new DynamoDBClient({});
        const { TABLE_NAME: TableName } = process.env;
        const remove = async (id) => client.send(new DeleteItemCommand({ TableName, Key: id }));
        exports.get = async (event) => client.send(new GetItemCommand({ TableName, Key: event.id }));
        exports.put = async (event) => client.send(new PutItemCommand({ TableName, Item: event.id }));
        exports.remove = async (event) => { const cache = new Map(); cache.get('x'); return remove(event.id); };`,
    },
    handler: 'orders.remove',
    calls: ['dynamodb DeleteItem TableName={TABLE_NAME}'],
  },
  {
    name: 'one of several wrapped handlers of a file',
    files: {
      'orders.mjs': `import middy from '@middy/core';
        import { SQSClient, SendMessageCommand, DeleteMessageCommand } from '@aws-sdk/client-sqs';
        const client = new SQSClient({});
        const sendOne = async () => client.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: '' }));
        export const send = middy(sendOne).use({ before: async () => {} });
        export const remove = middy(async () => client.send(new DeleteMessageCommand({ QueueUrl: process.env.QUEUE_URL })));`,
    },
    handler: 'orders.send',
    calls: ['sqs SendMessage QueueUrl={QUEUE_URL}'],
  },
  cjs(
    'what is read as the module is loaded',
    `const { SSMClient, GetParameterCommand } = require('@aws-sdk/client-ssm');
     const ssm = new SSMClient({});
     const config = ssm.send(new GetParameterCommand({ Name: '/app/config' }));
     exports.handler = async () => (await config).Parameter.Value;`,
    ['ssm GetParameter Name=/app/config'],
  ),
  cjs(
    'what no one calls',
    `const { S3 } = require('@aws-sdk/client-s3');
     const s3 = new S3({});
     function unused() { return s3.deleteObject({ Bucket: 'x', Key: 'y' }); }
     const old = async () => s3.deleteBucket({ Bucket: 'x' });
     exports.handler = async () => s3.listBuckets({});`,
    ['s3 ListBuckets'],
  ),
  cjs(
    'a name that means another thing inside',
    `const { S3 } = require('@aws-sdk/client-s3');
     const s3 = new S3({});
     function clean(s3) { return s3.deleteObject({ Bucket: 'x' }); }
     exports.handler = async (event) => { clean({ deleteObject() {} }); { const s3 = new Map(); s3.getObject('x'); } return s3.listBuckets({}); };`,
    ['s3 ListBuckets'],
  ),
  cjs(
    'a table of functions',
    `const { SQSClient, SendMessageCommand, PurgeQueueCommand } = require('@aws-sdk/client-sqs');
     const client = new SQSClient({});
     const actions = {
       send: (event) => client.send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: event.body })),
       purge: () => client.send(new PurgeQueueCommand({ QueueUrl: 'q' })),
     };
     exports.handler = async (event) => actions[event.action](event);`,
    ['sqs SendMessage QueueUrl=q', 'sqs PurgeQueue QueueUrl=q'],
  ),
  // What a resource is named by.
  esm(
    'constants, templates and helpers',
    `import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
     const client = new SecretsManagerClient({});
     const stage = process.env.STAGE;
     const prefix = 'orders';
     function requireEnv(name) { const value = process.env[name]; if (!value) throw new Error(name); return value; }
     const read = (SecretId) => client.send(new GetSecretValueCommand({ SecretId }));
     const other = requireEnv('OTHER_SECRET');
     export const handler = async (event) => {
       await read(\`\${prefix}/\${stage}/db\`);
       await read(prefix + '-' + event.tenant);
       await read(other);
     };`,
    ['secretsmanager GetSecretValue SecretId=orders-?|orders/{STAGE}/db|{OTHER_SECRET}'],
  ),
  esm(
    'a parameter that is set later, and one of two',
    `import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
     const client = new KinesisClient({});
     export const handler = async (event) => {
       const input = { Records: [] };
       input.StreamName = event.fast ? process.env.FAST_STREAM : 'slow';
       return client.send(new PutRecordsCommand(input));
     };`,
    ['kinesis PutRecords StreamName=slow|{FAST_STREAM}'],
  ),
  esm(
    'an event bus in each of several entries',
    `import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
     export const handler = async (event) =>
       new EventBridgeClient({}).send(new PutEventsCommand({ Entries: [
         { EventBusName: process.env.BUS_NAME, Source: 'a', DetailType: 'b', Detail: '{}' },
         { EventBusName: 'default', Source: 'a', DetailType: 'b', Detail: '{}' },
       ] }));`,
    ['events PutEvents EventBusName=default|{BUS_NAME}'],
  ),
  // Packages that call.
  esm(
    "Powertools' parameters and idempotency",
    `import { getParameter } from '@aws-lambda-powertools/parameters/ssm';
     import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
     import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
     import { makeIdempotent } from '@aws-lambda-powertools/idempotency';
     const persistenceStore = new DynamoDBPersistenceLayer({ tableName: process.env.IDEMPOTENCY_TABLE });
     const run = makeIdempotent(async () => getSecret('db'), { persistenceStore });
     export const handler = async (event) => { await getParameter('/app/flag', { maxAge: 5 }); return run(event); };`,
    [
      'ssm GetParameter Name=/app/flag',
      'secretsmanager GetSecretValue SecretId=db',
      'dynamodb GetItem TableName={IDEMPOTENCY_TABLE}',
      'dynamodb PutItem TableName={IDEMPOTENCY_TABLE}',
      'dynamodb UpdateItem TableName={IDEMPOTENCY_TABLE}',
      'dynamodb DeleteItem TableName={IDEMPOTENCY_TABLE}',
    ],
  ),
  esm(
    "a provider of Powertools' parameters, and a traced client",
    `import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
     import { Tracer } from '@aws-lambda-powertools/tracer';
     import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
     const tracer = new Tracer();
     const firehose = tracer.captureAWSv3Client(new FirehoseClient({}));
     const provider = new SSMProvider({ awsSdkV3Client: undefined });
     export const handler = async () => {
       const all = await provider.getMultiple('/app/');
       await firehose.send(new PutRecordCommand({ DeliveryStreamName: 'logs', Record: all }));
     };`,
    ['ssm GetParametersByPath Path=/app/', 'firehose PutRecord DeliveryStreamName=logs'],
  ),
  esm(
    "middy's middleware",
    `import middy from '@middy/core';
     import ssm from '@middy/ssm';
     import secrets from '@middy/secrets-manager';
     export const handler = middy(async () => 'x')
       .use(ssm({ fetchData: { host: '/db/host' } }))
       .use(secrets({ fetchData: { password: process.env.SECRET_NAME } }));`,
    ['ssm GetParameters Name=/db/host', 'secretsmanager GetSecretValue SecretId={SECRET_NAME}'],
  ),
  esm(
    "Lambda's extension for parameters and secrets",
    `export const handler = async () => {
       const headers = { 'X-Aws-Parameters-Secrets-Token': process.env.AWS_SESSION_TOKEN };
       await fetch(\`http://localhost:2773/secretsmanager/get?secretId=\${process.env.SECRET_ID}\`, { headers });
       await fetch('http://localhost:2773/systemsmanager/parameters/get?name=%2Fapp%2Fflag&withDecryption=true', { headers });
     };`,
    ['secretsmanager GetSecretValue SecretId={SECRET_ID}', 'ssm GetParameter Name=/app/flag'],
  ),
  cjs(
    'version 2 within the file',
    `var require_s3 = wrap((exports, module) => { var AWS = require_core(); var Service = AWS.Service; AWS.S3 = Service.defineService("s3", ["2006-03-01"]); module.exports = AWS.S3; });
     var S3 = require_s3();
     var s3 = new S3();
     exports.handler = async () => s3.putObject({ Bucket: process.env.BUCKET, Key: 'x' }).promise();`,
    ['s3 PutObject Bucket={BUCKET}'],
  ),
  esm(
    'a repository whose constructor has defaults',
    `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
     class Orders {
       constructor(client = new DynamoDBClient({}), table = process.env.ORDERS) { this.client = client; this.table = table; }
       async add(item) { return this.client.send(new PutItemCommand({ TableName: this.table, Item: item })); }
     }
     const orders = new Orders();
     export const handler = (event) => orders.add(event);`,
    ['dynamodb PutItem TableName={ORDERS}'],
  ),
  cjs(
    'a method that is given away',
    `const { promisify } = require('util');
     const { S3 } = require('aws-sdk');
     const s3 = new S3();
     const read = promisify(s3.getObject.bind(s3));
     exports.handler = async () => read({ Bucket: 'in', Key: 'x' });`,
    ['s3 GetObject'],
  ),
  // What cannot be read.
  cjs(
    'a client that is given to a package',
    `const { APIGateway } = require('aws-sdk');
     const { SDKAlias } = require('cfn-lambda');
     const api = new APIGateway({});
     exports.handler = SDKAlias({ api, method: 'deleteMethod' });`,
    [],
    ['apigateway: a client is given to code that is not read'],
  ),
  cjs(
    'a mapper that chooses by itself',
    `const dynamoose = require('dynamoose');
     const Order = dynamoose.model('Order', { id: String });
     exports.handler = async (event) => Order.get(event.id);`,
    [],
    ['dynamodb: dynamoose chooses by itself what it calls'],
  ),
  esm(
    'a request that is signed by hand',
    `import { SignatureV4 } from '@smithy/signature-v4';
     export const handler = async () => new SignatureV4({ service: 'execute-api', region: 'x' }).sign({});`,
    [],
    [': @smithy/signature-v4 signs requests that are made by hand'],
  ),
  cjs(
    'another role',
    `const { STSClient, AssumeRoleCommand } = require('@aws-sdk/client-sts');
     exports.handler = async () => new STSClient({}).send(new AssumeRoleCommand({ RoleArn: process.env.ROLE_ARN, RoleSessionName: 'x' }));`,
    ['sts AssumeRole RoleArn={ROLE_ARN}'],
    [`: ${otherRole}`],
  ),
  cjs(
    'a client and a method whose names are made up',
    `const AWS = require('aws-sdk');
     const s3 = new AWS.S3();
     exports.handler = async ({ service, method, params }) => {
       await s3[method](params).promise();
       return new AWS[service]()[method](params).promise();
     };`,
    [],
    [`: ${madeUp}`, `s3: ${madeUp}`],
  ),
  cjs(
    'the command line of AWS, and another program',
    `const { execSync, execFile } = require('child_process');
     exports.handler = async (event) => {
       execFile('ffmpeg', ['-i', 'x']);
       return execSync('aws s3 cp s3://a/b /tmp/b');
     };`,
    [],
    [': the program aws is run, which may call AWS'],
  ),
  esm(
    'a text message, of which no number is kept',
    `import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
     const sns = new SNSClient({});
     export const handler = async (event) => {
       await sns.send(new PublishCommand({ PhoneNumber: event.phone, Message: 'x' }));
       return sns.send(new PublishCommand({ PhoneNumber: '+15550100', Message: 'y' }));
     };`,
    ['sns Publish PhoneNumber=?', 'sns Publish PhoneNumber=…'],
  ),
  esm(
    'a text message to a number of the environment, of which none is kept',
    `import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
     const sns = new SNSClient({});
     const PhoneNumber = process.env.OWNER ?? '+15550100';
     export const handler = () => sns.send(new PublishCommand({ PhoneNumber, Message: 'x' }));`,
    ['sns Publish PhoneNumber={OWNER}'],
  ),
  cjs(
    'nothing at all',
    `exports.handler = async (event) => ({ statusCode: 200, body: event.body });`,
    [],
  ),
];

function esm(
  name: string,
  code: string,
  calls: readonly string[],
  unresolved: readonly string[] = [],
): SdkHandler {
  return { name, files: { 'index.mjs': code }, calls, unresolved };
}

function cjs(
  name: string,
  code: string,
  calls: readonly string[],
  unresolved: readonly string[] = [],
): SdkHandler {
  return { name, files: { 'index.js': code }, calls, unresolved };
}
