const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');
const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { Item } = await db.send(new GetCommand({ TableName: process.env.LINKS, Key: { slug: event.pathParameters.slug } }));
  if (!Item) return { statusCode: 404, body: 'no such link' };
  return { statusCode: 302, headers: { Location: Item.url } };
};
