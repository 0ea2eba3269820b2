// Secrets of the function's own that are written to its log, or sent to its callers.
const AWS = require('aws-sdk');
const express = require('express');
const serverless = require('serverless-http');
const { SecretsManagerClient, GetSecretValueCommand } = require('@aws-sdk/client-secrets-manager');
const { SSMClient, GetParameterCommand } = require('@aws-sdk/client-ssm');
const { Logger } = require('@aws-lambda-powertools/logger');
const { Pool } = require('pg');
const { createHmac } = require('crypto');
const nodemailer = require('nodemailer');
const axios = require('axios');
const { env } = require('process');

const { DB_PASSWORD, STAGE, SLACK_BOT_TOKEN: slackToken = '' } = process.env;
const vault = new SecretsManagerClient({});
const oldVault = new AWS.SecretsManager();
const parameters = new SSMClient({});
const logger = new Logger();

exports.byName = async () => {
  console.log('SMTP_USER', process.env.SMTP_USER); // good
  console.log('SMTP_PASSWORD', process.env.SMTP_PASSWORD); // bad
  console.log(`connecting with ${DB_PASSWORD}`); // bad
  logger.debug('slack', { token: slackToken }); // bad
  console.log('stage', STAGE); // good
  console.log(process.env.AZURE_STORAGE_CONNECTION_STRING); // bad
};

exports.inSettings = async () => {
  const config = {
    host: process.env.DB_HOST,
    user: process.env.DB_USER,
    password: process.env.DB_PASSWORD,
  };
  console.log('config', config); // bad
  console.log('config', JSON.stringify(config, null, 2)); // bad
  console.log('host', config.host); // good
  console.log({ ...config, password: '***' }); // good
  const pool = new Pool(config);
  console.log(pool.totalCount); // good
};

exports.inHeaders = async () => {
  const options = { headers: { Authorization: `Bearer ${process.env.GITHUB_TOKEN}` } };
  console.info(options); // bad
  const response = await axios.get('https://api.github.com/user', options);
  console.info(response.data); // good
};

exports.all = async () => {
  console.log('ENVIRONMENT VARIABLES\n' + JSON.stringify(process.env, null, 2)); // bad
  console.log(process.env); // bad
  console.log({ ...process.env }); // bad
  console.log(Object.keys(process.env)); // good
  for (const name in process.env) console.log(name); // good
  Object.entries(process.env).forEach(([name]) => console.log(name)); // good
  const { AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, ...others } = process.env;
  console.log(others); // good
  console.log({ ...process.env, AWS_SECRET_ACCESS_KEY: '***', AWS_SESSION_TOKEN: '***' }); // good
};

exports.fromVault = async () => {
  const answer = await vault.send(new GetSecretValueCommand({ SecretId: process.env.SECRET_ARN }));
  console.log(answer); // bad
  console.log('secret', answer.SecretString); // bad
  console.log(answer.VersionId, answer.ARN); // good
  const { host, username, password } = JSON.parse(answer.SecretString);
  console.log(host, username); // good
  console.log(password); // bad
  console.log(Object.keys(JSON.parse(answer.SecretString))); // good
};

exports.fromOldVault = async () => {
  const data = await oldVault.getSecretValue({ SecretId: 'db' }).promise();
  console.log(data.Name); // good
  console.log(data); // bad
  const secret = readSecret(data);
  console.log('db', secret.dbname); // good
  console.log('db', secret); // bad
};

function readSecret({ SecretString }) {
  return JSON.parse(SecretString);
}

exports.fromParameters = async () => {
  const input = { Name: '/shop/db/password', WithDecryption: true };
  const { Parameter } = await parameters.send(new GetParameterCommand(input));
  console.log(Parameter.Version); // good
  console.log(Parameter.Value); // bad
  const url = await parameters.send(new GetParameterCommand({ Name: '/shop/url', WithDecryption: true }));
  console.log(url.Parameter.Value); // good
};

exports.shownInPart = async () => {
  const key = process.env.STRIPE_SECRET_KEY;
  console.log('key', !!key); // good
  console.log('key', Boolean(key)); // good
  console.log('key', key ? 'set' : 'not set'); // good
  console.log('key', key && 'set'); // good
  console.log('key', key.length); // good
  console.log('key', key.slice(0, 4)); // good
  console.log('key', `${key.substring(0, 4)}…`); // good
  console.log('key', key.replace(/./g, '*')); // good
  console.log('key', mask(key)); // good
  console.log('key', '*'.repeat(key.length)); // good
  console.log('key', createHmac('sha256', key).update('a').digest('hex')); // good
  console.log('key', typeof key, key === undefined); // good
  if (!key) console.log('no key', key); // good
};

function mask(value) {
  return value.length > 8 ? `${value.slice(0, 2)}****` : '****';
}

exports.byOtherNames = async () => {
  console.log(env.SLACK_BOT_TOKEN); // bad
  console.log(env.STAGE, Object.keys(env)); // good
  process.stdout.write(`${env.SLACK_BOT_TOKEN}\n`); // bad
  console.log(['token', env.SLACK_BOT_TOKEN].join(' ')); // bad
  console.log({ AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '', ...env }); // bad
};

exports.masked = async () => {
  const config = { url: process.env.SHOP_URL, key: process.env.SHOP_API_KEY };
  console.log(JSON.stringify(config, (name, value) => (name === 'key' ? '***' : value))); // good
  console.log(JSON.stringify(config, ['url'])); // good
  console.log(Object.entries(config).map(([name]) => name)); // good
  const copy = { ...config };
  delete copy.key;
  console.log(copy); // good
  if (process.env.AWS_SAM_LOCAL) console.log(process.env); // good
  if (process.env.IS_OFFLINE === 'true') console.log(config); // good
  const own = Object.entries(process.env).filter(([name]) => name.startsWith('SHOP_'));
  console.log(Object.fromEntries(own)); // good
};

exports.namesInVault = async () => {
  const name = process.env.DB_PASSWORD;
  console.log('reading', name); // good
  await vault.send(new GetSecretValueCommand({ SecretId: name }));
  await readNamed(process.env.CACHE_PASSWORD);
  console.log(process.env.OLDPWD); // good
};

async function readNamed(name) {
  console.log('reading', name); // good
  return vault.send(new GetSecretValueCommand({ SecretId: name }));
}

exports.given = async () => {
  const servers = [{ urls: 'turn:turn.example.com', credential: process.env.TURN_PASSWORD }];
  return { statusCode: 200, body: JSON.stringify({ servers, first: process.env.DEFAULT_PASSWORD }) }; // good
};

exports.notSecrets = async (event) => {
  console.log(process.env.SECRET_NAME, process.env.DB_SECRET_ARN, process.env.TOKEN_TABLE); // good
  console.log(process.env.DB_SECRET); // good
  console.log(process.env.PARTITION_KEY, process.env.PUBLIC_KEY, process.env.VITE_API_TOKEN); // good
  console.log(process.env.APPLICATIONINSIGHTS_CONNECTION_STRING); // good
  console.log(process.env.TOKEN_URL, process.env.PASSWORD_MIN_LENGTH); // good
  const mailer = nodemailer.createTransport({ auth: { pass: process.env.SMTP_PASSWORD } });
  console.log(await mailer.sendMail({ to: 'shop@example.com' })); // good
  const token = await exchange(process.env.CLIENT_SECRET);
  console.log(token.expires_in); // good
};

async function exchange(secret) {
  const { data } = await axios.post('https://login.example.com/token', { client_secret: secret });
  return data;
}

exports.answered = async () => {
  const config = { host: process.env.DB_HOST, password: process.env.DB_PASSWORD };
  if (STAGE === 'dev') {
    return { statusCode: 200, body: JSON.stringify({ config }) }; // bad: environment-returned
  }
  if (STAGE === 'page') {
    return { statusCode: 200, body: JSON.stringify({ mapKey: process.env.MAP_API_KEY }) }; // good
  }
  const { SecretString } = await vault.send(new GetSecretValueCommand({ SecretId: 'db' }));
  if (STAGE === 'test') {
    return { statusCode: 200, body: SecretString }; // bad: environment-returned
  }
  const { host } = JSON.parse(SecretString);
  return { statusCode: 200, body: JSON.stringify({ host, stage: STAGE }) }; // good
};

const app = express();
app.get('/', (req, res) => {
  const pgConfig = { connectionString: process.env.DB_URL, password: process.env.PGPASSWORD };
  res.json({ pgConfigUsed: pgConfig }); // bad: environment-returned
});
app.get('/health', (req, res) => {
  res.json({ stage: process.env.STAGE, isSet: Boolean(process.env.PGPASSWORD) }); // good
});
exports.served = serverless(app);
