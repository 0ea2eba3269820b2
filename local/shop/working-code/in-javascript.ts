/** Adds points to a customer's card, and announces who has very many. */
export const addsPoints = `const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');
const { DynamoDBDocumentClient, GetCommand, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const cards = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const topics = new SNSClient({});
const TableName = process.env.CARDS_TABLE;

exports.handler = async ({ Records = [] }) => {
  for (const { Sns } of Records) {
    const { customer, points } = JSON.parse(Sns.Message);
    const Key = { customer };
    await cards.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: 'ADD points :points',
        ExpressionAttributeValues: { ':points': Number(points) },
      }),
    );
    const { Item } = await cards.send(new GetCommand({ TableName, Key }));
    if (Item.points > 1000) {
      await topics.send(
        new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Message: 'a loyal customer' }),
      );
    }
  }
};
`;

/** Sets how warm a room is to be, as a message says. */
export const setsHeat = `const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const rooms = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async ({ room, celsius }) => {
  await rooms.send(
    new UpdateCommand({
      TableName: process.env.ROOMS_TABLE,
      Key: { room },
      UpdateExpression: 'SET celsius = :celsius',
      ExpressionAttributeValues: { ':celsius': Number(celsius) },
    }),
  );
};
`;

/** Answers with the page of a category, from a table and a bucket. */
export const rendersPages = `const { DynamoDB } = require('@aws-sdk/client-dynamodb');
const { GetObjectCommand, S3Client } = require('@aws-sdk/client-s3');

const database = new DynamoDB({});
const storage = new S3Client({});

async function template(name) {
  const { Body } = await storage.send(
    new GetObjectCommand({ Bucket: process.env.PAGES_BUCKET, Key: name }),
  );
  return Body.transformToString();
}

exports.handler = async () => {
  const { Items = [] } = await database.query({
    TableName: process.env.PRODUCTS_TABLE,
    IndexName: 'byCategory',
    KeyConditionExpression: 'category = :category',
    ExpressionAttributeValues: { ':category': { S: 'books' } },
  });
  const page = await template('category.html');
  return { statusCode: 200, body: page.replace('COUNT', String(Items.length)) };
};
`;

/** Signs in to a carrier, whose key is in Secrets Manager, and queues what has arrived. */
export const tracksParcels = `const { GetSecretValueCommand, SecretsManagerClient } = require('@aws-sdk/client-secrets-manager');
const { SendMessageCommand, SQSClient } = require('@aws-sdk/client-sqs');

const secrets = new SecretsManagerClient({});
const queues = new SQSClient({});
let carrier;

async function signedIn() {
  const { SecretString } = await secrets.send(
    new GetSecretValueCommand({ SecretId: process.env.CARRIER_SECRET }),
  );
  return JSON.parse(SecretString).name;
}

exports.handler = async ({ parcels = ['none'] }) => {
  carrier = carrier || (await signedIn());
  for (const parcel of parcels) {
    await queues.send(
      new SendMessageCommand({
        QueueUrl: process.env.ARRIVALS_URL,
        MessageBody: JSON.stringify({ parcel, carrier }),
      }),
    );
  }
  return { statusCode: 200, body: String(parcels.length) };
};
`;
