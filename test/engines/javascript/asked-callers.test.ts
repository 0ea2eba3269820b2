import { describe, expect, it } from 'vitest';
import { objectsIn } from '../objects-in.ts';

const ME = 'event.requestContext.authorizer.claims.sub';
const client = `
  const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
  const { DynamoDBDocumentClient, PutCommand, DeleteCommand, GetCommand } = require('@aws-sdk/lib-dynamodb');
  const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const { marshall } = require('@aws-sdk/util-dynamodb');
  const TableName = process.env.NOTES;
  const whoIs = (event) => ${ME};
`;
const create = (userId = ME) => `${client}
  exports.handler = async (event) => {
    const { text, yes } = JSON.parse(event.body);
    ${userId.includes(';') ? userId : `const userId = ${userId};`}
    await db.send(new PutCommand({ TableName, Item: { noteId: crypto.randomUUID(), userId, text } }));
    return { statusCode: 201 };
  };
`;
const remove = (before = '', load = '') => `${client}${load}
  exports.handler = async (event) => {
    const { noteId } = event.pathParameters;
    ${before}
    await db.send(new DeleteCommand({ TableName, Key: { noteId } }));
    return { statusCode: 204 };
  };
`;

describe('an item has an owner', () => {
  it.each([
    `\`USER#\${${ME}}\``,
    `'USER#' + ${ME}`,
    `(await ${ME})`,
    `${ME} || 'nobody'`,
    `yes ? ${ME} : 'nobody'`,
    `[${ME}]`,
    `[...${ME}]`,
    `String(${ME})`,
    `${ME}.trim()`,
    `${ME.replaceAll('.', '?.')}`,
    'whoIs(event)',
    'getUserId(event)',
    'event.get("user")',
    `let userId; userId = ${ME};`,
    `let other; const userId = (other = ${ME});`,
    'const { authorizer } = event.requestContext; const userId = authorizer.principalId;',
    'const { authorizer: { claims } } = event.requestContext; const userId = claims.sub;',
    'const { user } = event; const userId = user.id;',
    `const made = (user) => user; const userId = made(${ME});`,
    `const all = { who: ${ME} }; const userId = { ...all };`,
  ])('as it is kept with %s', (userId) => {
    expect(sinksIn(remove(), create(userId))).toHaveLength(1);
  });

  it.each(["'nobody'", 'body.userId', 'made.user', `(() => ${ME})`, 'crypto.get("user2")'])(
    'but not as it is kept with %s',
    (userId) => {
      expect(sinksIn(remove(), create(userId))).toEqual([]);
    },
  );
});

const HARMLESS = `
    const user = ${ME};
    if (user === undefined || user === null || user === '' || user === false || user === 0 || user === void 0) return { statusCode: 401 };
    if (user ? false : !user) return { statusCode: 401 };
    const text = String(user); const many = [user]; const read = JSON.parse(user);
    console.log('by ' + user, { user }, \`of \${user}\`, String(user)); log(user);
    event.user = user; this.user = user; exports.last = user;
    const kept = JSON.stringify(event); const copy = structuredClone(event); const names = Object.keys(event);
`;
const OTHERS = `
    const found = await store.find(noteId);
    if (found.userId === null || found.userId === 'system' || found.userId !== undefined || found.userId === -1) log(noteId);
    if (noteId === found.title || noteId.equals(found.title) || isEqual(noteId, found.title)) log(noteId);
    const label = found.userId + noteId; if (event.headers.accept === 'text/plain') log(noteId);
    await stripe.customers.list(); await shop.sessions.retrieve(noteId);
`;
const PACKAGES =
  "const Stripe = require('stripe'); const stripe = new Stripe(process.env.KEY); const Shop = require('shop-client'); const shop = new Shop();";

describe('who calls is not asked for', () => {
  it.each([
    ['where it has only to be there, is kept under a name and logged', HARMLESS],
    ['where other things are asked', OTHERS],
  ])('%s', (_, before) => {
    expect(sinksIn(remove(before, PACKAGES), create())).toHaveLength(1);
  });

  it('where the handler takes its request apart', () => {
    const code = remove('metrics.count(pathParameters);')
      .replace('async (event)', 'async ({ pathParameters })')
      .replace('event.pathParameters', 'pathParameters');

    expect(sinksIn(code, create())).toHaveLength(1);
  });
});

const NO = 'return { statusCode: 404 };';

describe('who calls may be asked for', () => {
  it.each([
    `const user = ${ME}; if (user !== owners.first) ${NO}`,
    `const user = ${ME}; if (user >= noteId) ${NO}`,
    `const user = ${ME}; const at = user + noteId;`,
    `const user = ${ME}; if (!owners[user]) ${NO}`,
    `const user = ${ME}; await store.ask({ user });`,
    `const user = ${ME}; await store.ask(user);`,
    `const user = ${ME}; if (!user.match(noteId)) ${NO}`,
    `const user = ${ME}; filter.user = user;`,
    `const user = \`USER#\${${ME}}\`; await store.ask(user);`,
    `const { claims } = event.requestContext.authorizer; if (claims.level < 3) ${NO}`,
    'const no = { statusCode: 403 }; if (store.busy) return no;',
    "const no = { statusCode: '403' }; if (store.busy) return no;",
    `await sql\`SELECT set_config('app.user', \${noteId}, true)\`;`,
    `if (!known(event.headers['x-hub-signature-256'])) ${NO}`,
    `const found = await store.find(noteId); if (found.userId !== store.me) ${NO}`,
    `const found = await store.find(noteId); if (found?.userId !== store.me) ${NO}`,
    `const found = await store.find(noteId); if (String(found.userId) !== store.me) ${NO}`,
    `const found = await store.find(noteId); if (found.user.toString() !== store.me) ${NO}`,
    `const found = await store.find(noteId); if (found.user.key !== store.me) ${NO}`,
    `const found = await store.find(noteId); if (!isEqual(found.userId, store.me)) ${NO}`,
    `if (event.headers['x-key'] !== keys.first) ${NO}`,
    `if (event.getHeader('x-key') !== keys.first) ${NO}`,
    `if (event.key !== process.env.KEY) ${NO}`,
    `const { KEY } = process.env; if (event.key !== KEY) ${NO}`,
  ])('by %s', (before) => {
    expect(sinksIn(remove(before), create())).toEqual([]);
  });
});

const USER = `const user = ${ME};`;
const DELETE = 'await db.send(new DeleteCommand({ TableName, Key: { noteId } }));';
/** With what is removed at another place. */
const removeAt = (code: string) => remove(code).replace(`    ${DELETE}\n`, '');

describe('on the way to an item', () => {
  it.each([
    [
      'what is declared',
      `function ask() { return store.ask(user); } class Asking { of(all) { return store.ask(user); } } ${DELETE}`,
    ],
    [
      'a branch that ends',
      `if (event.kind === 'a') { await store.ask(user); return { statusCode: 200 }; } ${DELETE}`,
    ],
    ['another branch', `if (event.kind === 'a') { await store.ask(user); } else { ${DELETE} }`],
    ['what stands behind', `${DELETE} await store.ask(user);`],
  ])('asks nothing: %s', (_, code) => {
    expect(sinksIn(removeAt(`${USER} ${code}`), create())).toHaveLength(1);
  });

  it.each([
    ['a branch that goes on', `if (event.kind === 'a') { await store.ask(user); } ${DELETE}`],
    [
      'what else it does',
      `if (event.kind === 'a') return 1; else { await store.ask(user); } ${DELETE}`,
    ],
    ['what a branch is chosen by', `switch (owners[user]) { case 1: ${DELETE} }`],
    ['a question of a condition', `owners[user] ? ${DELETE.slice(0, -1)} : 1;`],
    ['what is tried before', `try { await store.ask(user); } finally { ${DELETE} }`],
    [
      'what stands before it is done for each',
      `await store.ask(user); await Promise.all(many.map(async () => { ${DELETE} }));`,
    ],
    [
      'what goes along with it',
      `await Promise.all([store.ask(user), db.send(new DeleteCommand({ TableName, Key: { noteId } }))]);`,
    ],
  ])('may be asked for by %s', (_, code) => {
    expect(sinksIn(removeAt(`${USER} ${code}`), create())).toEqual([]);
  });
});

describe('other code says that items have owners', () => {
  const found = (question: string) => `${client}
    exports.handler = async (event) => {
      const { Item } = await db.send(new GetCommand({ TableName, Key: { noteId: event.pathParameters.noteId } }));
      if (${question}) return { statusCode: 404 };
      return { statusCode: 200 };
    };`;

  it.each([
    ['by a comparison', found(`Item.userId !== ${ME}`), true],
    ['not by one of what is no owner', found(`Item.title !== ${ME}`), false],
    ['not by one of who is no caller', found('Item.userId !== event.body'), false],
    ['not by an order', found(`Item.userId < ${ME}`), false],
    [
      'as it keeps them in the form of DynamoDB',
      create()
        .replace('{ noteId: crypto', 'marshall({ noteId: crypto')
        .replace('text } }', 'text }) }'),
      true,
    ],
    [
      'not as it keeps who calls as no owner',
      create().replace('userId, text', 'lastSeen: userId, text'),
      false,
    ],
  ])('%s', (_, other, isSeen) => {
    expect(sinksIn(remove(), other)).toHaveLength(isSeen ? 1 : 0);
  });
});

const express = (route: string, auth = '') => `
  const serverless = require('serverless-http'); const express = require('express'); const jwt = require('jsonwebtoken'); const mongoose = require('mongoose');
  const helmet = require('helmet'); const { checkJwt } = require('jwt-for-all'); const routes = require('./routes');
  const Note = mongoose.model('Note', new mongoose.Schema({ text: String, user: String }));
  const app = express();
  app.use('/other', routes);
  const auth = (req, res, next) => { req.user = jwt.verify(req.headers.authorization, process.env.JWT_SECRET); ${auth} next(); };
  app.post('/notes', auth, async (req, res) => res.json(await Note.create({ text: req.body.text, user: req.user.id })));
  app.get('/', async (req, res) => res.json(await Promise.all(allowed)));
  app.delete('/:id', auth, ${route});
  exports.handler = serverless(app);
`;
const removing = 'async (req, res) => { await Note.findByIdAndDelete(req.params.id); res.end(); }';

describe('before a route of an application, who calls', () => {
  it.each([
    ['is only verified', removing, ''],
    ['passes what asks nothing by its name', `checkJwt, helmet, ${removing}`, ''],
    [
      'has to be there and of a kind',
      removing,
      "if (req.user === undefined || req.user.kind === 'guest') return res.status(401).end(); if (req.method === allowed) log(1);",
    ],
    [
      'gets its page',
      'async (req, res) => { await Note.findByIdAndDelete(req.params.id); pages.show(res); }',
      '',
    ],
    [
      'brings a token that is taken apart',
      "async (req, res) => { const [kind] = req.token.split(' '); await Note.findByIdAndDelete(req.params.id); res.end(); }",
      '',
    ],
  ])('is not asked for where it %s', (_, route, auth) => {
    expect(sinksIn(express(route, auth), '')).toEqual(['mongoose.findByIdAndDelete']);
  });

  it.each([
    ['what a request names', 'req.params.id', ['mongoose.findById']],
    ['what the code names', 'settings.note', []],
  ])('reads %s', (_, id, sinks) => {
    const code = express(removing).replace(
      /app\.delete.*/,
      `app.get('/mine', auth, async (req, res) => res.json(await Note.find({ user: req.user.id }))); app.get('/:id', auth, async (req, res) => res.json(await Note.findById(${id})));`,
    );

    expect(sinksIn(code, '')).toEqual(sinks);
  });

  it.each([
    'if (store.busy) return res.status(403).end();',
    'if (!known(req.params)) return res.end();',
    'if (req.user.id !== settings.owner) return res.end();',
    'if (req.user.level < settings.level) return res.end();',
  ])('may be asked for by %s', (auth) => {
    expect(sinksIn(express(removing, auth), '')).toEqual([]);
  });
});

function sinksIn(code: string, other: string): readonly string[] {
  const files = { 'index.js': code, 'create.js': other };

  return objectsIn(files, { runtime: 'nodejs24.x', handler: 'index.handler' }).map(
    ({ sink }) => sink,
  );
}
