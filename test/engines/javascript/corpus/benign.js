const crypto = require('crypto');
const fs = require('fs');
const https = require('https');
const url = require('url');
const path = require('path');
const axios = require('axios');
const jwt = require('jsonwebtoken');
const AWS = require('aws-sdk');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } = require('@aws-sdk/lib-dynamodb');
const { S3Client, GetObjectCommand, PutObjectCommand } = require('@aws-sdk/client-s3');
const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');
const { SFNClient, StartExecutionCommand } = require('@aws-sdk/client-sfn');

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const s3 = new S3Client({});
const steps = new SFNClient({});
let connection;

exports.crud = async (event) => {
  const { httpMethod, pathParameters, queryStringParameters } = event;
  switch (httpMethod) {
    case 'GET':
      return answer(200, await documents.send(new GetCommand({ TableName: process.env.TABLE, Key: { id: pathParameters.id } }))); // good
    case 'POST': {
      const item = { id: crypto.randomUUID(), ...JSON.parse(event.body), createdAt: Date.now() };
      await documents.send(new PutCommand({ TableName: process.env.TABLE, Item: item })); // good
      return answer(201, item, { Location: `/items/${item.id}` }); // good
    }
    default:
      return answer(200, await documents.send(new QueryCommand({
        TableName: process.env.TABLE,
        KeyConditionExpression: 'pk = :pk', // good
        ExpressionAttributeValues: { ':pk': queryStringParameters.pk },
      })));
  }
};

function answer(statusCode, body, headers = {}) {
  return { statusCode, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) }; // good
}

exports.update = async (event) => {
  const body = JSON.parse(event.body);
  const keys = Object.keys(body);
  const names = Object.fromEntries(keys.map((key) => [`#${key}`, key]));
  const values = Object.fromEntries(keys.map((key) => [`:${key}`, body[key]]));
  return new AWS.DynamoDB.DocumentClient().update({
    TableName: process.env.TABLE,
    Key: { id: event.pathParameters.id },
    UpdateExpression: `SET ${keys.map((key) => `#${key} = :${key}`).join(', ')}`, // good
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  }).promise();
};

exports.signed = async (event) => {
  const key = `uploads/${event.queryStringParameters.name}`;
  const target = await getSignedUrl(s3, new PutObjectCommand({ Bucket: process.env.BUCKET, Key: key })); // good
  return { statusCode: 307, headers: { Location: target } }; // good
};

exports.webhook = async (event) => {
  const signature = crypto.createHmac('sha256', process.env.SECRET).update(event.body).digest('hex'); // good
  const given = event.headers['x-hub-signature-256'] ?? '';
  if (!crypto.timingSafeEqual(Buffer.from(given), Buffer.from(`sha256=${signature}`))) return { statusCode: 401 };
  await steps.send(new StartExecutionCommand({ stateMachineArn: process.env.MACHINE, input: event.body })); // good
  return { statusCode: 202 };
};

exports.slack = async (event) => {
  const { text } = JSON.parse(event.Records[0].Sns.Message);
  await axios.post(process.env.SLACK_URL, { text }); // good
  await axios.post(`https://api.telegram.org/bot${process.env.TOKEN}/sendMessage`, { text }); // good
  const request = https.request({ hostname: 'hooks.slack.com', path: process.env.SLACK_PATH, method: 'POST' }); // good
  request.write(JSON.stringify({ text }));
  request.end();
};

exports.customResource = (event, context) => {
  const body = JSON.stringify({ Status: 'SUCCESS', StackId: event.StackId, RequestId: event.RequestId });
  const target = url.parse(event.ResponseURL);
  const request = https.request({ hostname: target.hostname, port: 443, path: target.path, method: 'PUT' }, () => context.done()); // good
  request.write(body);
  request.end();
  return axios.get(event.ResourceProperties.Url); // good
};

exports.authorizer = async (event) => {
  const token = event.authorizationToken.replace('Bearer ', '');
  const header = jwt.decode(token, { complete: true }).header; // good
  const key = await keyOf(header.kid);
  const claims = jwt.verify(token, key, { algorithms: ['RS256'] }); // good
  return { principalId: claims.sub, policyDocument: policyOf('Allow', event.methodArn) };
};

function policyOf(effect, resource) {
  return { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }] };
}

exports.socket = async (event) => {
  const { connectionId, domainName, stage } = event.requestContext;
  const api = new AWS.ApiGatewayManagementApi({ endpoint: `${domainName}/${stage}` }); // good
  await api.postToConnection({ ConnectionId: connectionId, Data: event.body }).promise();
  await axios.post(`https://${domainName}/${stage}/@connections/${connectionId}`, event.body); // good
};

exports.thumbnail = async (event) => {
  const { bucket, object } = event.Records[0].s3;
  const key = decodeURIComponent(object.key.replace(/\+/g, ' '));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: key })); // good
  const file = path.join('/tmp', path.basename(key));
  fs.writeFileSync(file, await Body.transformToByteArray()); // good
  const extension = path.extname(key).slice(1);
  if (!['png', 'jpg'].includes(extension)) return;
  fs.renameSync(file, `/tmp/out.${extension}`); // good
};

exports.edge = async (event) => {
  const { request } = event.Records[0].cf;
  if (request.headers.host[0].value.startsWith('www.')) {
    return { status: '301', headers: { location: [{ key: 'Location', value: 'https://example.com' + request.uri }] } }; // good
  }
  request.uri = request.uri.replace(/\/$/, '/index.html');
  return request;
};

exports.redirect = async (event) => ({
  statusCode: 301,
  headers: { Location: `https://${event.headers.Host}/${event.requestContext.stage}/home` }, // good
});

exports.page = async (event) => {
  const template = fs.readFileSync(path.join(__dirname, 'index.html'), 'utf8'); // good
  return { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: template.replace('{{stage}}', process.env.STAGE) }; // good
};

exports.database = async (event) => {
  connection ??= await require('mysql2/promise').createConnection({ host: process.env.HOST, ssl: { ca: process.env.CA } }); // good
  const { limit = '10', offset } = event.queryStringParameters;
  const size = Math.min(Number.parseInt(limit, 10), 100);
  const [rows] = await connection.execute(`SELECT * FROM items LIMIT ${size}`); // good
  const [more] = await connection.execute('SELECT * FROM items LIMIT ? OFFSET ?', [size, offset]); // good
  const marks = event.ids.map(() => '?').join(', ');
  await connection.execute(`SELECT * FROM items WHERE id IN (${marks})`, event.ids); // good
  return { statusCode: 200, body: JSON.stringify([...rows, ...more]) };
};

exports.cached = async (event) => {
  const etag = `"${crypto.createHash('md5').update(JSON.stringify(event.rawPath)).digest('hex')}"`; // good
  const id = `${Date.now()}-${Math.random().toString(36).slice(2)}`; // good
  return { statusCode: 200, headers: { ETag: etag }, body: JSON.stringify({ id }) };
};

exports.cognito = async (event) => {
  event.response.emailMessage = `<p>Hello ${event.request.userAttributes.name}, your code is ${event.request.codeParameter}</p>`; // good
  return event;
};

exports.tasks = async (event) => {
  const tasks = { clean: async () => 1, report: async (input) => input.length };
  const task = tasks[event.task];
  if (!task) throw new Error(`unknown task ${event.task}`);
  return task(event.input); // good
};
