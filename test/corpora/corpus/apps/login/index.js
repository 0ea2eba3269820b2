const crypto = require('crypto');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand, PutCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const hashPassword = (password) => crypto.createHash('md5').update(password).digest('hex'); // hole: weak-crypto

function newSessionToken() {
  return Math.random().toString(36).substring(2) + Date.now().toString(36); // hole: predictable-token
}

exports.handler = async (event) => {
  const { email, password } = JSON.parse(event.body);
  const { Item: user } = await db.send(new GetCommand({ TableName: process.env.USERS, Key: { email: `${email}` } }));

  if (!user || user.passwordHash !== hashPassword(password)) return { statusCode: 401, body: '{}' };

  const token = newSessionToken();
  await db.send(new PutCommand({ TableName: process.env.SESSIONS, Item: { token, email: user.email } }));
  return { statusCode: 200, body: JSON.stringify({ token }) };
};
