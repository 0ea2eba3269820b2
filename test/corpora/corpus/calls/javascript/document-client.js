const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { BatchWriteCommand, DynamoDBDocumentClient, GetCommand, TransactWriteCommand, paginateQuery } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });
const TableName = process.env.TABLE;

exports.handler = async ({ id }) => {
  const { Item } = await db.send(new GetCommand({ TableName, Key: { id } }));
  for await (const { Items } of paginateQuery({ client: db }, { TableName, IndexName: 'by-owner', KeyConditionExpression: 'o = :o', ExpressionAttributeValues: { ':o': Item.owner } })) {
    await db.send(new BatchWriteCommand({ RequestItems: { [TableName]: Items.map((Item) => ({ PutRequest: { Item } })) } }));
  }
  await db.send(new TransactWriteCommand({ TransactItems: [{ Update: { TableName, Key: { id }, UpdateExpression: 'set n = n + 1' } }] }));
};
