import { describe, expect, it } from 'vitest';
import { objectsIn } from '../objects-in.ts';

const client = `
  const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
  const { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, DeleteCommand, UpdateCommand } = require('@aws-sdk/lib-dynamodb');
  const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
`;

/** Another function of the archive, by which notes are each of one user. */
const create = `${client}
  exports.handler = async (event) => {
    const userId = event.requestContext.authorizer.claims.sub;
    const { text } = JSON.parse(event.body);
    await db.send(new PutCommand({ TableName: process.env.NOTES, Item: { noteId: crypto.randomUUID(), userId, text } }));
    return { statusCode: 201 };
  };
`;

/** One by which they are found by that. */
const list = `${client}
          exports.handler = async (event) => {
            const { sub } = event.requestContext.authorizer.claims;
            const found = await db.send(new QueryCommand({
              TableName: process.env.NOTES, IndexName: 'byUser', KeyConditionExpression: 'userId = :user', ExpressionAttributeValues: { ':user': sub },
            }));
            return { statusCode: 200, body: JSON.stringify(found.Items) };
          };`;

const read = (behind = '') => `${client}
  exports.handler = async (event) => {
    const { Item } = await db.send(new GetCommand({ TableName: process.env.NOTES, Key: { noteId: event.pathParameters.noteId } }));
    ${behind}
    return { statusCode: 200, body: JSON.stringify(Item) };
  };
`;

const remove = (before = '', params = '') => `${client}
  exports.handler = async (event) => {
    const { noteId } = event.pathParameters;
    ${before}
    await db.send(new DeleteCommand({ TableName: process.env.NOTES, Key: { noteId } ${params} }));
    return { statusCode: 204 };
  };
`;

const update = (expression: string, more = '') => `${client}
  exports.handler = async (event) => {
    const { n } = JSON.parse(event.body);
    await db.send(new UpdateCommand({
      TableName: process.env.NOTES, Key: { noteId: event.pathParameters.noteId }, UpdateExpression: '${expression}',
      ExpressionAttributeNames: { '#c': 'comments' }, ExpressionAttributeValues: { ':n': n } ${more}
    }));
    return { statusCode: 200 };
  };
`;

const express = (routes: string, auth = '', load = '') => `
  const serverless = require('serverless-http');
  const express = require('express');
  const jwt = require('jsonwebtoken');
  const mongoose = require('mongoose');
  ${load}
  const Note = mongoose.model('Note', new mongoose.Schema({ text: String, user: String }));
  const app = express();
  const auth = (req, res, next) => { req.user = jwt.verify(req.headers.authorization, process.env.JWT_SECRET); ${auth} next(); };
  app.post('/notes', auth, async (req, res) => res.json(await Note.create({ text: req.body.text, user: req.user.id })));
  ${routes}
  exports.handler = serverless(app);
`;
const removal = 'await Note.findByIdAndDelete(req.params.id); res.end();';

describe('items of one user that any caller changes', () => {
  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['an item that is kept with who calls', remove(), { 'create.js': create }],
    [
      'one of an HTTP API',
      remove(),
      { 'create.js': create.replace('authorizer.claims', 'authorizer.jwt.claims') },
    ],
    ['one that is found by who calls', remove(), { 'list.js': list }],
    ['one that is read and answered', read(), { 'list.js': list }],
    [
      'one whose owner another function asks for',
      remove(),
      {
        'update.js': `${client}
          exports.handler = async (event) => {
            const found = await db.send(new GetCommand({ TableName: process.env.NOTES, Key: { noteId: event.pathParameters.noteId } }));
            if (found.Item.userId !== event.requestContext.authorizer.claims.sub) return { statusCode: 404 };
            return { statusCode: 200 };
          };`,
      },
    ],
    [
      'where who calls is read by a helper, and only logged',
      remove('console.log(whoIs(event), event);').replace(
        'exports.handler',
        'const whoIs = (event) => event.requestContext.authorizer.claims.sub; exports.handler',
      ),
      { 'create.js': create },
    ],
    [
      'where who calls has to be there, and no more',
      remove(
        'const user = event.requestContext.authorizer?.claims?.sub; if (!user) return { statusCode: 401 };',
      ),
      { 'create.js': create },
    ],
    [
      'behind a token that the code verifies itself',
      remove(
        "const decoded = jwt.verify(event.headers.authorization.split(' ')[1], process.env.KEY); if (!decoded) return { statusCode: 401 };",
      ).replace('exports.handler', "const jwt = require('jsonwebtoken'); exports.handler"),
      { 'create.js': create },
    ],
    [
      'another branch of one handler',
      `${client}
        exports.handler = async (event) => {
          const userId = event.requestContext.authorizer.claims.sub;
          const id = event.pathParameters?.id;
          switch (event.httpMethod) {
            case 'GET': return db.send(new QueryCommand({ TableName: 'notes', KeyConditionExpression: 'userId = :u', ExpressionAttributeValues: { ':u': userId } }));
            case 'DELETE': return db.send(new DeleteCommand({ TableName: 'notes', Key: { id } }));
          }
        };`,
      {},
    ],
    [
      'a branch of a function that the handler calls',
      `${client}
        const route = async (event) => {
          const id = event.pathParameters?.id;
          if (event.httpMethod === 'GET') {
            const userId = event.requestContext.authorizer.claims.sub;
            return db.send(new QueryCommand({ TableName: 'notes', KeyConditionExpression: 'userId = :u', ExpressionAttributeValues: { ':u': userId } }));
          }
          if (event.httpMethod === 'DELETE') {
            return db.send(new DeleteCommand({ TableName: 'notes', Key: { id } }));
          }
        };
        exports.handler = async (event) => { const found = await route(event); return found; };`,
      {},
    ],
    [
      'an update of what is sent',
      `${client}
        exports.handler = async (event) => {
          const { text } = JSON.parse(event.body);
          await db.send(new UpdateCommand({
            TableName: process.env.NOTES, Key: { noteId: event.pathParameters.noteId }, UpdateExpression: 'SET #t = :t', ExpressionAttributeValues: { ':t': text },
          }));
          return { statusCode: 200 };
        };`,
      { 'create.js': create },
    ],
    [
      'an item of the caller under an id of the request',
      `${client}
        exports.handler = async (event) => {
          const userId = event.requestContext.authorizer.claims.sub;
          const { id, text } = JSON.parse(event.body);
          await db.send(new PutCommand({ TableName: process.env.NOTES, Item: { id, userId, text } }));
          return { statusCode: 201 };
        };`,
      {},
    ],
    [
      'a model of mongoose behind a middleware of Express',
      `
        const serverless = require('serverless-http');
        const express = require('express');
        const jwt = require('jsonwebtoken');
        const mongoose = require('mongoose');
        const Note = mongoose.model('Note', new mongoose.Schema({ text: String, user: String }));
        const app = express();
        const auth = (req, res, next) => {
          const token = req.headers.authorization?.split(' ')[1];
          if (!token) return res.status(401).json({ message: 'no token' });
          try { req.user = jwt.verify(token, process.env.JWT_SECRET); next(); } catch (error) { res.status(401).json({ message: 'wrong token' }); }
        };
        app.get('/notes', auth, async (req, res) => res.json(await Note.find({ user: req.user.id })));
        app.post('/notes', auth, async (req, res) => res.json(await Note.create({ text: req.body.text, user: req.user.id })));
        app.delete('/notes/:id', auth, async (req, res) => { await Note.findByIdAndDelete(req.params.id); res.json({ done: true }); });
        exports.handler = serverless(app);`,
      {},
    ],
    [
      'where models of another database ask by themselves',
      `const mongoose = require('mongoose'); mongoose.plugin((schema) => { schema.query.mine = 1; }); ${remove()}`,
      { 'create.js': create },
    ],
    [
      'one that is put under an id of the request',
      `${client}
        exports.handler = async (event) => {
          const { noteId, text } = JSON.parse(event.body);
          await db.send(new PutCommand({ TableName: process.env.NOTES, Item: { noteId, text } }));
          return { statusCode: 201 };
        };`,
      { 'create.js': create },
    ],
    [
      'rows of SQL',
      `
        const { Pool } = require('pg');
        const pool = new Pool();
        exports.handler = async (event) => {
          const { sub } = event.requestContext.authorizer.claims;
          if (event.httpMethod === 'GET') {
            const { rows } = await pool.query('SELECT * FROM notes WHERE user_id = $1', [sub]);
            return { statusCode: 200, body: JSON.stringify(rows) };
          }
          await pool.query('DELETE FROM notes WHERE id = $1', [event.pathParameters.id]);
          return { statusCode: 204 };
        };`,
      {},
    ],
  ])('are reported: %s', (_, code, others) => {
    expect(sinksIn(code, others)).toHaveLength(1);
  });
});

describe('items that are asked for, or are of no one', () => {
  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['what no code keeps with who calls', remove(), {}],
    ['what is read, where it is only kept with who calls', read(), { 'create.js': create }],
    [
      'what is read, where all of it is listed elsewhere',
      read(),
      { 'list.js': list, 'all.js': 'db.send(new ScanCommand({ TableName: process.env.NOTES }));' },
    ],
    [
      'what is read, and asked for before it is answered',
      read(
        'if (Item.userId !== event.requestContext.authorizer.claims.sub) return { statusCode: 404 };',
      ),
      { 'list.js': list },
    ],
    [
      'what is read, and not answered',
      read().replace('JSON.stringify(Item)', 'String(Boolean(Item))'),
      { 'list.js': list },
    ],
    [
      'another table',
      remove().replace('process.env.NOTES', 'process.env.PRODUCTS'),
      { 'create.js': create },
    ],
    [
      'who calls in the key',
      remove().replace(
        'Key: { noteId }',
        'Key: { userId: event.requestContext.authorizer.claims.sub, noteId }',
      ),
      { 'create.js': create },
    ],
    [
      'who calls in a condition',
      remove(
        'const user = event.requestContext.authorizer.claims.sub;',
        ", ConditionExpression: 'userId = :u', ExpressionAttributeValues: { ':u': user }",
      ),
      { 'create.js': create },
    ],
    [
      'a comparison before',
      remove(`
        const note = (await db.send(new GetCommand({ TableName: process.env.NOTES, Key: { noteId } }))).Item;
        if (note.userId !== event.requestContext.authorizer.claims.sub) return { statusCode: 404 };`),
      { 'create.js': create },
    ],
    [
      'a function that asks, of a file that is not there',
      remove('await assertOwner(noteId, event.requestContext.authorizer.claims.sub);').replace(
        'exports.handler',
        "const { assertOwner } = require('/opt/nodejs/asking'); exports.handler",
      ),
      { 'create.js': create },
    ],
    [
      'a function that is given the request, of a file that is not there',
      remove('await check(event);').replace(
        'exports.handler',
        "const { check } = require('/opt/nodejs/asking'); exports.handler",
      ),
      { 'create.js': create },
    ],
    [
      'a wrapper of a file that is not there',
      remove()
        .replace(
          'exports.handler = async',
          "const { mine } = require('/opt/nodejs/asking'); exports.handler = mine(async",
        )
        .replace('return { statusCode: 204 };\n  };', 'return { statusCode: 204 };\n  });'),
      { 'create.js': create },
    ],
    [
      'a group of the caller',
      remove(
        "if (!event.requestContext.authorizer.claims['cognito:groups']?.includes('staff')) return { statusCode: 401 };",
      ),
      { 'create.js': create },
    ],
    [
      'a right that is asked for by a word',
      remove('if (!event.isAdmin) return { statusCode: 401 };'),
      { 'create.js': create },
    ],
    [
      'what is found among those of the caller',
      remove(`
        const mine = await db.send(new QueryCommand({ TableName: process.env.NOTES, ExpressionAttributeValues: { ':u': event.requestContext.authorizer.claims.sub } }));
        if (!mine.Items.some((each) => each.noteId === noteId)) return { statusCode: 404 };`),
      { 'create.js': create },
    ],
    [
      'items of another kind in the same table',
      remove().replace('Key: { noteId }', "Key: { pk: 'PRODUCT#' + noteId, sk: 'PRODUCT' }"),
      {
        'create.js': create.replace(
          'noteId: crypto.randomUUID()',
          "pk: 'ORDER#' + crypto.randomUUID(), sk: 'ORDER'",
        ),
      },
    ],
    [
      'items of another kind in the same table, of the same handler',
      `${client}
        exports.handler = async (event) => {
          const userId = event.requestContext.authorizer.claims.sub;
          if (event.httpMethod === 'GET') {
            return db.send(new GetCommand({ TableName: 'shop', Key: { pk: userId, sk: 'CART' } }));
          }
          return db.send(new DeleteCommand({ TableName: 'shop', Key: { pk: event.pathParameters.id, sk: 'PRODUCT' } }));
        };`,
      {},
    ],
    [
      'a key of all callers is asked for',
      remove("if (event.headers['x-key'] !== process.env.KEY) return { statusCode: 401 };"),
      { 'create.js': create },
    ],
    [
      'a token of a schedule is asked for',
      remove(
        "const { authorization } = event.headers; if (authorization !== 'Bearer ' + process.env.CRON) return { statusCode: 401 };",
      ),
      { 'create.js': create },
    ],
    [
      'a signature of a vendor',
      remove('stripe.webhooks.constructEvent(event.body, event.headers.sign, process.env.WH);'),
      { 'create.js': create },
    ],
    [
      'a header of a signature',
      remove(
        "if (!right(event.body, event.headers['x-hub-signature-256'])) return { statusCode: 401 };",
      ),
      { 'create.js': create },
    ],
    [
      'a service of policies',
      remove(
        'const may = await client.send(new IsAuthorizedWithTokenCommand({ resource: noteId })); if (may.decision !== ALLOW) return { statusCode: 401 };',
      ),
      { 'create.js': create },
    ],
    ...[
      [
        'of a token that is decoded by hand',
        "const token = JSON.parse(Buffer.from(event.headers.Authorization.split('.')[1], 'base64')); if (Item.userId !== token.sub)",
      ],
      ['of a header', "const me = event.headers['x-user']; if (Item.userId !== me)"],
      ['of a function that is not seen', 'if (!Item.userId.equals(store.me()))'],
      [
        'as texts',
        'if (String(Item.userId) !== String(event.requestContext.authorizer.claims.sub))',
      ],
    ].map(([name, asking]): [string, string, Readonly<Record<string, string>>] => [
      `an owner held against that ${name}`,
      remove(
        `const { Item } = await db.send(new GetCommand({ TableName: process.env.NOTES, Key: { noteId } })); ${asking} return { statusCode: 404 };`,
      ),
      { 'create.js': create },
    ]),
    [
      'who calls, put into the key after it is made',
      remove(
        'const key = { noteId }; key.userId = event.requestContext.authorizer.claims.sub;',
      ).replace('Key: { noteId }', 'Key: key'),
      { 'create.js': create },
    ],
    ...[
      ['a comment', 'SET #c = list_append(if_not_exists(comments, :e), :n)'],
      ['who takes part', 'ADD attendees :n SET updatedAt = :t'],
      ['stars', 'SET ratingSum = ratingSum + :n'],
      ['that it was reported', 'SET reported = :n'],
    ].map(([name, expression]): [string, string, Readonly<Record<string, string>>] => [
      `what others add: ${name}`,
      update(expression ?? ''),
      { 'create.js': create },
    ]),
    ...['sessionId', 'code', 'deviceToken', 'endpoint'].map(
      (name): [string, string, Readonly<Record<string, string>>] => [
        `what is known to its owner alone: ${name}`,
        remove().replace('Key: { noteId }', `Key: { ${name}: noteId }`),
        { 'list.js': list },
      ],
    ),
    ...[
      [
        'a slot that no one has',
        'SET bookedVotes = :n',
        ", ConditionExpression: 'attribute_not_exists(bookedVotes)'",
      ],
      ['a click', 'SET clicks = if_not_exists(clicks, :z) + :n, lastClick = :t', ''],
      ['a player', 'SET players.#c = :n', ''],
    ].map(([name, expression, more]): [string, string, Readonly<Record<string, string>>] => [
      `what others do: ${name}`,
      update(expression ?? '', more),
      { 'list.js': list },
    ]),
    [
      'what a provider of payments says of it',
      remove(
        'const paid = await stripe.paymentIntents.retrieve(event.body); if (!paid) return { statusCode: 402 };',
      ).replace(
        'exports.handler',
        "const Stripe = require('stripe'); const stripe = new Stripe(process.env.KEY); exports.handler",
      ),
      { 'list.js': list },
    ],
    [
      'who calls, given to the database',
      remove("await pool.query(\"SELECT set_config('app.user', '1', true)\");"),
      { 'list.js': list },
    ],
    [
      'a bid that has to be higher',
      update('SET bid = :n', ", ConditionExpression: 'bid < :n'"),
      { 'create.js': create },
    ],
    [
      'what the code names',
      update('SET done = :n').replace('event.pathParameters.noteId', "'first'"),
      { 'list.js': list },
    ],
    [
      'an item of the caller, on a condition',
      `${client}
        exports.handler = async (event) => {
          const userId = event.requestContext.authorizer.claims.sub;
          const { id, text } = JSON.parse(event.body);
          await db.send(new PutCommand({ TableName: process.env.NOTES, Item: { id, userId, text }, ConditionExpression: 'version = :v' }));
          return { statusCode: 201 };
        };`,
      {},
    ],
    [
      'what only says who changed it last',
      remove(),
      { 'create.js': create.replace('userId, text', 'updatedBy: userId, text') },
    ],
    [
      'a step of a state machine, which no request brings',
      remove().replace('event.pathParameters', 'event'),
      { 'create.js': create },
    ],
    [
      'a record of a queue',
      remove().replace('event.pathParameters', 'JSON.parse(event.Records[0].body)'),
      { 'create.js': create },
    ],
    [
      'a new item under an id of the request, where none is there',
      `${client}
        exports.handler = async (event) => {
          const userId = event.requestContext.authorizer.claims.sub;
          const { id, text } = JSON.parse(event.body);
          await db.send(new PutCommand({ TableName: process.env.NOTES, Item: { id, userId, text }, ConditionExpression: 'attribute_not_exists(id)' }));
          return { statusCode: 201 };
        };`,
      {},
    ],
    [
      'who signs up, as who they say they are',
      `${client}
        exports.handler = async (event) => {
          const { userId, password } = JSON.parse(event.body);
          await db.send(new PutCommand({ TableName: process.env.NOTES, Item: { userId, password } }));
          return { statusCode: 201 };
        };`,
      {
        'authorizer.js': `${client}
          const jwt = require('jsonwebtoken');
          exports.handler = async (event) => {
            const { userId } = jwt.verify(event.headers.authorization, process.env.KEY);
            const found = await db.send(new GetCommand({ TableName: process.env.NOTES, Key: { userId } }));
            return { isAuthorized: Boolean(found.Item) };
          };`,
      },
    ],
    [
      'a middleware that asks',
      `
        const serverless = require('serverless-http');
        const express = require('express');
        const jwt = require('jsonwebtoken');
        const mongoose = require('mongoose');
        const Note = mongoose.model('Note', new mongoose.Schema({ text: String, user: String }));
        const app = express();
        const auth = (req, res, next) => { req.user = jwt.verify(req.headers.authorization, process.env.JWT_SECRET); next(); };
        const mine = async (req, res, next) => {
          const note = await Note.findOne({ _id: req.params.id, user: req.user.id });
          if (!note) return res.status(404).end();
          next();
        };
        app.post('/notes', auth, async (req, res) => res.json(await Note.create({ text: req.body.text, user: req.user.id })));
        app.delete('/notes/:id', auth, mine, async (req, res) => { await Note.findByIdAndDelete(req.params.id); res.json({ done: true }); });
        exports.handler = serverless(app);`,
      {},
    ],
  ])('are not reported: %s', (_, code, others) => {
    expect(sinksIn(code, others)).toEqual([]);
  });
});

describe('routes of an application', () => {
  it.each<[string, string]>([
    [
      'that know who calls',
      express(`app.delete('/:id', auth, async (req, res) => { ${removal} });`),
    ],
    [
      'of models with a plugin of a package',
      express(
        `app.delete('/:id', auth, async (req, res) => { ${removal} });`,
        '',
        "mongoose.plugin(require('mongoose-paginate')); const s = new mongoose.Schema({}); s.pre('save', () => {});",
      ),
    ],
  ])('reports those %s', (_, code) => {
    expect(sinksIn(code, {})).toEqual(['mongoose.findByIdAndDelete']);
  });

  it.each<[string, string]>([
    [
      'behind a key of all callers',
      express(`const key = (req, res, next) => (req.get('x-key') === process.env.KEY ? next() : res.status(401).end());
        app.delete('/:id', key, async (req, res) => { ${removal} });`),
    ],
    [
      'behind a guard by its name',
      express(`const basicAuth = require('express-basic-auth');
        app.delete('/:id', basicAuth({ users }), async (req, res) => { ${removal} });`),
    ],
    [
      'behind a level of who calls',
      express(`const min = (k) => (req, res, next) => (req.user.level >= k ? next() : res.status(404).end());
        app.delete('/:id', auth, min(3), async (req, res) => { ${removal} });`),
    ],
    [
      'that ask for what a middleware put there',
      express(
        "app.delete('/:id', auth, async (req, res) => { await Note.deleteOne({ _id: req.params.id, user: req.viewer.id }); res.end(); });",
      ),
    ],
    [
      'that add a comment',
      express(
        "app.post('/:id', auth, async (req, res) => { await Note.findByIdAndUpdate(req.params.id, { $push: { comments: req.body.text } }); res.end(); });",
      ),
    ],
    [
      'of models that ask for who calls by themselves',
      express(
        `app.delete('/:id', auth, async (req, res) => { ${removal} });`,
        '',
        'mongoose.plugin((schema) => { schema.query.mine = 1; });',
      ),
    ],
    [
      'of models that do so before each call',
      express(
        `app.delete('/:id', auth, async (req, res) => { ${removal} });`,
        '',
        'const s = new mongoose.Schema({}); s.pre(/^find/, function () { this.where(scope()); });',
      ),
    ],
  ])('not those %s', (_, code) => {
    expect(sinksIn(code, {})).toEqual([]);
  });
});

it.each<[string, string, Readonly<Record<string, string>>]>([
  ['what is only kept', remove(), { 'create.js': create }],
  [
    'what is only put there by SQL',
    `const { Pool } = require('pg'); const pool = new Pool();
     exports.handler = async (event) => { await pool.query('DELETE FROM notes WHERE id = $1', [event.pathParameters.id]); };`,
    {
      'create.js': `const { Pool } = require('pg'); const pool = new Pool();
        exports.handler = async (event) => { await pool.query('INSERT INTO notes (text, user_id) VALUES ($1, $2)', [event.body, event.requestContext.authorizer.claims.sub]); };`,
    },
  ],
  [
    'what is only kept by an update',
    remove(),
    {
      'x.js': update('SET userId = :u').replace(
        "':n': n",
        "':u': event.requestContext.authorizer.claims.sub",
      ),
    },
  ],
  ['what is added to', update('SET expenses = list_append(expenses, :n)'), { 'list.js': list }],
  [
    'who brought it about alone',
    remove(),
    { 'create.js': create.replace('userId, text', 'createdBy: userId, text') },
  ],
])('is medium by %s', (_, code, others) => {
  expect(foundIn(code, others)).toMatchObject([{ severity: 'medium' }]);
});

it.each<[string, string, Readonly<Record<string, string>>]>([
  ['a field that is set', update('SET done = :n'), { 'list.js': list }],
  ['a comment that is set', update('SET comments = :n'), { 'list.js': list }],
  [
    'fields of which one is lost',
    update('SET title = :t, comments = list_append(comments, :n)'),
    { 'list.js': list },
  ],
  [
    'who brought it about, and finds it by that',
    remove(),
    {
      'create.js': create.replace('userId, text', 'createdBy: userId, text'),
      'list.js': list.replace('userId =', 'createdBy ='),
    },
  ],
  [
    'a region that is asked for',
    remove("if (process.env.STAGE === 'test') console.log(noteId);"),
    { 'list.js': list },
  ],
  [
    'a condition of another function',
    remove(),
    {
      'x.js': remove(
        'const user = event.requestContext.authorizer.claims.sub;',
        ", ConditionExpression: 'userId = :u', ExpressionAttributeValues: { ':u': user }",
      ),
    },
  ],
  [
    'a key of another function',
    remove(),
    {
      'x.js': remove().replace(
        'Key: { noteId }',
        'Key: { noteId, userId: event.requestContext.authorizer.claims.sub }',
      ),
    },
  ],
  [
    'an origin that is asked for',
    remove('if (event.headers.origin !== process.env.ORIGIN) return { statusCode: 400 };'),
    { 'list.js': list },
  ],
  [
    'a version that has to be the same',
    update('SET title = :t, version = version + :n', ", ConditionExpression: 'version = :n'"),
    { 'list.js': list },
  ],
])('is high by %s', (_, code, others) => {
  expect(foundIn(code, others)[0]?.severity).toBeUndefined();
  expect(foundIn(code, others)).toHaveLength(1);
});

it('leaves out what is for few by its name', () => {
  expect(foundIn(remove(), { 'create.js': create }, 'index.handler')).toHaveLength(1);
  expect(
    foundIn('', { 'create.js': create, 'admin/remove.js': remove() }, 'admin/remove.handler'),
  ).toEqual([]);
  expect(
    foundIn('', { 'create.js': create, 'internal/x.js': remove() }, 'internal/x.handler'),
  ).toEqual([]);
});

const cognito = `
  const AWS = require('aws-sdk');
  const cognito = new AWS.CognitoIdentityServiceProvider();
  const UserPoolId = process.env.POOL;
`;

const guard = `exports.isOf = (event, group) => (event.requestContext.authorizer.claims['cognito:groups'] ?? '').includes(group);`;

const promote = (before = '') => `${cognito}
  const { isOf } = require('./guard');
  exports.list = async (event) => {
    if (!isOf(event, 'admins')) return { statusCode: 403 };
    return cognito.listUsers({ UserPoolId }).promise();
  };
  exports.handler = async (event) => {
    ${before}
    await cognito.adminAddUserToGroup({ UserPoolId, Username: event.pathParameters.username, GroupName: 'admins' }).promise();
    return { statusCode: 200 };
  };
`;

describe('users of a pool that any caller changes', () => {
  it('are reported where other code asks for a group', () => {
    expect(foundIn(promote(), { 'guard.js': guard })).toMatchObject([
      { sink: 'cognito-idp:AdminAddUserToGroup', flow: [{ path: 'guard.js', line: 1 }, {}] },
    ]);
  });

  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['where other code asks for a group, but items', remove(), { 'guard.js': guard }],
    [
      'of who calls, put into a group of the request',
      promote()
        .replace(
          'event.pathParameters.username',
          "event.requestContext.authorizer.claims['cognito:username']",
        )
        .replace("'admins' })", 'JSON.parse(event.body).group })'),
      { 'guard.js': guard },
    ],
    ['where no code asks for a group', promote(), { 'guard.js': 'exports.isOf = () => true;' }],
    [
      'behind the group',
      promote("if (!isOf(event, 'admins')) return { statusCode: 401 };"),
      { 'guard.js': guard },
    ],
    [
      'of who calls',
      promote().replace(
        'event.pathParameters.username',
        "event.requestContext.authorizer.claims['cognito:username']",
      ),
      { 'guard.js': guard },
    ],
    [
      'of who has just been made',
      promote(
        'await cognito.adminCreateUser({ UserPoolId, Username: event.pathParameters.username }).promise();',
      ),
      { 'guard.js': guard },
    ],
    [
      'behind what an application asks before all',
      `${cognito}
        const serverless = require('serverless-http');
        const express = require('express');
        const app = express();
        const check = (req, res, next) => {
          const groups = req.apiGateway.event.requestContext.authorizer.claims['cognito:groups'];
          if (!groups?.includes('admins')) return next(new Error('no'));
          next();
        };
        app.all('*', check);
        app.post('/disable', async (req, res) => {
          res.json(await cognito.adminDisableUser({ UserPoolId, Username: req.body.username }).promise());
        });
        exports.handler = serverless(app);`,
      {},
    ],
  ])('are not reported %s', (_, code, others) => {
    expect(sinksIn(code, others)).toEqual([]);
  });
});

it('says where it is seen that items have owners, and what is changed', () => {
  expect(foundIn(remove(), { 'create.js': create })).toMatchObject([
    {
      kind: 'broken-object-authorization',
      sink: 'dynamodb:DeleteItem',
      path: 'index.js',
      line: 9,
      flow: [
        { text: expect.stringMatching(/who calls \(userId\)/), path: 'create.js', line: 9 },
        {
          text: expect.stringMatching(/^dynamodb:DeleteItem removes what the request names/),
          path: 'index.js',
        },
      ],
    },
  ]);
});

it('is medium where an item is read', () => {
  expect(foundIn(read(), { 'list.js': list })).toMatchObject([
    { sink: 'dynamodb:GetItem', severity: 'medium' },
  ]);
});

it('is medium where an item of the caller replaces another of the same id', () => {
  const put = create.replace('noteId: crypto.randomUUID()', 'noteId: event.pathParameters.noteId');

  expect(foundIn(put, {})).toMatchObject([{ sink: 'dynamodb:PutItem', severity: 'medium' }]);
});

function sinksIn(code: string, others: Readonly<Record<string, string>>): readonly string[] {
  return foundIn(code, others).map(({ sink }) => sink);
}

function foundIn(
  code: string,
  others: Readonly<Record<string, string>>,
  handler = 'index.handler',
) {
  return objectsIn({ 'index.js': code, ...others }, { runtime: 'nodejs24.x', handler });
}
