const { DynamoDB } = require('@aws-sdk/client-dynamodb');
const { marshall } = require('@aws-sdk/util-dynamodb');

const dynamodb = new DynamoDB();
const TABLES = { order: process.env.ORDERS, user: process.env.USERS };

const save = (kind, item) => dynamodb.putItem({ TableName: TABLES[kind], Item: marshall(item) });

exports.handler = async ({ detail }) => {
  await save('order', detail.order);
  await save('user', detail.user);
};
