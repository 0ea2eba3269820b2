import { describe, expect, it } from 'vitest';
import { findHandedOut } from '../../../functions/engines/javascript/index.ts';

const before = "const { Pool } = require('pg'); const pool = new Pool();";
const answering = (sql: string) =>
  `${before} exports.handler = async () => { const { rows } = await pool.query('${sql}'); return { statusCode: 200, body: JSON.stringify(rows) }; };`;
const fastify = (route: string) =>
  `${before} const app = require('fastify')(); ${route} exports.handler = require('@fastify/aws-lambda')(app);`;
const people = 'SELECT id, name, birthday, phone, email FROM students';

function kindsIn(files: Readonly<Record<string, string>>) {
  return findHandedOut({ files: new Map(Object.entries(files)), handler: 'index.handler' }).map(
    ({ kind, of }) => (of === undefined ? kind : `${kind} ${of}`),
  );
}

describe('what a statement of another function says of a table', () => {
  const login = (sql: string) => `exports.login = async (db, { phone }) => db.query(\`${sql}\`);`;

  it.each([
    ['a log-in', 'SELECT * FROM users WHERE phone = $1 AND password = $2'],
    ['one that changes it', 'UPDATE users SET password = $1 WHERE id = $2'],
  ])('is that it has passwords: %s', (_, sql) => {
    expect(
      kindsIn({ 'index.js': answering('SELECT * FROM users'), 'login.js': login(sql) }),
    ).toEqual(['credentials']);
  });

  it.each([
    ['of another table', 'SELECT * FROM admins WHERE password = $2'],
    ['of two', 'SELECT * FROM users, admins WHERE password = $2'],
    ['of another column', 'SELECT * FROM users WHERE phone = $1'],
  ])('is nothing: %s', (_, sql) => {
    expect(
      kindsIn({ 'index.js': answering('SELECT * FROM users'), 'login.js': login(sql) }),
    ).toEqual([]);
  });
});

describe('how those are reached who are responsible for people', () => {
  it.each([
    ['SELECT id, name, parent_phone FROM pupils', ['records pupils']],
    ['SELECT id, name, emergency_contact_phone FROM trips', ['records trips']],
    ['SELECT id, name, parent_id FROM pupils', []],
  ])('%s: %s', (sql, expected) => {
    expect(kindsIn({ 'index.js': answering(sql) })).toEqual(expected);
  });
});

describe('what a route returns', () => {
  it.each([
    [
      'is its answer, where it has none other',
      fastify(`app.get('/students', async () => (await pool.query('${people}')).rows);`),
      ['records students'],
    ],
    [
      'is its answer beside a reply',
      fastify(
        `app.get('/students', async (request, reply) => { const { rows } = await pool.query('${people}'); return { rows }; });`,
      ),
      ['records students'],
    ],
    [
      'is none of Express',
      `${before} const app = require('express')(); app.get('/students', async (req, res) => { const { rows } = await pool.query('${people}'); count(rows); return rows; }); exports.handler = require('serverless-http')(app);`,
      [],
    ],
  ])('%s', (_, code, expected) => {
    expect(kindsIn({ 'index.js': code })).toEqual(expected);
  });
});

describe('a function that answers by a status', () => {
  const answered = (helper: string) =>
    `${before} const answer = ${helper}; exports.handler = async () => answer(200, (await pool.query('${people}')).rows);`;

  it.each([
    ['(code, found) => ({ statusCode: code, body: JSON.stringify(found) })', ['records students']],
    [
      '(code, found) => { if (code !== last.code) throw code; return { body: JSON.stringify(found) }; }',
      [],
    ],
  ])('asks for no code by it: %s', (helper, expected) => {
    expect(kindsIn({ 'index.js': answered(helper) })).toEqual(expected);
  });
});

describe('a file with a line of each', () => {
  const file = (lines: string) =>
    `${before} exports.handler = async () => { const { rows } = await pool.query('${people}'); ${lines} };`;
  const sent = 'return { statusCode: 200, body: text };';

  it.each([
    [
      'made by a template, under a head',
      `const text = ['name,email,phone', ...rows.map((each) => \`\${each.name},\${each.email},\${each.phone}\`)].join('\\n'); ${sent}`,
    ],
    [
      'joined, in a text',
      `const lines = rows.map((each) => [each.email, each.phone || ''].join(';')).join('\\n'); const text = \`email;phone\\n\${lines}\`; ${sent}`,
    ],
    [
      'joined by a function with a body, behind a text',
      `const text = 'email;phone\\n' + rows.map((each) => { return [each.email, each.phone].join(';'); }).join('\\n'); ${sent}`,
    ],
  ])('is all that is kept of people: %s', (_, lines) => {
    expect(kindsIn({ 'index.js': file(lines) })).toEqual(['records students']);
  });

  it.each([
    [
      'with fields that are not personal',
      `const text = rows.map((each) => \`\${each.name},\${each.id}\`).join('\\n'); ${sent}`,
    ],
    [
      'with fields that are masked',
      `const text = rows.map((each) => [mask(each.email), mask(each.phone)].join(';')).join('\\n'); ${sent}`,
    ],
    ['with how many there are', `const text = \`There are \${rows.length}\`; ${sent}`],
    ['with objects as texts', `const text = \`\${rows} are there\`; ${sent}`],
    [
      'that is kept and not answered',
      "const text = rows.map((each) => [each.email, each.phone].join(';')).join('\\n'); await save(text); return { statusCode: 200 };",
    ],
  ])('is none: %s', (_, lines) => {
    expect(kindsIn({ 'index.js': file(lines) })).toEqual([]);
  });
});

describe('a table that another file names by its own variable', () => {
  const reader = `const { DynamoDBDocumentClient, ScanCommand } = require('@aws-sdk/lib-dynamodb'); const client = DynamoDBDocumentClient.from({});
exports.handler = async () => { const { Items } = await client.send(new ScanCommand({ TableName: process.env.STUDENTS })); return { statusCode: 200, body: JSON.stringify(Items) }; };`;
  const writer = (more = '') =>
    `exports.enrol = async (event) => { await client.send(new PutCommand({ TableName: process.env.STUDENTS, Item: { id, email, phone } })); ${more} };`;

  it.each([
    ['alone', '', ['records STUDENTS']],
    [
      'twice',
      'await client.send(new GetCommand({ TableName: process.env.STUDENTS, Key: { id } }));',
      ['records STUDENTS'],
    ],
    [
      'beside another',
      'await client.send(new PutCommand({ TableName: process.env.PLACES, Item: { id } }));',
      [],
    ],
    [
      'beside one of any name',
      'await client.send(new PutCommand({ TableName, Item: { id } }));',
      [],
    ],
  ])('keeps what that puts into it: %s', (_, more, expected) => {
    expect(kindsIn({ 'index.js': reader, 'enrol.js': writer(more) })).toEqual(expected);
  });
});
