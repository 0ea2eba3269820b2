const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, UpdateCommand } = require('@aws-sdk/lib-dynamodb');
const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const data = JSON.parse(event.body);
  const names = {};
  const values = {};
  const parts = [];

  Object.keys(data).forEach((key, n) => {
    names[`#k${n}`] = key;
    values[`:v${n}`] = data[key];
    parts.push(`#k${n} = :v${n}`);
  });

  const { Attributes } = await db.send(
    new UpdateCommand({
      TableName: process.env.TABLE,
      Key: { id: event.pathParameters.id },
      UpdateExpression: 'SET ' + parts.join(', '),
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ReturnValues: 'ALL_NEW',
    }),
  );
  return { statusCode: 200, body: JSON.stringify(Attributes) };
};
