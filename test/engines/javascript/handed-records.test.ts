import { describe, expect, it } from 'vitest';
import { findHandedOut } from '../../../functions/engines/javascript/handed-out/find-handed-out.ts';

const scan = (table = "'patients'", more = '') =>
  `const { DynamoDBDocumentClient, ScanCommand } = require('@aws-sdk/lib-dynamodb');
const client = DynamoDBDocumentClient.from({});
exports.handler = async (event) => {
  const found = await client.send(new ScanCommand({ TableName: ${table}${more} }));
  return { statusCode: 200, body: JSON.stringify(found.Items) };
};
`;
const wrapped = (wrapper: string) =>
  `${wrapper}\n${scan().replace('exports.handler =', 'const list =')}exports.handler = wrap(list);\n`;
const writer = (table: string, field: string) =>
  `exports.handler = async (event) => client.send(new PutCommand({ TableName: ${table}, Item: { id, ${field}: 1 } }));\n`;
const model = (name: string, fields: string, find = 'find()') => ({
  'model.js': `const mongoose = require('mongoose');\nmodule.exports = mongoose.model('${name}', new mongoose.Schema({ ${fields} }));\n`,
  'index.js': `const Model = require('./model');\nexports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(await Model.${find}) });\n`,
});
const rows = (sql: string) =>
  `const mysql = require('mysql2/promise');\nexports.handler = async (event) => {\n  const db = await mysql.createConnection({});\n  const [found] = await db.query('${sql}');\n  return { statusCode: 200, body: JSON.stringify(found) };\n};\n`;

const collection = (find: string, fields: string, name = 'orders') => ({
  'index.js': `const { MongoClient } = require('mongodb');
exports.handler = async (event) => {
  const db = (await new MongoClient(process.env.URL).connect()).db('shop');
  return { statusCode: 200, body: JSON.stringify(await db.collection('${name}').${find}.toArray()) };
};
exports.add = async (event) => { await event.db.collection('${name}').insertOne({ ${fields} }); };
`,
});

type Files = Readonly<Record<string, string>>;

describe('what is kept of people is handed to anyone', () => {
  it.each<[string, string, Files]>([
    ['by what a table is called', 'patients', { 'index.js': scan() }],
    ['by its variable', 'PAYROLL_TABLE', { 'index.js': scan('process.env.PAYROLL_TABLE') }],
    [
      'by what the code puts into it',
      'people',
      { 'index.js': scan("'people'"), 'add.js': writer("'people'", 'ssn') },
    ],
    [
      'by the pay of employees',
      'EMPLOYEES_TABLE',
      {
        'index.js': scan('process.env.EMPLOYEES_TABLE'),
        'add.js': writer('process.env.EMPLOYEES_TABLE', 'salary'),
      },
    ],
    ['by what a model is called', 'Patient', model('Patient', 'name: String')],
    ['by a field of a model', 'Client', model('Client', 'name: String, iban: String', 'find({})')],
    [
      'by how who ordered is reached',
      'orders',
      { 'index.js': scan("'orders'"), 'add.js': writer("'orders'", 'email') },
    ],
    [
      'by how users are reached',
      'USERS_TABLE',
      {
        'index.js': scan('process.env.USERS_TABLE'),
        'add.js': writer('process.env.USERS_TABLE', 'email, phone'),
      },
    ],
    [
      'all who are written to',
      'EmailsTable',
      { 'index.js': scan("'EmailsTable'"), 'add.js': writer("'EmailsTable'", 'email') },
    ],
    [
      'by what another call of the file puts, beside another table',
      'customers',
      {
        'index.js': `${scan("'customers'")}exports.add = async (event) => client.send(new PutCommand({ TableName: 'customers', Item: { email: event.e, address: event.a } }));\nexports.log = async () => client.send(new PutCommand({ TableName: 'logs', Item: { id: 1 } }));\n`,
      },
    ],
    [
      'users of whom a page is made',
      'config-users',
      { 'index.js': scan("'config-users'"), 'add.js': writer("'config-users'", 'email, phone') },
    ],
    [
      'by the birthdays of members',
      'team-members',
      {
        'index.js': scan("'team-members'"),
        'add.js': writer("'team-members'", 'email, phone, dob'),
      },
    ],
    [
      'though each says more, and is only read by another name',
      'orders',
      {
        'index.js': scan("'orders'").replace(
          '  return',
          '  for (const each of found.Items) { each.total = sum(each); each.email = each.email.toLowerCase(); }\n  return',
        ),
        'add.js': writer("'orders'", 'email'),
      },
    ],
    [
      'by whose address it has',
      'MAIN_TABLE',
      {
        'index.js': scan('process.env.MAIN_TABLE'),
        'add.js': writer('process.env.MAIN_TABLE', 'customerEmail'),
      },
    ],
    [
      'by what is made of each',
      'MAIN_TABLE',
      {
        'index.js': scan('process.env.MAIN_TABLE').replace(
          'found.Items',
          'found.Items?.map((each) => { return { account: each.account.N, balance: Number(each.balance.N) }; })',
        ),
        'add.js': writer('process.env.MAIN_TABLE', 'account, balance'),
      },
    ],
    [
      'by a call that only reads what each is',
      'patients',
      {
        'index.js': scan().replace(
          'found.Items',
          'found.Items ? found.Items.map((each) => unmarshall(each)) : []',
        ),
      },
    ],
    ...[
      'found.Items.sort((one, other) => one.name.localeCompare(other.name))',
      'found.Items.slice(0, 50)',
      'found.Items.reverse()',
    ].map((shown): [string, string, Files] => [
      'in another order, or the first',
      'patients',
      { 'index.js': scan().replace('found.Items', shown) },
    ]),
    ...[
      'found.Items = found.Items.concat(next.Items);',
      'for (const each of found.Items) each.phone = String(each.phone);',
    ].map((before): [string, string, Files] => [
      'whatever is added or converted',
      'patients',
      { 'index.js': scan().replace('  return', `  ${before}\n  return`) },
    ]),
    ...[
      "const middy = require('@middy/core'); const cors = require('@middy/http-cors'); const wrap = (of) => middy(of).use(cors());",
      "var core = require('@middy/core'); var cors = require('@middy/http-cors'); const wrap = (of) => (0, core.default)(of).use((0, cors.default)());",
      'const wrap = (of) => async (event) => { try { return await of(event); } catch (error) { return { statusCode: 500 }; } };',
    ].map((wrapper): [string, string, Files] => [
      'in a wrapper that asks for nothing',
      'patients',
      { 'index.js': wrapped(wrapper) },
    ]),
    [
      'by how those of a model are reached',
      'Booking',
      model('Booking', 'name: String, phone: String'),
    ],
    [
      'by how those of a table are reached',
      'customers',
      { 'index.js': rows('select email, phone from customers') },
    ],
    [
      'of a model that a function makes of a connection',
      'User',
      {
        'model.js':
          "const mongoose = require('mongoose');\nconst schema = new mongoose.Schema({ email: String, address: String });\nmodule.exports = (connection) => connection.model('User', schema);\n",
        'index.js':
          "const mongoose = require('mongoose');\nconst modelOf = require('./model');\nexports.handler = async (event) => {\n  const Model = await modelOf(await mongoose.createConnection(process.env.URL));\n  return { statusCode: 200, body: JSON.stringify(await Model.find({})) };\n};\n",
      },
    ],
    ['by what is put into a collection', 'orders', collection('find({})', 'item: 1, email: 2')],
    ['by what a collection is called', 'patients', collection('find()', 'name: 1', 'patients')],
    ['by all columns', 'medical_records', { 'index.js': rows('SELECT * FROM medical_records') }],
    ['by a column', 'clients', { 'index.js': rows('select name, passport_number from clients') }],
  ])('%s', (_, of, files) => {
    expect(handedBy(files)).toMatchObject([{ kind: 'records', of }]);
  });

  it.each(['select id, password from users', 'select id, senha from users'])(
    'passwords, by a column of them: %s',
    (sql) => {
      expect(handedBy({ 'index.js': rows(sql) })).toMatchObject([{ kind: 'credentials' }]);
    },
  );

  it.each(['select id, password from users where password = "a"', 'select id, name from users'])(
    'is no password: %s',
    (sql) => {
      expect(handedBy({ 'index.js': rows(sql) })).toEqual([]);
    },
  );

  it('passwords, by what is put into a collection', () => {
    expect(handedBy(collection('find()', 'name: 1, password: 2', 'members'))).toMatchObject([
      { kind: 'credentials' },
    ]);
  });

  it.each<[string, Files]>([
    [
      'under the address that is asked for',
      {
        'index.js': scan(
          "'orders'",
          ", FilterExpression: '#email = :email', ExpressionAttributeValues: { ':email': event.queryStringParameters.email }",
        ),
        'add.js': writer("'orders'", 'email'),
      },
    ],
    [
      'under the address that a model is asked for',
      model('Order', 'email: String', 'find({ email: event.email })'),
    ],
  ])('%s', (_, files) => {
    expect(handedBy(files)).toMatchObject([{ kind: 'records', named: 'part' }]);
  });

  it.each<[string, Files]>([
    [
      'users by their names',
      { 'index.js': scan("'users'"), 'add.js': writer("'users'", 'email, name') },
    ],
    [
      'how shops are reached',
      { 'index.js': scan("'shops'"), 'add.js': writer("'shops'", 'email, phone, address') },
    ],
    [
      'what is said of products',
      { 'index.js': scan("'reviews'"), 'add.js': writer("'reviews'", 'customerEmail') },
    ],
    [
      'what users wrote',
      { 'index.js': scan("'user-posts'"), 'add.js': writer("'user-posts'", 'email, phone') },
    ],
    [
      'who makes a firm',
      { 'index.js': scan("'team-members'"), 'add.js': writer("'team-members'", 'email, phone') },
    ],
    [
      'whom a firm works for',
      { 'index.js': scan("'clients'"), 'add.js': writer("'clients'", 'email, address, logo') },
    ],
    [
      'what customers say of it',
      { 'index.js': scan("'testimonials'"), 'add.js': writer("'testimonials'", 'customerEmail') },
    ],
    [
      'under an address that the code names',
      {
        'index.js': scan(
          "'orders'",
          ", FilterExpression: 'email = :e', ExpressionAttributeValues: { ':e': process.env.OWNER }",
        ),
        'add.js': writer("'orders'", 'email'),
      },
    ],
    ['under that of a model', model('Order', 'email: String', 'find({ email: await own() })')],
    ['orders of no one', { 'index.js': scan("'orders'"), 'add.js': writer("'orders'", 'item') }],
    [
      'points of players',
      { 'index.js': scan("'players'"), 'add.js': writer("'players'", 'name, balance') },
    ],
    [
      'what is asked for by another field, too',
      {
        'index.js': scan("'orders'", ", FilterExpression: 'email = :email AND pin = :pin'"),
        'add.js': writer("'orders'", 'email'),
      },
    ],
    ...[
      'const wrap = (of) => async (event) => { if (!(await before(event))) return { statusCode: 404 }; return of(event); }; const before = (event) => client.send(new GetCommand({ TableName: "x", Key: { id: event.t } }));',
      "const wrap = (of) => async (event) => { if (event.headers['x-key'] !== process.env.KEY) return { statusCode: 404 }; return of(event); };",
      "const wrap = (of) => require('@middy/core')(of).use(require('./guard')());",
    ].map((wrapper): [string, Files] => [
      'in a wrapper that may ask',
      { 'index.js': wrapped(wrapper) },
    ]),
    ...[
      'for (const each of found.Items) each.phone = mask(each.phone);',
      'for (const each of found.Items) { each.email = undefined; }',
      'found.Items.forEach((each) => { each.ssn = null; });',
      'found.Items = found.Items.map(shown);',
    ].map((before): [string, Files] => [
      'what is set anew',
      { 'index.js': scan().replace('  return', `  ${before}\n  return`) },
    ]),
    [
      'orders without who ordered',
      {
        'index.js': scan("'orders'").replace(
          'found.Items',
          'found.Items.map((each) => ({ id: each.id, email: hide(each.email) }))',
        ),
        'add.js': writer("'orders'", 'email'),
      },
    ],
    [
      'a model under another field',
      model('Order', 'email: String', 'find({ email: event.email, token: event.t })'),
    ],
    [
      'what is set to something else',
      {
        'index.js': scan().replace(
          '  return { statusCode: 200, body: JSON.stringify(found.Items)',
          '  let all = found.Items;\n  all = all.map(shown);\n  return { statusCode: 200, body: JSON.stringify(all)',
        ),
      },
    ],
    ['a collection of goods', collection('find({})', 'item: 1')],
    [
      'a collection beside one of people',
      {
        'index.js': `${collection('find({})', 'item: 1')['index.js']}exports.join = async (event) => { await event.db.collection('mails').insertOne({ email: event.email }); };\n`,
      },
    ],
    ['a part of a collection', collection('find({ day: event.day })', 'email: 1')],
    [
      'some fields of a collection',
      collection('find({}, { projection: { item: 1 } })', 'email: 1'),
    ],
    ['a table of all', { 'index.js': scan("'products'") }],
    ['what is about them', { 'index.js': scan("'prescription-drugs'") }],
    [
      'where a field is taken out',
      {
        'index.js': scan().replace(
          '  return',
          '  for (const each of found.Items) delete each.ssn;\n  return',
        ),
      },
    ],
    [
      'where a field is taken out of each',
      {
        'index.js': scan().replace(
          '  return',
          '  found.Items.forEach((each) => { delete each.ssn; });\n  return',
        ),
      },
    ],
    ['the pay of jobs', { 'index.js': scan("'jobs'"), 'add.js': writer("'jobs'", 'salary') }],
    ['a part of the fields', { 'index.js': scan("'patients'", ", ProjectionExpression: 'id'") }],
    [
      'those that are asked for',
      { 'index.js': scan("'patients'", ", FilterExpression: 'id = :id'") },
    ],
    ['one of them', model('Patient', 'name: String', 'findOne({ id: event.id })')],
    ['some of them', model('Patient', 'name: String', 'find({ ward: event.ward })')],
    ['rows with a condition', { 'index.js': rows('SELECT * FROM patients WHERE id = 1') }],
    [
      'what is made another',
      { 'index.js': scan().replace('found.Items', 'found.Items.map((each) => each.id)') },
    ],
    [
      'where something asks',
      {
        'index.js': scan().replace(
          '  const found',
          "  if (event.headers['x-api-key'] !== KEY) return { statusCode: 401 };\n  const found",
        ),
      },
    ],
    [
      'what a table of messages keeps',
      { 'index.js': scan("'emails'"), 'add.js': writer("'emails'", 'subject') },
    ],
    [
      'where it is of what is sent to subscribers',
      {
        'index.js': scan("'subscriber_offers'"),
        'add.js': writer("'subscriber_offers'", 'email'),
      },
    ],
  ])('is not %s', (_, files) => {
    expect(handedBy(files)).toEqual([]);
  });
});

function handedBy(files: Files) {
  return findHandedOut({ files: new Map(Object.entries(files)), handler: 'index.handler' });
}
