const { Pool, Client } = require('pg');
const mysql = require('mysql2/promise');
const knex = require('knex')({ client: 'pg' });
const { Sequelize, QueryTypes } = require('sequelize');
const { PrismaClient, Prisma } = require('@prisma/client');
const { MongoClient, ObjectId } = require('mongodb');
const mongoose = require('mongoose');
const Database = require('better-sqlite3');
const { RDSDataClient, ExecuteStatementCommand } = require('@aws-sdk/client-rds-data');
const { AthenaClient, StartQueryExecutionCommand } = require('@aws-sdk/client-athena');
const { DynamoDBDocumentClient, ScanCommand, QueryCommand, UpdateCommand } = require('@aws-sdk/lib-dynamodb');
const { TimestreamQueryClient, paginateQuery: paginateTimes } = require('@aws-sdk/client-timestream-query');
const AWS = require('aws-sdk');

const times = new TimestreamQueryClient({});

const pool = new Pool();
const sequelize = new Sequelize(process.env.DATABASE_URL);
const prisma = new PrismaClient();
const documents = DynamoDBDocumentClient.from({});
const oldDocuments = new AWS.DynamoDB.DocumentClient();

exports.statements = async (event) => {
  const { id } = event.pathParameters;
  const old = new AWS.DynamoDB();
  await old.executeStatement({ Statement: `SELECT * FROM orders WHERE id = '${id}'` }).promise(); // bad
  await old.executeStatement({ Statement: 'SELECT * FROM orders WHERE id = ?', Parameters: [{ S: id }] }).promise(); // good
  await old.batchExecuteStatement({ Statements: [{ Statement: `SELECT * FROM orders WHERE id = '${id}'` }] }).promise(); // bad
  await old.batchExecuteStatement({ Statements: [{ Statement: 'SELECT * FROM orders WHERE id = ?', Parameters: [{ S: id }] }] }).promise(); // good
  await old.executeTransaction({ TransactStatements: [{ Statement: `DELETE FROM orders WHERE id = '${id}'` }] }).promise(); // bad
};

exports.postgres = async (event) => {
  const { id, name } = event.pathParameters;
  await pool.query("SELECT * FROM orders WHERE id = '" + id + "'"); // bad
  await pool.query({ text: `SELECT * FROM orders WHERE name = '${name}'`, values: [] }); // bad
  await pool.query('SELECT * FROM orders WHERE id = $1', [id]); // good
  await pool.query({ text: 'SELECT * FROM orders WHERE name = $1', values: [name] }); // good
  await pool.query(`SELECT * FROM ${process.env.TABLE} WHERE id = $1`, [id]); // good
  await pool.query(`SELECT * FROM orders LIMIT ${Number(event.queryStringParameters.limit)}`); // good
};

exports.client = async (event) => {
  const client = new Client();
  await client.connect();
  let sql = 'SELECT * FROM products WHERE 1 = 1';
  if (event.queryStringParameters.category) {
    sql += ` AND category = '${event.queryStringParameters.category}'`;
  }
  const { rows } = await client.query(sql); // bad
  let safe = 'SELECT * FROM products WHERE 1 = 1';
  const values = [];
  if (event.queryStringParameters.category) {
    values.push(event.queryStringParameters.category);
    safe += ` AND category = $${values.length}`;
  }
  await client.query(safe, values); // good
  return { statusCode: 200, body: JSON.stringify(rows) };
};

exports.mysql = async (event) => {
  const connection = await mysql.createConnection({ host: process.env.HOST });
  const { email, id } = JSON.parse(event.body);
  await connection.execute(`DELETE FROM users WHERE email = '${email}'`); // bad
  await connection.query('SELECT * FROM users WHERE email = ?', [email]); // good
  await connection.query(`SELECT * FROM users WHERE email = ${connection.escape(email)}`); // good
  await connection.query(mysql.format('SELECT * FROM users WHERE email = ?', [email])); // good
  await connection.query('SELECT * FROM users WHERE id = ' + parseInt(id, 10)); // good
};

exports.builders = async (event) => {
  const { column, term } = event.queryStringParameters;
  await knex('users').whereRaw(`name = '${term}'`); // bad
  await knex.raw('SELECT * FROM users ORDER BY ' + column); // bad
  await knex('users').where({ name: term }); // good
  await knex('users').whereRaw('name = ?', [term]); // good
  await sequelize.query(`SELECT * FROM users WHERE name = '${term}'`, { type: QueryTypes.SELECT }); // bad
  await sequelize.query('SELECT * FROM users WHERE name = :term', { replacements: { term } }); // good
  await prisma.$queryRawUnsafe(`SELECT * FROM users WHERE name = '${term}'`); // bad
  await prisma.$queryRaw`SELECT * FROM users WHERE name = ${term}`; // good
  await prisma.$queryRaw(Prisma.sql`SELECT * FROM users WHERE name = ${term}`); // good
};

exports.sorted = async (event) => {
  const { sort, direction } = event.queryStringParameters;
  const columns = { name: 'name', date: 'created_at' };
  await pool.query(`SELECT * FROM orders ORDER BY ${columns[sort] ?? 'name'}`); // good
  if (!['asc', 'desc'].includes(direction.toLowerCase())) return { statusCode: 400 };
  await pool.query(`SELECT * FROM orders ORDER BY name ${direction}`); // good
  const order = direction === 'asc' ? 'ASC' : 'DESC';
  return pool.query(`SELECT * FROM orders ORDER BY name ${order}`); // good
};

exports.sqlite = (event) => {
  const db = new Database('/tmp/a.db');
  db.prepare('SELECT * FROM t WHERE a = ' + event.a).all(); // bad
  return db.prepare('SELECT * FROM t WHERE a = ?').all(event.a); // good
};

exports.dataApi = async (event) => {
  const client = new RDSDataClient({});
  await client.send(
    new ExecuteStatementCommand({ // bad
      resourceArn: process.env.CLUSTER,
      sql: `select * from orders where id = '${event.id}'`,
    }),
  );
  await client.send(
    new ExecuteStatementCommand({ // good
      resourceArn: process.env.CLUSTER,
      sql: 'select * from orders where id = :id',
      parameters: [{ name: 'id', value: { stringValue: event.id } }],
    }),
  );
};

exports.athena = async (event) => {
  const athena = new AthenaClient({});
  const QueryString = `SELECT * FROM logs WHERE day = '${event.day}'`;
  await athena.send(new StartQueryExecutionCommand({ QueryString })); // bad
  for await (const page of paginateTimes({ client: times }, { QueryString })) console.log(page.Rows.length); // bad
  const today = { QueryString: "SELECT * FROM logs WHERE day = '2026-11-29'" };
  for await (const page of paginateTimes({ client: times }, today)) console.log(page.Rows.length); // good
  if (!/^\d{4}-\d{2}-\d{2}$/.test(event.until)) throw new Error('no day');
  await athena.send(new StartQueryExecutionCommand({ QueryString: `SELECT * FROM logs WHERE day < '${event.until}'` })); // good
};

exports.dynamo = async (event) => {
  const body = JSON.parse(event.body);
  await documents.send(new ScanCommand({ TableName: 't', FilterExpression: `price < ${body.price}` })); // bad
  await documents.send(new ScanCommand(body)); // bad
  await oldDocuments.query(event.params).promise(); // bad
  await oldDocuments.query(String(event.params)).promise(); // good
  await oldDocuments.scan({ TableName: 't', FilterExpression: 'a = ' + body.a }).promise(); // bad
  await documents.send(
    new QueryCommand({ TableName: 't', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': body.id } }), // good
  );
  await oldDocuments.get({ TableName: process.env.TABLE, Key: { id: body.id } }).promise(); // good
  const sets = Object.keys(body).map((key) => `#${key} = :${key}`);
  await documents.send(new UpdateCommand({ TableName: 't', UpdateExpression: `SET ${sets.join(', ')}` })); // good
};

exports.mongo = async (event) => {
  const client = new MongoClient(process.env.MONGO_URL);
  const users = client.db('shop').collection('users');
  const { username, password } = JSON.parse(event.body);
  const user = await users.findOne({ username, password }); // bad
  await users.find({ $where: `this.name == '${username}'` }).toArray(); // bad
  await users.findOne({ username: { $eq: username } }); // good
  await users.findOne({ username: String(username) }); // good
  await users.findOne({ _id: new ObjectId(event.pathParameters.id) }); // good
  await users.findOne({ email: event.queryStringParameters.email }); // good
  await users.findOne({ username: `user-${username}` }); // good
  await users.insertOne({ username }); // good
  if (typeof username !== 'string') return { statusCode: 400 };
  await users.findOne({ username }); // good
  return user;
};

const User = mongoose.model('User', new mongoose.Schema({ email: String }));

exports.mongoose = async (event) => {
  const filter = JSON.parse(event.body);
  await User.find(filter); // bad
  await User.findById(event.pathParameters.id); // good
  return User.create(filter); // good
};

exports.claims = async (event) => {
  const { authorizer, requestId } = event.requestContext;
  await pool.query(`SELECT * FROM users WHERE email = '${event.requestContext.authorizer.claims.email}'`); // bad
  await pool.query(`INSERT INTO audit (id) VALUES ('${event.requestContext.requestId}')`); // good
  await pool.query(`INSERT INTO audit (id) VALUES ('${requestId}')`); // good
  return authorizer;
};

exports.secondOrder = async (event) => {
  const { rows } = await pool.query('SELECT name FROM users WHERE id = $1', [event.id]); // good
  return pool.query(`SELECT * FROM orders WHERE name = '${rows[0].name}'`); // good
};

class Orders {
  constructor(database) {
    this.database = database;
  }

  async find(id) {
    return this.database.query(`SELECT * FROM orders WHERE id = ${id}`); // bad
  }

  async get(id) {
    return this.database.query('SELECT * FROM orders WHERE id = $1', [id]); // good
  }
}

exports.repository = async (event) => {
  const orders = new Orders(pool);
  await orders.get(event.pathParameters.id);
  return orders.find(event.pathParameters.id);
};

exports.unknown = async (event, { database }) => {
  await database.query("INSERT INTO logs (text) VALUES ('" + event.text + "')"); // bad
  await database.query('INSERT INTO logs (text) VALUES (?)', [event.text]); // good
  await database.query(event.filter); // good
};

const SORTS = ['name', 'price'];
const FIRST_SORT = 'name';

exports.sorted = async (event) => {
  let { sort = 'name', by, then, direction } = event.queryStringParameters ?? {};
  if (!SORTS.includes(sort)) sort = 'name';
  if (!SORTS.includes(by)) by = SORTS[0];
  if (SORTS.indexOf(then) === -1) {
    console.warn('no such column');
    then = FIRST_SORT;
  }
  await pool.query(`SELECT * FROM products ORDER BY ${sort}`); // good
  await pool.query(`SELECT * FROM products ORDER BY ${by}, ${then}`); // good
  if (!SORTS.includes(direction)) direction = event.direction;
  await pool.query(`SELECT * FROM products ORDER BY name ${direction}`); // bad
};

exports.sortedAnew = async (event) => {
  let { sort } = event;
  if (!SORTS.includes(sort)) sort = 'name';
  sort = event.other;
  await pool.query(`SELECT * FROM products ORDER BY ${sort}`); // bad
  if (event.isReset) sort = 'name';
  await pool.query(`SELECT * FROM products ORDER BY ${sort}`); // bad
};

exports.joinedByMethod = async (event) => {
  await pool.query('SELECT * FROM products WHERE id = '.concat(event.id)); // bad
  await pool.query("SELECT * FROM ".concat('products', " WHERE id = $1"), [event.id]); // good
  await pool.query(''.concat('SELECT ', '1 '.concat('+ 1'))); // good
};

exports.sortedInAnExpression = async (event) => {
  let { sort, by, then } = event;
  SORTS.includes(sort) || (sort = 'name');
  !SORTS.includes(by) && (by = SORTS[0]), SORTS.includes(then) && (then = 'name');
  await pool.query(`SELECT * FROM products ORDER BY ${sort}, ${by}`); // good
  await pool.query(`SELECT * FROM products ORDER BY ${then}`); // bad
};

exports.elsewhere = async (event, context) => {
  const { S3Client, SelectObjectContentCommand } = require('@aws-sdk/client-s3');
  const { createClient } = require('@supabase/supabase-js');
  const { id } = event.pathParameters;
  const supabase = createClient(process.env.URL, process.env.KEY);
  const s3 = new S3Client({});
  await s3.send(new SelectObjectContentCommand({ Bucket: 'b', Key: 'k', Expression: `SELECT * FROM s3object s WHERE s.id = '${id}'` })); // bad
  await s3.send(new SelectObjectContentCommand({ Bucket: 'b', Key: id, Expression: 'SELECT * FROM s3object s' })); // good
  await supabase.rpc('exec_sql', { sql: `DELETE FROM orders WHERE id = '${id}'` }); // bad
  await context.database.rpc('execute_sql', { sql_query: `DELETE FROM orders WHERE id = '${id}'` }); // bad
  await supabase.rpc('exec_sql', { sql: 'DELETE FROM orders WHERE id = $1', params: [id] }); // good
  await supabase.rpc('orders_of', { query: id }); // good
};

exports.elsewhereByVersion2 = async (event) => {
  const AWS = require('aws-sdk');
  const Expression = "SELECT * FROM s3object s WHERE s.id = '" + event.id + "'";
  return new AWS.S3().selectObjectContent({ Bucket: 'b', Key: 'k', Expression }).promise(); // bad
};

exports.connections = (event, context, callback) => {
  const mysql = require('mysql');
  const { Pool } = require('pg');
  const pool = mysql.createPool({});
  pool.getConnection((error, connection) => {
    connection.query(event.queryStringParameters.query, callback); // bad
    connection.query('SELECT a FROM b WHERE id = ?', [event.id], callback); // good
  });
  new Pool({}).connect((error, client, done) => {
    client.query(event.body, done); // bad
    client.query('SELECT a FROM b', done); // good
  });
  context.bus.connect((error, client) => client.query(event.body)); // good
};

exports.wholeQueries = async (event) => {
  const mongoose = require('mongoose');
  const Order = mongoose.model('Order', new mongoose.Schema({}));
  const query = event.queryStringParameters;
  await Order.find(query); // bad
  await Order.find(event.queryStringParameters); // bad
  await Order.find({ state: query.state }); // good
  await Order.findById(query.id); // good
  await Order.findOne(event.pathParameters); // good
};

exports.notSql = async (event, context) => {
  await context.database.rpc('get_sql_stats', { query_id: event.id }); // good
};

exports.overHttp = async (event) => {
  const axios = require('axios');
  const { name, id } = JSON.parse(event.body);
  const body = { query: `SELECT * FROM users WHERE name = '${name}'` };
  await axios.post(process.env.URL_DB, body, { headers: {} }); // bad
  await axios.put(process.env.URL_DB, { sql: "INSERT INTO users (name) VALUES ('" + name + "')" }); // bad
  await fetch(process.env.URL_DB, { method: 'POST', body: JSON.stringify({ q: `SELECT * FROM users WHERE name LIKE '%${name}%'` }) }); // bad
  await axios.post(process.env.URL_DB, { query: 'SELECT * FROM users WHERE name = $1', params: [name] }); // good
  await axios.post(process.env.URL_DB, { query: `query { user(name: "${name}") { id } }` }); // good
  await axios.post(process.env.URL_DB, { query: `Select a gift from '${name}'`.length, q: name }); // good
  await axios.post(process.env.URL_DB, { query: `SELECT * FROM users WHERE id = '${Number(id)}'` }); // good
  await axios.post(process.env.URL_LLM, { query: `Select gifts from the list of ${name}` }); // good
  await axios.post(process.env.URL_DB, { text: `SELECT * FROM users WHERE name = '${name}'` }); // good
  await axios.get(process.env.URL_DB, { query: `SELECT * FROM users WHERE name = '${name}'` }); // good
};
