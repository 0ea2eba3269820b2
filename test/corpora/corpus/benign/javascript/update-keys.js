const AWS = require('aws-sdk');
const dynamo = new AWS.DynamoDB.DocumentClient();

module.exports.update = async (event) => {
  const data = JSON.parse(event.body);
  if (typeof data.text !== 'string' || typeof data.checked !== 'boolean') return { statusCode: 400, body: "Couldn't update the todo item." };

  const params = {
    TableName: process.env.DYNAMODB_TABLE,
    Key: { id: event.pathParameters.id },
    ExpressionAttributeNames: { '#todo_text': 'text' },
    ExpressionAttributeValues: { ':text': data.text, ':checked': data.checked, ':updatedAt': new Date().getTime() },
    UpdateExpression: 'SET #todo_text = :text, checked = :checked, updatedAt = :updatedAt',
    ReturnValues: 'ALL_NEW',
  };
  const { Attributes } = await dynamo.update(params).promise();
  return { statusCode: 200, body: JSON.stringify(Attributes) };
};
module.exports.handler = module.exports.update;
