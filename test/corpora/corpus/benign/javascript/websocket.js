const { ApiGatewayManagementApiClient, PostToConnectionCommand } = require('@aws-sdk/client-apigatewaymanagementapi');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, ScanCommand, DeleteCommand, PutCommand } = require('@aws-sdk/lib-dynamodb');
const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.CONNECTIONS;

exports.handler = async (event) => {
  const { connectionId, routeKey, domainName, stage } = event.requestContext;
  if (routeKey === '$connect') await db.send(new PutCommand({ TableName, Item: { connectionId } }));
  if (routeKey === '$disconnect') await db.send(new DeleteCommand({ TableName, Key: { connectionId } }));
  if (routeKey === 'send') {
    const api = new ApiGatewayManagementApiClient({ endpoint: `https://${domainName}/${stage}` });
    const { Items } = await db.send(new ScanCommand({ TableName, ProjectionExpression: 'connectionId' }));
    await Promise.all(Items.map(({ connectionId: to }) => api.send(new PostToConnectionCommand({ ConnectionId: to, Data: JSON.parse(event.body).text }))));
  }
  return { statusCode: 200 };
};
