const { randomUUID } = require('crypto');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TABLE_NAME;
const answer = (statusCode, body) => ({ statusCode, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

exports.handler = async (event) => {
  const owner = event.requestContext.authorizer.claims.sub;
  const id = event.pathParameters && event.pathParameters.id;

  try {
    switch (event.httpMethod) {
      case 'GET':
        if (id) return answer(200, (await db.send(new GetCommand({ TableName, Key: { owner, id } }))).Item);
        return answer(200, (await db.send(new QueryCommand({ TableName, KeyConditionExpression: '#o = :o', ExpressionAttributeNames: { '#o': 'owner' }, ExpressionAttributeValues: { ':o': owner } }))).Items);
      case 'POST': {
        const item = { ...JSON.parse(event.body), owner, id: randomUUID() };
        await db.send(new PutCommand({ TableName, Item: item }));
        return answer(201, item);
      }
      case 'PUT': {
        const { done } = JSON.parse(event.body);
        await db.send(new UpdateCommand({ TableName, Key: { owner, id }, UpdateExpression: 'set done = :d', ExpressionAttributeValues: { ':d': done } }));
        return answer(204, {});
      }
      case 'DELETE':
        await db.send(new DeleteCommand({ TableName, Key: { owner, id } }));
        return answer(204, {});
      default:
        return answer(405, { message: `Unsupported method "${event.httpMethod}"` });
    }
  } catch (error) {
    console.error(error);
    return answer(500, { message: 'Internal error' });
  }
};
