/** A handler with a fault of each kind, as teams write them. */
export const weakInJavaScript = `const { exec } = require('node:child_process');
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const https = require('node:https');
const { Client } = require('pg');
const serialize = require('node-serialize');

const agent = new https.Agent({ rejectUnauthorized: false });

exports.handler = async (event) => {
  console.log(event);
  const { id, file, page, url, session, password, note, next } = JSON.parse(event.body);
  const state = serialize.unserialize(session);
  const client = new Client();
  await client.connect();

  const { rows } = await client.query("SELECT * FROM orders WHERE id = '" + id + "'");
  await client.query('DELETE FROM notes WHERE id = $1', [note]);
  exec('convert ' + file + ' /tmp/out.png');
  const template = readFileSync('templates/' + page, 'utf8');
  const response = await fetch(url);
  const passwordHash = createHash('md5').update(password).digest('hex');
  const resetToken = Math.random().toString(36).slice(2);
  if (next) return { statusCode: 302, headers: { Location: next } };

  return {
    statusCode: 200,
    headers: { 'Content-Type': 'text/html' },
    body: '<h1>' + id + '</h1>' + template.length + response.status + rows.length + passwordHash + resetToken + state + agent,
  };
};

exports.notes = async (event) => {
  const client = new Client();
  await client.connect();
  const { rows } = await client.query('SELECT * FROM notes WHERE owner = $1', [event.requestContext.authorizer.claims.sub]);

  return { statusCode: 200, body: JSON.stringify(rows) };
};
`;

/** The kinds that are in it. */
export const kindsInJavaScript = [
  'broken-object-authorization',
  'command-injection',
  'logs-whole-event',
  'open-redirect',
  'path-traversal',
  'predictable-token',
  'query-injection',
  'server-side-request-forgery',
  'tls-verification-disabled',
  'unescaped-html',
  'unsafe-deserialization',
  'weak-crypto',
] as const;

/** The same handler as it should be. */
export const soundInJavaScript = `const { execFile } = require('node:child_process');
const { randomBytes, scryptSync } = require('node:crypto');
const { readFileSync } = require('node:fs');
const https = require('node:https');
const { basename, join } = require('node:path');
const { Client } = require('pg');

const agent = new https.Agent({ keepAlive: true });
const pages = new Map([['orders', '/orders'], ['account', '/account']]);

exports.handler = async (event) => {
  console.log('request', event.requestContext.requestId);
  const { id, file, page, path, password, note, next } = JSON.parse(event.body);
  const client = new Client();
  await client.connect();

  const { rows } = await client.query('SELECT * FROM orders WHERE id = $1', [id]);
  await client.query('DELETE FROM notes WHERE id = $1 AND owner = $2', [note, event.requestContext.authorizer.claims.sub]);
  execFile('convert', ['--', file, '/tmp/out.png']);
  const template = readFileSync(join('templates', basename(page)), 'utf8');
  const response = await fetch('https://rates.shop.example/' + encodeURIComponent(path));
  const passwordHash = scryptSync(password, randomBytes(16), 64).toString('hex');
  const resetToken = randomBytes(32).toString('base64url');
  if (next) return { statusCode: 302, headers: { Location: pages.get(next) ?? '/' } };

  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id, size: template.length, status: response.status, rows, passwordHash, resetToken, agent }),
  };
};

exports.notes = async (event) => {
  const client = new Client();
  await client.connect();
  const { rows } = await client.query('SELECT * FROM notes WHERE owner = $1', [event.requestContext.authorizer.claims.sub]);

  return { statusCode: 200, body: JSON.stringify(rows) };
};
`;

/** A handler with the milder faults, as teams write them. */
export const careless = `const { execSync } = require('node:child_process');
const { BedrockRuntimeClient, ConverseCommand } = require('@aws-sdk/client-bedrock-runtime');

execSync('npm install --prefix /tmp left-pad');

const bedrock = new BedrockRuntimeClient();
let lastQuestion;

exports.handler = async (event) => {
  try {
    const { question, echo, name } = JSON.parse(event.body);
    console.log('answering with', process.env.DESK_API_TOKEN);
    const before = lastQuestion;
    lastQuestion = question;
    if (echo === 'settings') return { statusCode: 200, body: JSON.stringify({ settings: process.env }) };
    if (echo) return { statusCode: 200, body: JSON.stringify(event) };

    const answer = await bedrock.send(
      new ConverseCommand({
        modelId: process.env.MODEL,
        messages: [{ role: 'user', content: [{ text: 'Answer as our support desk does: ' + question }] }],
      }),
    );
    const record = JSON.parse('{"role":"customer","name":"' + name + '"}');
    return { statusCode: 200, body: JSON.stringify({ answer, record, before }) };
  } catch (error) {
    return { statusCode: 500, body: error.stack };
  }
};
`;

/** The kinds that are in it. */
export const carelessKinds = [
  'error-details-returned',
  'event-returned',
  'json-injection',
  'prompt-injection',
  'secret-in-log',
  'state-between-invocations',
  'unpinned-install',
] as const;

/** The same handler as it should be. */
export const careful = `const { BedrockRuntimeClient, ConverseCommand } = require('@aws-sdk/client-bedrock-runtime');

const bedrock = new BedrockRuntimeClient();

exports.handler = async (event) => {
  try {
    const { question, name } = JSON.parse(event.body);
    console.log('token is set:', Boolean(process.env.DESK_API_TOKEN));
    const answer = await bedrock.send(
      new ConverseCommand({
        modelId: process.env.MODEL,
        system: [{ text: 'Answer as our support desk does.' }],
        messages: [{ role: 'user', content: [{ text: question }] }],
      }),
    );
    const record = { role: 'customer', name };
    return { statusCode: 200, body: JSON.stringify({ answer, record }) };
  } catch (error) {
    console.error('no answer', error.name);
    return { statusCode: 500, body: 'no answer: ' + event.requestContext.requestId };
  }
};
`;

/** An application of Express, before it is bundled. */
export const weakExpressApp = `import express from 'express';
import serverless from 'serverless-http';
import { exec } from 'node:child_process';
import mysql from 'mysql2/promise';

const app = express();
const pool = mysql.createPool({ host: process.env.DB_HOST });

app.get('/orders/:id', async (req, res) => {
  const [rows] = await pool.query(\`SELECT * FROM orders WHERE id = \${req.params.id}\`);
  res.json(rows);
});
app.post('/archive', (req, res) => {
  exec(\`tar czf /tmp/out.tgz \${req.body.folder}\`, () => res.end());
});
app.get('/health', (req, res) => res.json({ ok: true }));

export const handler = serverless(app);
`;

export const kindsInExpressApp = ['command-injection', 'query-injection'] as const;

/** The same application as it should be. */
export const soundExpressApp = `import express from 'express';
import serverless from 'serverless-http';
import { execFile } from 'node:child_process';
import mysql from 'mysql2/promise';

const app = express();
const pool = mysql.createPool({ host: process.env.DB_HOST });

app.get('/orders/:id', async (req, res) => {
  const [rows] = await pool.query('SELECT * FROM orders WHERE id = ?', [req.params.id]);
  res.json(rows);
});
app.post('/archive', (req, res) => {
  execFile('tar', ['czf', '/tmp/out.tgz', '--', req.body.folder], () => res.end());
});
app.get('/health', (req, res) => res.json({ ok: true }));

export const handler = serverless(app);
`;
