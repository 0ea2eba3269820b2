const AWS = require('aws-sdk');
const dynamodb = new AWS.DynamoDB();

exports.handler = async (event) => {
  const orderId = Math.floor(Math.random() * 1000000).toString();
  const color = '#' + Math.floor(Math.random() * 16777215).toString(16);
  const delay = Math.random() > 0.5 ? 1 : 2;
  await dynamodb.putItem({ TableName: 'rides', Item: { RideId: { S: orderId }, Color: { S: color }, Delay: { N: String(delay) } } }).promise();
  return { statusCode: 201, body: JSON.stringify({ orderId }) };
};
