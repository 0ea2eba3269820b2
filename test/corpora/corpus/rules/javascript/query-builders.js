const sql = require('mssql');
const { Sequelize, Op, literal } = require('sequelize');
const mysql = require('serverless-mysql')({ config: { host: process.env.HOST, user: 'app' } });
const SqlString = require('sqlstring');

const db = new Sequelize(process.env.DB);
const User = db.define('User', {});

exports.handler = async (event) => {
  const { name, order } = event.queryStringParameters;

  const a = await mysql.query('SELECT * FROM users WHERE name = ?', [name]); // good
  const b = await mysql.query(`SELECT * FROM users WHERE name = "${name}"`); // bad: query-injection
  const c = await mysql.query('SELECT * FROM users WHERE name = ' + SqlString.escape(name)); // good
  const pool = await sql.connect(process.env.MSSQL);
  const d = await pool.request().query("select * from users where name = '" + name + "'"); // bad: query-injection
  const e = await pool.request().input('name', sql.VarChar, name).query('select * from users where name = @name'); // good
  const f = await sql.query`select * from users where name = ${name}`; // good
  const g = await User.findAll({ where: { name: { [Op.like]: `%${name}%` } } }); // good
  const h = await User.findAll({ order: literal(order) }); // bad: query-injection

  return { statusCode: 200, body: JSON.stringify([a, b, c, d, e, f, g, h]) };
};
