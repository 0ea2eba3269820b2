import { describe, expect, it } from 'vitest';
import { designIn } from './designs-in.ts';

const count = (settings: string) =>
  `await db.send(new UpdateCommand({ TableName, Key: { id: 'visits' }, ${settings} }));`;
const one = "ExpressionAttributeValues: { ':one': 1 }";
const put = (item: string) =>
  `const body = JSON.parse(event.body); const { email, password, name } = body;\nawait db.send(new PutCommand({ TableName, Item: { ${item} } }));`;
const hash = 'hash: await bcrypt.hash(password, 10)';

type Row = readonly [what: string, body: string, beside?: string];

describe('a counter that anyone may add to', () => {
  it.each<Row>([
    ['by ADD', count(`UpdateExpression: 'ADD n :one', ${one}`)],
    [
      'by SET, that begins at nothing',
      count(
        "UpdateExpression: 'SET #n = if_not_exists(#n, :zero) + :one', ExpressionAttributeNames: { '#n': 'n' }, ExpressionAttributeValues: { ':one': { N: '1' }, ':zero': { N: '0' } }",
      ),
    ],
  ])('is seen: %s', (_, body) => {
    expect(designIn(body)).toBe('counter');
  });

  it.each<Row>([
    [
      'of an item that the caller names',
      `await db.send(new UpdateCommand({ TableName, Key: { id: event.pathParameters.id }, UpdateExpression: 'ADD n :one', ${one} }));`,
    ],
    [
      'by what the caller says',
      count(
        "UpdateExpression: 'ADD n :by', ExpressionAttributeValues: { ':by': Number(event.body) }",
      ),
    ],
    ['that is set', count(`UpdateExpression: 'SET n = :one', ${one}`)],
    ['of what is worth something', count(`UpdateExpression: 'ADD credits :one', ${one}`)],
    [
      'of another item, that is put into it',
      `const Key = { id: 'visits' }; Key.id = JSON.parse(event.body).id;\nawait db.send(new UpdateCommand({ TableName, Key, UpdateExpression: 'ADD n :one', ${one} }));`,
    ],
    ['of an account', count(`UpdateExpression: 'ADD accountBalance :one', ${one}`)],
    ['of another field', count(`UpdateExpression: 'SET n = m + :one', ${one}`)],
    ['of two fields', count(`UpdateExpression: 'ADD n :one SET m = :one', ${one}`)],
    [
      'by settings of the caller',
      count(`...JSON.parse(event.body), UpdateExpression: 'ADD n :one', ${one}`),
    ],
    [
      'in a table that the caller names',
      `await db.send(new UpdateCommand({ TableName: event.body, Key: { id: 1 }, UpdateExpression: 'ADD n :one', ${one} }));`,
    ],
    [
      'beside a request to elsewhere',
      `await fetch('https://example.com', { method: 'POST', body: event.body });\n${count(`UpdateExpression: 'ADD n :one', ${one}`)}`,
    ],
    [
      'beside another store',
      `await new Pool().query(event.body);\n${count(`UpdateExpression: 'ADD n :one', ${one}`)}`,
      "const { Pool } = require('pg');",
    ],
  ])('is none: %s', (_, body, beside) => {
    expect(designIn(body, beside)).toBeUndefined();
  });
});

describe('a sign-up', () => {
  it.each<Row>([
    ['of a name and a hash', put(`email, ${hash}`)],
    [
      'with what the code adds',
      put(
        `id: v4(), pk: \`USER#\${email.toLowerCase()}\`, name: String(body.name).trim(), role: 'user', at: new Date().toISOString(), ${hash}`,
      ),
    ],
    [
      'by helpers',
      'const { email, password } = JSON.parse(event.body); await save(email, password);',
      'const hashed = (password) => bcrypt.hashSync(password, 10);\nasync function save(email, password) { const user = { email, password: hashed(password) }; await db.send(new PutCommand({ TableName, Item: user, ConditionExpression: "attribute_not_exists(email)" })); }',
    ],
    [
      'by a helper that is given the item',
      'const { email, password } = JSON.parse(event.body); await save({ email, hash: await bcrypt.hash(password, 10) });',
      'async function save(item) {\nawait db.send(new PutCommand({ TableName, Item: item })); }',
    ],
    [
      'of an item of which a field is looked at',
      `const { email, password } = JSON.parse(event.body); const item = { email, ${hash} }; if (item.email === '') return;\nawait db.send(new PutCommand({ TableName, Item: item }));`,
    ],
    [
      'with a field that has a name',
      `const mail = String(JSON.parse(event.body).email).trim();\n${put(`email: mail, ${hash}`)}`,
    ],
    [
      'with a variable',
      `const { REGION } = process.env;\n${put(`email, region: REGION, ${hash}`)}`,
    ],
    ['beside a logger', put(`email, ${hash}`), "const log = require('pino')();"],
    [
      'by a hash of Node.js, with its salt',
      put(
        "email, salt: crypto.randomBytes(16).toString('hex'), hash: crypto.scryptSync(body.password, process.env.SALT, 64).toString('hex')",
      ),
    ],
  ])('is seen: %s', (_, body, beside) => {
    expect(designIn(body, beside)).toBe('sign-up');
  });

  it.each<Row>([
    ['without a hash', put('email, name')],
    ['with the password as it is', put(`email, password, ${hash}`)],
    ['with all that the caller sends', put(`...body, ${hash}`)],
    [
      'with settings of the caller',
      put(`email, ${hash}`).replace('TableName,', 'TableName, ...body.more,'),
    ],
    ['with one of two that the caller may choose', put(`email, at: body.a ? body.b : 1, ${hash}`)],
    [
      'of a new password that a helper is given',
      'await save(JSON.parse(event.body));',
      `async function save({ email, newPassword: password }) {\nawait db.send(new PutCommand({ TableName, Item: { email, ${hash} } })); }`,
    ],
    ['with a role of the caller', put(`email, role: body.role, ${hash}`)],
    ['with a role that the caller may choose', put(`email, role: body.role || 'user', ${hash}`)],
    ['with a field of any name', put(`email, [body.field]: body.value, ${hash}`)],
    ['with anything in a field', put(`email, profile: body, ${hash}`)],
    ['of a hash alone', put(hash)],
    ['with a field that may be anything', put(`email, profile: body.profile, ${hash}`)],
    [
      'with a field by another name',
      `const { role: city } = JSON.parse(event.body);\n${put(`email, city, ${hash}`)}`,
    ],
    ['with a role within', put(`email, profile: { role: body.role }, ${hash}`)],
    ['of an administrator', put(`email, role: 'admin', ${hash}`)],
    ['of an administrator, by a flag', put(`email, isAdmin: true, ${hash}`)],
    ['of whom the path names', put(`userId: event.pathParameters.id, email, ${hash}`)],
    ['of a new password', put('email, hash: await bcrypt.hash(body.newPassword, 10)')],
    [
      'of a hash that the caller may send',
      put('email, hash: body.hash || (await bcrypt.hash(password, 10))'),
    ],
    ...[
      'item.role = body.role;',
      'Object.assign(item, body);',
      'for (const k in body) item[k] = body[k];',
    ].map(
      (change): Row => [
        `with what is put into it: ${change}`,
        `const body = JSON.parse(event.body); const { email, password } = body; const item = { email, ${hash} }; ${change}\nawait db.send(new PutCommand({ TableName, Item: item }));`,
      ],
    ),
    [
      'of one of two items',
      `const body = JSON.parse(event.body); const { email, password } = body; const item = body.item || { email, ${hash} };\nawait db.send(new PutCommand({ TableName, Item: item }));`,
    ],
    [
      'of each of many',
      `for (const { email, password } of JSON.parse(event.body)) {\nawait db.send(new PutCommand({ TableName, Item: { email, ${hash} } }));\n}`,
    ],
    [
      'of each of many, by a callback',
      `await Promise.all(JSON.parse(event.body).map(async ({ email, password }) => {\nawait db.send(new PutCommand({ TableName, Item: { email, ${hash} } }));\n}));`,
    ],
    [
      'of each of many, by a helper',
      'for (const { email, password } of JSON.parse(event.body)) await save(email, password);',
      `async function save(email, password) {\nawait db.send(new PutCommand({ TableName, Item: { email, ${hash} } })); }`,
    ],
    [
      'of what is given beside a user',
      'const { name, email, password } = JSON.parse(event.body); await save({ name, email, hash: await bcrypt.hash(password, 10) });',
      'async function save({ name }) {\nawait db.send(new PutCommand({ TableName, Item: name })); }',
    ],
    ['with a role beside a text', put(`email, name: { S: body.name, role: body.role }, ${hash}`)],
    [
      'with what is given where it is not seen called',
      `const { email, password } = JSON.parse(event.body); const save = async (more) => {\nawait db.send(new PutCommand({ TableName, Item: { email, more, ${hash} } })); }; event.all.save = save;`,
    ],
    [
      'of one who must be there',
      put(`email, ${hash}`).replace(
        'Item:',
        "ConditionExpression: 'attribute_exists(email)', Item:",
      ),
    ],
    [
      'of one who must not be there, or be old',
      put(`email, ${hash}`).replace(
        'Item:',
        "ConditionExpression: 'attribute_not_exists(email) OR n < m', Item:",
      ),
    ],
    [
      'beside its whole environment',
      `${put(`email, ${hash}`)} return JSON.stringify(process.env);`,
    ],
    [
      'of those who administer',
      put(`email, ${hash}`).replace('TableName,', "TableName: 'admins',"),
    ],
    [
      'beside a token that is signed',
      `${put(`email, ${hash}`)} return jwt.sign(body, process.env.K);`,
      "const jwt = require('jsonwebtoken');",
    ],
    ['beside a request by another name', put(`email, ${hash}`), 'const ask = fetch;'],
    ['beside another SDK', put(`email, ${hash}`), "const ask = require('my-aws-sdk');"],
    [
      'beside what is called like a module of Node.js',
      put(`email, ${hash}`),
      "const ask = require('util-of-ours');",
    ],
    ['beside what reads files', put(`email, ${hash}`), "const fs = require('fs');"],
    [
      'of a fast hash',
      put("email, hash: crypto.createHash('sha256').update(password).digest('hex')"),
    ],
    ['of a hash of something else', put('email, hash: await bcrypt.hash(name, 10)')],
    ['of a hash that the caller sends', put('email, hash: body.hash')],
    [
      'in a table that the caller names',
      'const { email, password, t } = JSON.parse(event.body);\nawait db.send(new PutCommand({ TableName: t, Item: { email, hash: await bcrypt.hash(password, 10) } }));',
    ],
    ['beside a request to elsewhere', put(`email, ${hash}`), "const axios = require('axios');"],
  ])('is none: %s', (_, body, beside) => {
    expect(designIn(body, beside)).toBeUndefined();
  });
});

it.each([
  ['exports.one = 1;', 'sign-up'],
  ['exports.one = {{;', undefined],
  ["require('axios');", undefined],
])('is one beside another file: %s', (other, kind) => {
  expect(designIn(put(`email, ${hash}`), "const { one } = require('./other');", other)).toBe(kind);
});
