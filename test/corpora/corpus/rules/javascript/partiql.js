const { DynamoDBClient, ExecuteStatementCommand } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand, ScanCommand } = require('@aws-sdk/lib-dynamodb');
const base = new DynamoDBClient();
const documents = DynamoDBDocumentClient.from(base);

exports.handler = async (event) => {
  const { id } = event.pathParameters;

  await base.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "music" WHERE "artist" = '${id}'` })); // bad: query-injection
  await base.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM "music" WHERE "artist" = ?', Parameters: [{ S: id }] })); // good
  await documents.send(new ScanCommand({ TableName: 'music', FilterExpression: `artist = :a AND ${event.queryStringParameters.filter}`, ExpressionAttributeValues: { ':a': id } })); // bad: query-injection
  return documents.send(new GetCommand({ TableName: 'music', Key: { id } })); // good
};
