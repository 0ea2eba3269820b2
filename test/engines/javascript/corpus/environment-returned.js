// Answers that hold all of the environment, and with it the credentials of the role.
const express = require('express');
const { env } = require('process');
const { spawn } = require('child_process');
const serverless = require('serverless-http');

exports.inBody = async (event, context) => {
  return {
    statusCode: 200,
    body: JSON.stringify({ event: event.path, memory: context.memoryLimitInMB, test: process.env }), // bad
  };
};

exports.byNames = async () => {
  const all = process.env;
  const data = { version: 1, ...all };
  const body = JSON.stringify(data, null, 2); // bad
  return { statusCode: 200, headers: {}, body };
};

exports.imported = (event, context, callback) => {
  const response = { statusCode: 200 };
  response.body = JSON.stringify([env]); // bad
  callback(null, response);
};

exports.filled = async () => {
  const data = {};
  data.env = process.env;
  const response = { statusCode: 200, body: `${JSON.stringify(data)}\n` }; // bad
  return response;
};

exports.encoded = async () => ({
  statusCode: 200,
  isBase64Encoded: true,
  body: Buffer.from(JSON.stringify(Object.entries(process.env))).toString('base64'), // bad
});

const app = express();
app.get('/env', (req, res) => {
  res.status(200).json({ env: process.env }); // bad
});
app.get('/stage', (req, res) => {
  res.json({ stage: process.env.STAGE }); // good
});
exports.app = serverless(app);

exports.named = async () => {
  const { STAGE, ...others } = process.env;
  console.log(JSON.stringify(process.env)); // bad: secret-in-log
  spawn('ls', { env: process.env }); // good
  const settings = JSON.stringify({ ...process.env }); // good
  await fetch('https://api.example.com', { method: 'POST', body: settings });
  const shown = JSON.stringify(process.env, ['STAGE', 'VERSION']); // good
  const rest = JSON.stringify({ count: Object.keys(process.env).length, others: Object.keys(others) }); // good
  return { statusCode: 200, body: JSON.stringify({ stage: STAGE, region: process.env.AWS_REGION, shown, rest }) }; // good
};

exports.withoutKeys = async () => {
  const env = { ...process.env };
  delete env.AWS_SECRET_ACCESS_KEY;
  delete env.AWS_SESSION_TOKEN;
  return { statusCode: 200, body: JSON.stringify(env) }; // good
};

exports.keysHidden = async () => {
  const hidden = { ...process.env, AWS_SECRET_ACCESS_KEY: undefined, AWS_SESSION_TOKEN: undefined };
  const body = JSON.stringify({ hidden }); // good
  return { statusCode: 200, body };
};

exports.otherDeleted = async () => {
  const all = { AWS_SESSION_TOKEN: '', ...process.env };
  delete all.PATH;
  return { statusCode: 200, body: JSON.stringify(all) }; // bad
};

exports.sentOn = async () => {
  await client.invoke({
    FunctionName: 'log',
    Payload: JSON.stringify({ statusCode: 1, body: JSON.stringify(process.env) }), // good
  });
  return 1;
};
