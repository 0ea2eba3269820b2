const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, UpdateCommand } = require('@aws-sdk/lib-dynamodb');
const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  const keys = Object.keys(body);
  await db.send(new UpdateCommand({
    TableName: process.env.TABLE,
    Key: { id: event.pathParameters.id },
    UpdateExpression: `SET ${keys.map((_, i) => `#field${i} = :value${i}`).join(', ')}`,
    ExpressionAttributeNames: keys.reduce((all, key, i) => ({ ...all, [`#field${i}`]: key }), {}),
    ExpressionAttributeValues: keys.reduce((all, key, i) => ({ ...all, [`:value${i}`]: body[key] }), {}),
  }));
  return { statusCode: 204 };
};
