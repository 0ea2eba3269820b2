import { type BuildOptions, buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { findSdkCalls } from '../../../functions/engines/javascript/index.ts';

/** Of every style that the SDK's packages have: commands, aggregated clients, documents, pages and waiters. */
const handler = `
import { S3Client, GetObjectCommand, paginateListObjectsV2, waitUntilObjectExists } from '@aws-sdk/client-s3';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { DynamoDB, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { SNS } from '@aws-sdk/client-sns';

const s3 = new S3Client({});
const sqs = new SQSClient({});
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const documents = DynamoDBDocument.from(new DynamoDB({}));
const sns = new SNS({});

class Orders {
  constructor(table) { this.table = table; }
  async add(item) { return documents.put({ TableName: this.table, Item: item }); }
  async discard(id) { return documents.delete({ TableName: this.table, Key: { id } }); }
}
const orders = new Orders(process.env.ORDERS_TABLE);

export const handler = async (event) => {
  await s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: 'x' }));
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: 'in' })) console.log(page);
  await waitUntilObjectExists({ client: s3, maxWaitTime: 1 }, { Bucket: 'out', Key: 'x' });
  await sns.publish({ TopicArn: process.env.TOPIC_ARN, Message: 'x' });
  await orders.add({ id: 1 });
  return client.send(new GetCommand({ TableName: 'customers', Key: { id: 1 } }));
};
export const other = async (event) => { await orders.discard(event.id); };
`;

const expected = [
  'dynamodb GetItem TableName=[[{"text":"customers"}]]',
  'dynamodb PutItem TableName=[[{"variable":"ORDERS_TABLE"}]]',
  's3 GetObject Bucket=[[{"variable":"BUCKET"}]]',
  's3 HeadObject Bucket=[[{"text":"out"}]]',
  's3 ListObjectsV2 Bucket=[[{"text":"in"}]]',
  'sns Publish TopicArn=[[{"variable":"TOPIC_ARN"}]]',
  'sqs SendMessage QueueUrl=[[{"variable":"QUEUE_URL"}]]',
];

/** Where npm has put the SDK. */
const resolveDir = import.meta.dirname;

describe('calls of AWS in a bundle', () => {
  it('are those of its sources', () => {
    expect(callsIn('index.mjs', handler)).toEqual(expected);
  });

  it.each(['cjs', 'esm'] as const)(
    'are the same once esbuild has bundled it as %s, whatever it shortens and from wherever it takes the SDK',
    (format) => {
      for (const mainFields of [['module', 'main'], ['main']]) {
        const isShort = mainFields.length === 1;
        const code = built({ format, minify: isShort, mainFields, keepNames: isShort });

        expect(callsIn(format === 'cjs' ? 'index.js' : 'index.mjs', code)).toEqual(expected);
      }
    },
    60_000,
  );

  it.each([true, false])('are unknown where a client is not followed: minified %s', (minify) => {
    const code = built({ format: 'cjs', minify }, unfollowed);

    expect(callsIn('index.js', code)).toEqual([
      '? a client may be called where it is not followed',
    ]);
  });
});

const unfollowed = `
import { SNS } from '@aws-sdk/client-sns';
const clients = new Map([['sns', new SNS({})]]);
export const handler = async () => clients.get('sns').listTopics({});
`;

function built(options: BuildOptions, contents = handler): string {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir, sourcefile: 'index.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    write: false,
    logLevel: 'error',
    ...options,
  });

  return outputFiles?.[0]?.text ?? '';
}

function callsIn(path: string, code: string): readonly string[] {
  const { calls, unresolved } = findSdkCalls({
    files: new Map([[path, code]]),
    handler: 'index.handler',
  });
  const shown = calls.map(({ service, operation, resources }) =>
    [
      service,
      operation,
      ...resources.map(({ parameter, values }) => `${parameter}=${JSON.stringify(values)}`),
    ].join(' '),
  );

  return [...new Set([...shown, ...unresolved.map(({ reason }) => `? ${reason}`)])].toSorted();
}
