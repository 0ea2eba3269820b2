import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/javascript/find-weaknesses.ts';

const body = 'const body = JSON.parse(event.body);';
const put = (item: string) =>
  `await client.send(new PutCommand({ TableName: process.env.TABLE, Item: ${item} }));`;

describe('a password that is kept as it was sent', () => {
  it.each([
    ['of a field', `${body} ${put('{ id, password: body.password }')}`],
    [
      'of a name',
      `const { email, password } = JSON.parse(event.body); ${put('{ email, password }')}`,
    ],
    [
      'in an item that has a name',
      `${body} const item = { email: body.email, password: body.password }; ${put('item')}`,
    ],
    [
      'as an attribute',
      `${body} await db.putItem({ Item: { password: { S: body.password } } }).promise();`,
    ],
    [
      'beside another field that is set',
      `${body} body.email = trim(body.email); ${put('{ password: body.password }')}`,
    ],
    [
      'beside a name that is set by it',
      `${body} other.password = body.password; ${put('{ password: body.password }')}`,
    ],
    ['by version 2', `${body} await db.put({ Item: { password: body.password } }).promise();`],
    ['in a collection', `${body} await users.insertOne({ password: body.password });`],
    [
      'by a function',
      `${body} await add(body.email, body.password); async function add(email, password) { ${put('{ email, password }')} }`,
    ],
  ])('is reported: %s', (_, code) => {
    expect(found(code)).toMatchObject([
      {
        kind: 'weak-crypto',
        severity: 'medium',
        sink: expect.stringMatching(/ of a plain password$/),
      },
    ]);
  });

  it.each([
    [
      'what it is hashed to',
      `${body} ${put('{ password: await bcrypt.hash(body.password, 10) }')}`,
    ],
    [
      'what it is hashed to, in its place',
      `${body} body.password = await hashPassword(body.password); ${put('{ password: body.password }')}`,
    ],
    ['what another call makes of it', `${body} ${put('{ password: await seal(body.password) }')}`],
    [
      'in code that hashes, which may do so to any of them',
      `${body} if ((await bcrypt.hash(body.password)) === old) ${put('{ password: body.password }')}`,
    ],
    [
      'what is called a hash, which a page may have made',
      `${body} ${put('{ hash: body.password }')}`,
    ],
    [
      'what was looked up',
      `const user = await find(event.id); ${put('{ password: user.password }')}`,
    ],
    [
      'what an own function made of it, in its place',
      `${body} body.password = scramble(body.password); ${put('{ password: body.password }')}`,
    ],
    [
      'an item in which it is set again',
      `${body} const item = { password: body.password }; item.password = scramble(item.password); ${put('item')}`,
    ],
    ['another field', `${body} ${put('{ passwordHint: body.passwordHint }')}`],
    ['what is not kept', `${body} await login({ Item: { password: body.password } });`],
    [
      'a name that is set again',
      `${body} let password = body.password; password = await seal(password); ${put('{ password }')}`,
    ],
  ])('is not: %s', (_, code) => {
    expect(found(code)).toEqual([]);
  });
});

function found(code: string) {
  const source = `const { PutCommand } = require('@aws-sdk/lib-dynamodb'); const bcrypt = require('./b'); exports.handler = async (event) => { ${code} };`;

  const { weaknesses } = findWeaknesses({
    files: new Map([['index.js', source]]),
    handler: 'index.handler',
  });

  return weaknesses.filter(({ kind }) => kind === 'weak-crypto');
}
