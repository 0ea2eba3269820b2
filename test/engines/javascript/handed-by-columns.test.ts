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
