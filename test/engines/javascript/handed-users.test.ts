import { describe, expect, it } from 'vitest';
import { findHandedOut } from '../../../functions/engines/javascript/handed-out/find-handed-out.ts';

const schema = (more = '', password = 'String') =>
  `const mongoose = require('mongoose');\nconst UserSchema = new mongoose.Schema({ name: String, password: ${password} }${more});\nmongoose.model('User', UserSchema);\nmodule.exports = mongoose.model('User');\n`;
const USER = "const User = require('./user');\n";
const handler = (code: string) => `exports.handler = async (event) => { ${code} };\n`;
const answer = (what = 'users') => `return { statusCode: 200, body: JSON.stringify(${what}) };`;
const express = (...code: readonly string[]) =>
  `const express = require('express');\nconst serverless = require('serverless-http');\nconst app = express();\napp.use(express.json());\n${code.join('\n')}\nmodule.exports.handler = serverless(app);\n`;
const SQL =
  "const sql = 'INSERT INTO users (name, password) VALUES (?, ?)';\nmodule.exports = (db, user) => db.query(sql, user);\n";
const WRITER =
  'exports.handler = async (event) => client.send(new PutCommand({ TableName: process.env.USERS_TABLE, Item: { id, passwordHash: hash } }));\n';
const scan = (more = '') =>
  `const { DynamoDBDocumentClient, ScanCommand } = require('@aws-sdk/lib-dynamodb');\nconst client = DynamoDBDocumentClient.from({});\n${handler(`const result = await client.send(new ScanCommand({ TableName: process.env.USERS_TABLE${more} })); ${answer('result.Items')}`)}`;

type Files = Readonly<Record<string, string>>;

describe('users with their passwords are handed to anyone', () => {
  it.each<[string, Files]>([
    [
      'of mongoose, by promises',
      {
        'user.js': schema(),
        'index.js': `${USER}exports.handler = () => connect().then(getUsers).then((users) => ({ statusCode: 200, body: JSON.stringify(users) }));\nfunction getUsers() { return User.find({}).then((users) => users).catch((error) => Promise.reject(error)); }\nfunction connect() { return Promise.resolve(); }`,
      },
    ],
    [
      'of a model that a function makes in another file',
      {
        'user.js':
          "module.exports = (mongoose) => { const schema = mongoose.Schema({ name: String, password: String }, { timestamps: true }); return mongoose.model('user', schema); };\n",
        'index.js': `const mongoose = require('mongoose');\nconst db = { mongoose };\ndb.users = require('./user')(mongoose);\nconst User = db.users;\n${handler(`const users = await User.find({}); ${answer()}`)}`,
      },
    ],
    [
      'of a schema with plain options',
      {
        'user.js': schema(', { timestamps: true }'),
        'index.js': `const mongoose = require('mongoose');\nmongoose.set('strictQuery', false);\n${USER}${handler(`const users = await User.find(); ${answer()}`)}`,
      },
    ],
    [
      'of mongoose, by a name',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`const users = await User.find(); ${answer()}`)}`,
      },
    ],
    [
      'beside how many they are',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`const users = await User.find({}).sort('name').exec(); ${answer('{ users, count: users.length }')}`)}`,
      },
    ],
    [
      'by a helper with a default',
      {
        'user.js': schema(),
        'index.js': `${USER}const Answers = { ok(data = {}) { return { statusCode: 200, body: JSON.stringify(data) }; } };\nexports.handler = () => User.find().then(async (users) => { return Answers.ok({ data: users }); });`,
      },
    ],
    [
      'by a helper',
      {
        'user.js': schema(),
        'index.js': `${USER}const reply = (status, data) => ({ statusCode: status, body: JSON.stringify(data) });\n${handler('return reply(200, await User.find({}));')}`,
      },
    ],
    [
      'by a route of Express',
      {
        'user.js': schema(),
        'index.js': express(
          USER,
          "app.get('/users', async (req, res) => { res.json(await User.find()); });",
        ),
      },
    ],
    [
      'by a router of Express',
      {
        'user.js': schema(),
        'router.js': `const express = require('express');\n${USER}const router = express.Router();\nrouter.get('/', async (req, res) => { const users = await User.find(); res.status(200).json(users); });\nmodule.exports = router;\n`,
        'index.js': express("app.use('/users', require('./router'));"),
      },
    ],
    [
      'of SQL, by what a log-in asks for',
      {
        'in.js':
          "module.exports = (db, given) => db.query('SELECT * FROM users WHERE phone = ? AND password = ?', given);\n",
        'index.js': `const mysql = require('mysql2/promise');\n${handler(`const db = await mysql.createConnection({}); const [rows] = await db.query('SELECT * FROM users'); ${answer('rows')}`)}`,
      },
    ],
    [
      'of SQL',
      {
        'add.js': SQL,
        'index.js': `const mysql = require('mysql2/promise');\n${handler(`const db = await mysql.createConnection({}); const [rows] = await db.query('SELECT * FROM users'); ${answer('rows')}`)}`,
      },
    ],
    [
      'of SQL, by a function that is called',
      {
        'add.js': SQL,
        'index.js': express(
          "const mysql = require('mysql2');\nconst db = mysql.createConnection({});",
          "app.get('/users', (req, res) => { db.query('SELECT * FROM `users` ORDER BY id', (error, rows) => { res.send(rows); }); });",
        ),
      },
    ],
    [
      'of one, by an address',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`const users = await User.findOne({ email: event.pathParameters.email }); ${answer()}`)}`,
      },
    ],
    [
      'of one of SQL',
      {
        'add.js': SQL,
        'index.js': `const mysql = require('mysql2/promise');\n${handler(`const db = await mysql.createConnection({}); const [rows] = await db.query('SELECT * FROM users WHERE id = ?', [event.id]); ${answer('rows[0]')}`)}`,
      },
    ],
    [
      'of one of DynamoDB',
      {
        'add.js': WRITER,
        'index.js': scan(', Key: { id: event.id }')
          .replaceAll('ScanCommand', 'GetCommand')
          .replace('result.Items', 'result.Item'),
      },
    ],
    ['of DynamoDB', { 'add.js': WRITER, 'index.js': scan() }],
    [
      'as a text with room',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler('const users = await User.find({}); return { statusCode: 200, body: JSON.stringify(users, null, 2) };')}`,
      },
    ],
  ])('%s', (_, files) => {
    expect(kindsIn(files)).toEqual(['credentials all']);
  });

  it.each<[string, Files]>([
    [
      'without the password',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`const users = await User.find().select('-password'); ${answer()}`)}`,
      },
    ],
    [
      'with a projection',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`const users = await User.find({}, 'name'); ${answer()}`)}`,
      },
    ],
    [
      'a field that is left out unless it is asked for',
      {
        'user.js': schema('', '{ type: String, select: false }'),
        'index.js': `${USER}${handler(`const users = await User.find(); ${answer()}`)}`,
      },
    ],
    [
      'a schema that leaves it out',
      {
        'user.js': schema(', { toJSON: { transform } }'),
        'index.js': `${USER}${handler(`const users = await User.find(); ${answer()}`)}`,
      },
    ],
    [
      'a schema with options from elsewhere',
      {
        'user.js': schema(', require("./options")'),
        'index.js': `${USER}${handler(`const users = await User.find(); ${answer()}`)}`,
      },
    ],
    [
      'a schema that a function is given',
      {
        'user.js': `${schema()}require('./hide')(UserSchema);\n`,
        'index.js': `${USER}${handler(`const users = await User.find(); ${answer()}`)}`,
      },
    ],
    [
      'what a plugin of all schemas may leave out',
      {
        'user.js': schema(),
        'index.js': `require('mongoose').set('strictQuery', true);\nconst mongoose = require('mongoose');\nmongoose.plugin(require('./hide'));\n${USER}${handler(`const users = await User.find(); ${answer()}`)}`,
      },
    ],
    [
      'a schema without one',
      {
        'user.js': schema('', 'String').replace('password:', 'resetPasswordAt:'),
        'index.js': `${USER}${handler(`const users = await User.find(); ${answer()}`)}`,
      },
    ],
    [
      'what is made of each',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`const users = await User.find(); ${answer('users.map((user) => user.name)')}`)}`,
      },
    ],
    [
      'what is taken out of each',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`const users = await User.find().lean(); for (const user of users) delete user.password; ${answer()}`)}`,
      },
    ],
    [
      'to who logs in',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`const body = JSON.parse(event.body); const users = await User.findOne({ email: body.email }); if (users.password !== body.password) return { statusCode: 400 }; ${answer()}`)}`,
      },
    ],
    [
      'one that was made',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`const body = JSON.parse(event.body); if (await User.findOne({ email: body.email })) return { statusCode: 409 }; const users = await User.create(body); ${answer()}`)}`,
      },
    ],
    [
      'how many they are',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`const users = await User.find(); ${answer('users.length')}`)}`,
      },
    ],
    [
      'what is only logged',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`const users = await User.find(); console.log(JSON.stringify(users)); ${answer('{}')}`)}`,
      },
    ],
    [
      'to who has a token',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler(`if (!check(event.headers.authorization)) return { statusCode: 401 }; const users = await User.find(); ${answer()}`)}`,
      },
    ],
    [
      'behind a guard of a route',
      {
        'user.js': schema(),
        'index.js': express(
          USER,
          "app.get('/users', auth, async (req, res) => { res.json(await User.find()); });",
        ),
      },
    ],
    [
      'behind a guard of a router',
      {
        'user.js': schema(),
        'router.js': `const express = require('express');\n${USER}const router = express.Router();\nrouter.get('/', async (req, res) => { res.json(await User.find()); });\nmodule.exports = router;\n`,
        'index.js': express("app.use('/users', require('./guard'), require('./router'));"),
        'guard.js': 'module.exports = (req, res, next) => next();\n',
      },
    ],
    [
      'behind a guard in the router',
      {
        'user.js': schema(),
        'router.js': `const express = require('express');\n${USER}const router = express.Router();\nrouter.use(require('./guard'));\nrouter.get('/', async (req, res) => { res.json(await User.find()); });\nmodule.exports = router;\n`,
        'index.js': express("app.use('/users', require('./router'));"),
        'guard.js': 'module.exports = (req, res, next) => next();\n',
      },
    ],
    [
      'columns of SQL',
      {
        'add.js': SQL,
        'index.js': `const mysql = require('mysql2/promise');\n${handler(`const db = await mysql.createConnection({}); const [rows] = await db.query('SELECT name FROM users'); ${answer('rows')}`)}`,
      },
    ],
    [
      'another table of SQL',
      {
        'add.js': SQL,
        'index.js': `const mysql = require('mysql2/promise');\n${handler(`const db = await mysql.createConnection({}); const [rows] = await db.query('SELECT * FROM orders'); ${answer('rows')}`)}`,
      },
    ],
    ['a part of DynamoDB', { 'add.js': WRITER, 'index.js': scan(", ProjectionExpression: 'id'") }],
    [
      'another table of DynamoDB',
      { 'add.js': WRITER.replace('USERS_TABLE', 'OTHER_TABLE'), 'index.js': scan() },
    ],
    [
      'a table of DynamoDB that may be another one there',
      { 'add.js': `const other = process.env.OTHER_TABLE;\n${WRITER}`, 'index.js': scan() },
    ],
    [
      'a table of DynamoDB without passwords',
      {
        'add.js': `// no password\n${WRITER.replace('passwordHash: hash', 'name')}`,
        'index.js': scan(),
      },
    ],
    [
      'by a list of names',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler('const users = await User.find({}); return { statusCode: 200, body: JSON.stringify(users, ["name"]) };')}`,
      },
    ],
    [
      'by a function',
      {
        'user.js': schema(),
        'index.js': `${USER}${handler('const users = await User.find({}); return { statusCode: 200, body: JSON.stringify(users, visible) };')}`,
      },
    ],
  ])('not: %s', (_, files) => {
    expect(kindsIn(files)).toEqual([]);
  });
});

function kindsIn(files: Files): readonly string[] {
  const source = { files: new Map(Object.entries(files)), handler: 'index.handler' };

  return findHandedOut(source).map(({ kind, named }) => `${kind} ${named}`);
}
