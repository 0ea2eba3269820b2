import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalCloud } from '../../local/local-cloud.ts';

/** What the functions of the shop, and of some templates, read and write. */
export async function seedShopData(cloud: LocalCloud): Promise<void> {
  const { client } = cloud;
  const dynamo = new DynamoDBClient(client);
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const sqs = new SQSClient(client);
  const withObject = async (Bucket: string, Key: string, Body: string) => {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  };

  await Promise.all([
    dynamo.send(tableBy('shop-loyalty-cards', 'customer')),
    dynamo.send(tableBy('shop-parcels', 'id')),
    dynamo.send(tableBy('shop-products', 'id', { index: 'byCategory', by: 'category' })),
    dynamo.send(tableBy('shop-thermostats', 'room')),
    withObject('shop-pages', 'category.html', 'COUNT books'),
    withObject('shop-data', 'sold.csv', 'one\ntwo'),
    // Of the templates. A secret that is not there has no ARN for a policy to meet, and of a bucket
    // that is not there, S3 says so before it asks what a role may.
    ...['shop/db', 'shop/payments'].map((Name) =>
      new SecretsManagerClient({ ...client, region: 'eu-west-1' }).send(
        new CreateSecretCommand({ Name, SecretString: '{"password":"a"}' }),
      ),
    ),
    withObject('photos', 'a.jpg', 'a'),
    withObject('reports-prod', 'a/b', 'a'),
    withObject('thumbs', 'b.jpg', 'b'),
    sqs.send(new CreateQueueCommand({ QueueName: 'shop-arrivals' })),
    sqs.send(new CreateQueueCommand({ QueueName: 'shop-invoices' })),
    new SNSClient(client).send(new CreateTopicCommand({ Name: 'shop-news' })),
    new SecretsManagerClient(client).send(
      new CreateSecretCommand({ Name: 'shop/carrier', SecretString: '{"name":"fast"}' }),
    ),
    seedParameter(cloud, '/shop/carrier', 'fast'),
  ]);
}

/** Of Parameter Store, for which the project has no client. */
async function seedParameter(
  { direct, account, region }: LocalCloud,
  Name: string,
  Value: string,
): Promise<void> {
  const { ok, status } = await fetch(direct, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonSSM.PutParameter',
      authorization: `AWS4-HMAC-SHA256 Credential=${account}/20261128/${region}/ssm/aws4_request, SignedHeaders=host, Signature=00`,
    },
    body: JSON.stringify({ Name, Value, Type: 'String' }),
  });

  if (!ok) throw new Error(`the parameter ${Name} was not taken: ${status}`);
}

function tableBy(
  TableName: string,
  key: string,
  further?: { readonly index: string; readonly by: string },
) {
  const keys = [key, ...(further ? [further.by] : [])];

  return new CreateTableCommand({
    TableName,
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    BillingMode: 'PAY_PER_REQUEST',
    ...(further && {
      GlobalSecondaryIndexes: [
        {
          IndexName: further.index,
          KeySchema: [{ AttributeName: further.by, KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  });
}
