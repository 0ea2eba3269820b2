import { describe, expect, it } from 'vitest';
import { findSignatureCheck } from '../../../functions/engines/javascript/index.ts';
import { notRefusing, refusing, refusingHandler } from './refusing-handlers.ts';

const kindIn = (code: string) =>
  findSignatureCheck({ files: new Map([['index.js', code]]), handler: 'index.handler' })?.kind;

describe('a handler refuses by', () => {
  it.each(refusing.map(([name, body, beside]) => ({ name, code: refusingHandler(body, beside) })))(
    '$name',
    ({ code }) => {
      const wrapped = code.includes('withAuth')
        ? code.replace(/exports\.handler = (async[\s\S]*);$/, 'exports.handler = withAuth($1);')
        : code;
      expect(kindIn(wrapped)).toBe('credential');
    },
  );
});

describe('a handler does not refuse by', () => {
  it.each(
    notRefusing.map(([name, body, beside]) => ({ name, code: refusingHandler(body, beside) })),
  )('$name', ({ code }) => {
    expect(kindIn(code)).toBeUndefined();
  });
});

it('is looked for where a password is compared, and no word says that who is wrong is refused', () => {
  const code = (test: string) =>
    `const bcrypt = require('bcryptjs'); const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient(); exports.handler = async (event) => { const { email, password } = JSON.parse(event.body); const { Item } = await db.get({ TableName: 'u', Key: { email } }).promise(); if (${test}) return { statusCode: 400, body: 'no' }; await db.put({ TableName: 't', Item: { email } }).promise(); return { statusCode: 200 }; };`;

  expect(kindIn(code('!Item || !bcrypt.compareSync(password, Item.hash)'))).toBe('credential');
  expect(kindIn(code('!Item'))).toBeUndefined();
});

describe('a hook of middy', () => {
  const hook =
    'const asked = () => ({ before: async (request) => { const s = await find({ token: request.event.headers.authorization }); if (!s) throw new createError.Unauthorized(); request.context.user = s; } });';
  const handler = (beside: string, end: string) =>
    refusingHandler(
      'return act(JSON.parse(event.body));',
      `const middy = require('@middy/core'); const parser = require('@middy/http-json-body-parser'); const createError = require('http-errors'); ${beside}`,
    )
      .replace('exports.handler =', 'const base =')
      .concat(`\n${end}`);

  it.each([
    ['in a chain', hook, 'exports.handler = middy(base).use(parser()).use(asked());'],
    [
      'of a name',
      hook,
      'const handler = middy(base); handler.use(parser()).use(asked()); module.exports = { handler };',
    ],
    [
      'by a function of the code',
      `${hook} const wrap = (f) => middy(f).use([parser(), asked()]);`,
      'exports.handler = wrap(base);',
    ],
    [
      'that answers by itself',
      "const asked = async (request) => { if (request.event.headers['x-api-key'] !== (process.env.API_KEY || 'dev')) return respond(403, {}); };",
      'exports.handler = middy(base).before(asked);',
    ],
  ])('refuses: %s', (_, beside, end) => {
    expect(kindIn(handler(beside, end))).toBe('credential');
  });

  it.each([
    [
      'of another handler',
      hook,
      'exports.other = middy(base).use(asked()); exports.handler = middy(base).use(parser());',
    ],
    [
      'that runs after',
      hook.replace('before:', 'after:'),
      'exports.handler = middy(base).use(asked());',
    ],
    [
      'that a setting adds',
      hook,
      'const handler = middy(base); if (process.env.AUTH) handler.use(asked()); exports.handler = handler;',
    ],
    [
      'that lets some by',
      hook.replace('{ const s', "{ if (request.event.headers['x-public']) return; const s"),
      'exports.handler = middy(base).use(asked());',
    ],
    [
      'that asks whether there is a token',
      hook.replace(/const s = await .*?\);/, 'const s = request.event.headers.authorization;'),
      'exports.handler = middy(base).use(asked());',
    ],
    [
      'after one that acts',
      `${hook} const first = { before: async (request) => { await act(JSON.parse(request.event.body)); } };`,
      'exports.handler = middy(base).use(first).use(asked());',
    ],
  ])('does not refuse: %s', (_, beside, end) => {
    expect(kindIn(handler(beside, end))).toBeUndefined();
  });
});
