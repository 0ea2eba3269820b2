import { describe, expect, it } from 'vitest';
import { before, designIn, designOf } from './designs-in.ts';

type Row = readonly [what: string, body: string, beside?: string];

const item = (fields: string, more = '') =>
  `const body = JSON.parse(event.body);\nawait db.send(new PutCommand({ TableName, Item: { ${fields} }${more} }));`;

describe('what strangers are meant to add', () => {
  it.each<Row>([
    ['under an id of its own', item('id: v4(), text: body.text')],
    ['under such a key', item('PK: "SHOP#" + body.shop, SK: "ORDER#" + crypto.randomUUID()')],
    ['under the time', item('id: Date.now().toString(), text: body.text')],
    ['under what Lambda calls the request', item('id: event.requestContext.requestId')],
    [
      'where nothing is there',
      item('id: body.id', ", ConditionExpression: 'attribute_not_exists(id)'"),
    ],
    [
      'under an id behind what it is of',
      item('postId: body.postId, commentId: v4()').replace('TableName', "TableName: 'comments'"),
    ],
    [
      'of what is filled in later',
      "const { text } = JSON.parse(event.body); const note = { text }; note.id = v4();\nawait db.send(new PutCommand({ TableName: 'notes', Item: note }));",
    ],
    [
      'by helpers that are given the id and the name of the table',
      "const { text } = JSON.parse(event.body); await save({ id: v4(), text }, 'notes');",
      'const save = async ({ id, text }, TableName) => db.send(new PutCommand({ TableName, Item: { id, text } }));',
    ],
    [
      'beside what is read, and another',
      `await db.send(new GetCommand({ TableName, Key: { id: event.pathParameters.id } }));\n${item('id: v4()')}\n${item('auditId: v4()').replace('const body', 'const other')}`,
    ],
    [
      'a role that all get',
      item("userId: v4(), role: 'user', name: body.name").replace(
        'TableName',
        "TableName: 'users'",
      ),
    ],
    [
      'an object under a key of its own',
      'await new S3Client({}).send(new PutObjectCommand({ Bucket: process.env.B, Key: v4() + ".json", Body: event.body }));',
      "const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');",
    ],
    [
      'a message of fields to the one queue',
      'const { name } = JSON.parse(event.body); await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.Q, MessageBody: JSON.stringify({ id: v4(), name }) }));',
      "const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');",
    ],
    [
      'a message of a form',
      'const { name, text } = JSON.parse(event.body); await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.Q, MessageBody: JSON.stringify({ name, text }) }));',
      "const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');",
    ],
    [
      'a mail to a fixed recipient',
      'const { text } = JSON.parse(event.body); await new SESClient({}).send(new SendEmailCommand({ Destination: { ToAddresses: [process.env.TO] }, Message: { Body: { Text: { Data: text } } } }));',
      "const { SESClient, SendEmailCommand } = require('@aws-sdk/client-ses');",
    ],
    [
      'a note to the one topic',
      'const { text } = JSON.parse(event.body); await new SNSClient({}).send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: `Hello ' +
        '$' +
        '{text}` }));',
      "const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');",
    ],
    [
      'a mail of a form, by a package',
      'const { text, email } = JSON.parse(event.body); await mail.sendMail({ to: process.env.TO, replyTo: email, text });',
      "const mail = require('nodemailer').createTransport({});",
    ],
    [
      'a document',
      'await Note.create(JSON.parse(event.body));',
      "const { model, Schema } = require('mongoose'); const Note = model('Note', new Schema({ text: String }));",
    ],
    [
      'a document that is made before',
      'const note = new Note(JSON.parse(event.body)); await note.save();',
      "const { model, Schema } = require('mongoose'); const Note = model('Note', new Schema({ text: String }));",
    ],
    [
      'a row',
      "const { text } = JSON.parse(event.body); await pool.query('INSERT INTO notes (text) VALUES ($1)', [text]);",
      "const { Pool } = require('pg'); const pool = new Pool();",
    ],
    [
      'a row by Prisma',
      'const { text } = JSON.parse(event.body); await prisma.note.create({ data: { text } });',
      "const { PrismaClient } = require('@prisma/client'); const prisma = new PrismaClient();",
    ],
    [
      'a row by Knex',
      "const { text } = JSON.parse(event.body); await knex('notes').insert({ text }).returning('id');",
      "const knex = require('knex')({ client: 'pg' });",
    ],
  ])('is seen: %s', (_, body, beside) => {
    expect(designIn(body, beside)).toBe('addition');
  });

  it.each<Row>([
    ['under an id that callers name', item('id: body.id, text: body.text')],
    ['under an id that callers may name', item('id: body.id || v4()')],
    [
      'under one of two ids, of which callers name one',
      item('orderId: body.a ? body.orderId : v4()'),
    ],
    ['under few characters', item('orderId: v4().slice(0, 2)')],
    [
      'in a table whose name callers complete',
      "const { t } = JSON.parse(event.body); const parts = ['a']; parts.push(t); await db.send(new PutCommand({ TableName: parts.join(''), Item: { id: v4() } }));",
    ],
    [
      'beside what may send elsewhere, by a name that is made up',
      'await new Acts()[event.act]();',
      "class Acts { add() { return db.send(new PutCommand({ TableName, Item: { id: v4() } })); } send() { return fetch('https://example.com'); } }",
    ],
    [
      'a mail of a package, to whom a table names',
      `const { Items } = await db.send(new GetCommand({ TableName }));\nawait mail.sendMail({ to: Items[0].email, text: event.body });`,
      "const mail = require('nodemailer').createTransport({});",
    ],
    [
      'a note to all who have subscribed',
      'const { text } = JSON.parse(event.body); await new SNSClient({}).send(new PublishCommand({ TopicArn: process.env.SUBSCRIBERS_TOPIC, Message: `Hello ' +
        '$' +
        '{text}` }));',
      "const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');",
    ],
    [
      'under an id that callers may name later',
      "const { other } = JSON.parse(event.body); let id = v4(); if (other) id = other;\nawait db.send(new PutCommand({ TableName: 'notes', Item: { id } }));",
    ],
    [
      'in a table that is given by what is not followed',
      'await event.each(put);',
      'const put = (text, TableName) => db.send(new PutCommand({ TableName, Item: { id: v4(), text } }));',
    ],
    [
      'beside a module that is loaded as it runs',
      `${item('id: v4()')}\nawait (await import('./other.js')).act(event);`,
    ],
    [
      'in code that was made smaller',
      `${item('id: v4()')} const pad = '${'a'.repeat(20_000)}';`.replaceAll('\n', ' '),
    ],
    ['under an id that callers may put over it', item('id: v4(), ...body')],
    [
      'with an id that is set for some alone',
      'const note = JSON.parse(event.body); if (!note.id) note.id = v4();\nawait db.send(new PutCommand({ TableName, Item: note }));',
    ],
    [
      'with an id that is none of the keys',
      item('email: body.email, at: new Date().toISOString()'),
    ],
    ['where it must be there', item('id: v4()', ", ConditionExpression: 'attribute_exists(id)'")],
    [
      'under an id beside the key of two parts',
      item("PK: body.email, SK: 'PROFILE', userId: v4()"),
    ],
    [
      'of people, whose address stands before their id',
      item('email: body.email, userId: v4()').replace('TableName', "TableName: 'users'"),
    ],
    [
      'by a helper that is also given what callers send, where that is not followed',
      'await save({ id: v4(), text: event.body }); await all.any.save(JSON.parse(event.body));',
      'const all = {}; const save = async (Item) => db.send(new PutCommand({ TableName, Item }));',
    ],
    ...[
      "const { sign } = require('hono/jwt');",
      "const { sign } = require('jsonwebtoken');",
      "const { SignJWT } = require('jose'); const sign = (claims, key) => new SignJWT(claims).sign(key);",
    ].map(
      (beside): Row => [
        `beside a token that is signed: ${beside}`,
        `${item('id: v4()')}\nreturn sign({ id: 1 }, process.env.KEY);`,
        beside,
      ],
    ),
    ['as whom callers name', item('id: v4(), senderId: body.senderId, text: body.text')],
    [
      'a mail of a package, with what callers name beside it',
      'const { path } = JSON.parse(event.body); await mail.sendMail({ to: process.env.TO, attachments: [{ path }] });',
      "const mail = require('nodemailer').createTransport({});",
    ],
    [
      'a mail to a list into which callers come',
      "const list = [process.env.TO]; list.push(JSON.parse(event.body).to); await mail.sendMail({ to: list, text: 'a' });",
      "const mail = require('nodemailer').createTransport({});",
    ],
    [
      'a page that all see',
      "await new S3Client({}).send(new PutObjectCommand({ Bucket: process.env.B, Key: v4() + '.html', Body: event.body, ContentType: 'text/html' }));",
      "const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');",
    ],
    [
      'a mail of a package, to whom callers name',
      'const { to, text } = JSON.parse(event.body); await mail.sendMail({ to, text });',
      "const mail = require('nodemailer').createTransport({});",
    ],
    ['beside what reads the messages of a service', item('id: v4(), to: body.replyToken')],
    ['of all that callers send, with an id put over it', item('...body, id: v4()')],
    [
      'of all that callers send, with an id set in it',
      "const note = JSON.parse(event.body); note.id = v4();\nawait db.send(new PutCommand({ TableName: 'notes', Item: note }));",
    ],
    [
      'into which callers may put more',
      "const note = { id: v4() }; Object.assign(note, JSON.parse(event.body));\nawait db.send(new PutCommand({ TableName: 'notes', Item: note }));",
    ],
    ['under an id behind an address', item('email: body.email, id: v4()')],
    [
      'beside a key of the function',
      `${item('id: v4()')}\nreturn process.env.AWS_SECRET_ACCESS_KEY;`,
    ],
    ['beside any variable', `${item('id: v4()')}\nreturn process.env[event.body];`],
    [
      'in a table that callers may name',
      'const { t } = JSON.parse(event.body); const table = t || process.env.TABLE; await db.send(new PutCommand({ TableName: table, Item: { id: v4() } }));',
    ],
    [
      'a mail to whom callers may name',
      "const { t } = JSON.parse(event.body); const to = t || process.env.TO; await mail.sendMail({ to, text: 'a' });",
      "const mail = require('nodemailer').createTransport({});",
    ],
    ['beside the id of a request', item('id: body.id, requestId: v4()')],
    ['behind whose name callers find it', item('slug: body.slug, id: v4()')],
    [
      'where something else is not there',
      item('id: body.id', ", ConditionExpression: 'attribute_not_exists(deletedAt)'"),
    ],
    ['of a day', item('pk: body.user, sk: new Date().toISOString().slice(0, 10)')],
    ['of too little of an id', item('id: v4().slice(0, 1) + body.name')],
    ['that is made once', item('id: ONCE'), 'const ONCE = v4();'],
    ['of one who administers', item("id: v4(), type: 'admin', email: body.email")],
    [
      'of money',
      item('id: v4(), amount: body.amount').replace('TableName', "TableName: 'transactions'"),
    ],
    [
      'by a function of users',
      'await createUser(JSON.parse(event.body));',
      'const createUser = ({ email, userType }) => db.send(new PutCommand({ TableName, Item: { id: v4(), email, userType } }));',
    ],
    ['with a role of the caller', item('id: v4(), role: body.role')],
    [
      'all that callers send, of users',
      item('...body, id: v4()').replace('TableName', "TableName: 'users'"),
    ],
    [
      'of who may do what',
      item('id: v4(), name: body.name').replace('TableName', "TableName: 'api-keys'"),
    ],
    ['in a table of the caller', item('id: v4()').replace('TableName', 'TableName: body.table')],
    [
      'to whom something is sent later',
      item('id: v4(), email: body.email').replace('TableName', "TableName: 'reminders'"),
    ],
    [
      'a hash of what is given',
      item("id: crypto.createHash('sha256').update(body.email).digest('hex')"),
    ],
    [
      'beside a change',
      `${item('id: v4()')}\nawait db.send(new UpdateCommand({ TableName, Key: { id: body.id }, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': body.a } }));`,
    ],
    [
      'beside a change in a helper that is given as a value',
      `${item('id: v4()')}\nawait Promise.all(body.ids.map(change));`,
      "const change = (id) => db.send(new UpdateCommand({ TableName, Key: { id }, UpdateExpression: 'SET a = 1' }));",
    ],
    [
      'an object under a key that callers name',
      'await new S3Client({}).send(new PutObjectCommand({ Bucket: process.env.B, Key: JSON.parse(event.body).name, Body: event.body }));',
      "const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');",
    ],
    [
      'a way to put an object',
      'return getSignedUrl(new S3Client({}), new PutObjectCommand({ Bucket: process.env.B, Key: v4() }));',
      "const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3'); const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');",
    ],
    ...[
      'QueueUrl: process.env.Q, MessageBody: event.body',
      "QueueUrl: process.env.Q, MessageBody: JSON.stringify({ id: v4(), action: 'DELETE_USER' })",
      'QueueUrl: process.env.Q, MessageBody: JSON.stringify({ id: v4(), action: JSON.parse(event.body).action })',
      'QueueUrl: process.env.Q, MessageBody: JSON.stringify({ orderId: JSON.parse(event.body).orderId })',
      'QueueUrl: process.env.REFUND_QUEUE, MessageBody: JSON.stringify({ id: v4() })',
      'QueueUrl: process.env.Q, MessageBody: JSON.stringify({ url: JSON.parse(event.body).url })',
      'QueueUrl: JSON.parse(event.body).queue, MessageBody: JSON.stringify({ id: v4() })',
    ].map(
      (settings): Row => [
        `a message: ${settings}`,
        `await new SQSClient({}).send(new SendMessageCommand({ ${settings} }));`,
        "const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');",
      ],
    ),
    [
      'a mail to whom the caller names',
      'const { to } = JSON.parse(event.body); await new SESClient({}).send(new SendEmailCommand({ Destination: { ToAddresses: [to] } }));',
      "const { SESClient, SendEmailCommand } = require('@aws-sdk/client-ses');",
    ],
    ...[
      'await Note.findByIdAndUpdate(event.pathParameters.id, JSON.parse(event.body));',
      'await Note.create(JSON.parse(event.body)); await Note.deleteMany({});',
      'const note = await Note.findById(1); note.text = event.body; await note.save();',
      'await User.create(JSON.parse(event.body));',
      'await Paid.create(JSON.parse(event.body));',
      'const note = new Note({}); note.set(JSON.parse(event.body)); await note.save();',
      'await model(event.body).create({ a: 1 });',
      'await Note.create(JSON.parse(event.body)); await all.any.push.run(event.body);',
      'await Note.create(JSON.parse(event.body)); const each = (act, one) => act(one); await each(all.act, event.body);',
      'class Notes { add(one) { return Note.create(one); } clear() { return Note.deleteMany({}); } } const notes = new Notes(); await notes[event.act](event.body);',
    ].map(
      (body): Row => [
        `of MongoDB: ${body}`,
        body,
        "const { model, Schema } = require('mongoose'); const Note = model('Note', new Schema({})); const User = model('User', new Schema({})); const Paid = model('Order', new Schema({ paid: Boolean })); const all = {};",
      ],
    ),
    ...[
      "'INSERT INTO notes (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET a = 1'",
      "'UPDATE notes SET a = $1'",
      "'INSERT INTO users (email, role) VALUES ($1, $2)'",
      "'INSERT INTO admins (name) VALUES ($1)'",
      "'INSERT INTO team_members (team_id) VALUES ($1)'",
      "'INSERT INTO notes (a) SELECT a FROM other'",
      "'INSERT INTO notes (a) VALUES ((SELECT a FROM other))'",
      "'INSERT INTO notes (a) VALUES ($1)'); await pool.query('SELECT delete_user($1)'",
      '`INSERT INTO notes (a) VALUES ($' + '{event.body})`',
      "'INSERT INTO notes (a) VALUES ($1)'); await pool.query('SELECT a INTO b FROM c'",
      "'INSERT INTO notes (a) VALUES ($1); DELETE FROM notes'",
      "'SELECT a INTO b FROM c'",
      "'INSERT INTO notes (a) VALUES (' + event.body + ')'",
      'event.body',
    ].map(
      (sql): Row => [
        `of SQL: ${sql}`,
        `await pool.query(${sql}, [event.body]);`,
        "const { Pool } = require('pg'); const pool = new Pool();",
      ],
    ),
    [
      'a row by Prisma, of all that callers send',
      'await prisma.note.create({ data: JSON.parse(event.body) });',
      "const { PrismaClient } = require('@prisma/client'); const prisma = new PrismaClient();",
    ],
    [
      'rows by Sequelize that may replace others',
      "await Note.bulkCreate([{ a: event.body }], { updateOnDuplicate: ['a'] });",
      "const { Sequelize } = require('sequelize'); const Note = new Sequelize(process.env.DB).define('note', {});",
    ],
    [
      'a row by Prisma that may replace one',
      'const { id } = JSON.parse(event.body); await prisma.note.upsert({ where: { id }, create: { id }, update: { id } });',
      "const { PrismaClient } = require('@prisma/client'); const prisma = new PrismaClient();",
    ],
  ])('is not: %s', (_, body, beside) => {
    expect(designIn(body, beside)).toBeUndefined();
  });

  it.each(['users/create.handler', 'admin/create.handler'])(
    'is no more than that of what is called so: %s',
    (handler) => {
      const code = `${before}exports.handler = async (event) => {\n${item('id: v4(), orgId: body.orgId')}\n};`;

      expect(designOf({ [`${handler.split('.')[0]}.js`]: code }, handler)).toBeUndefined();
      expect(designOf({ 'notes.js': code }, 'notes.handler')).toBe('addition');
    },
  );

  it('is seen behind middleware', () => {
    const code = `${before}const middy = require('@middy/core'); const json = require('@middy/http-json-body-parser');
exports.handler = middy(async (event) => { const { text } = event.body;
await db.send(new PutCommand({ TableName, Item: { id: v4(), text } })); }).use(json());`;

    expect(designOf({ 'index.js': code })).toBe('addition');
  });

  it.each(['src/webhook.handler', 'notify.handler', 'index.paymentCallback', 'index.approveNote'])(
    'is not what a service calls: %s',
    (handler) => {
      const [path, name] = handler.split('.');
      const code = `${before}exports.${name} = async (event) => {\n${item('id: v4(), text: body.text')}\n};`;

      expect(designOf({ [`${path}.js`]: code }, handler)).toBeUndefined();
    },
  );
});
