const { Pool } = require('pg');
const pool = new Pool();

const COLUMNS = { price: 'price', date: 'created_at' };

exports.handler = async (event) => {
  const { customer, sort } = event.queryStringParameters;

  const all = await pool.query(`SELECT * FROM orders WHERE customer = '${customer}'`); // bad: query-injection
  const safe = await pool.query('SELECT * FROM orders WHERE customer = $1', [customer]); // good
  const sorted = await pool.query(`SELECT * FROM orders ORDER BY ${COLUMNS[sort] ?? 'id'}`); // good
  await pool.query({ text: "DELETE FROM carts WHERE owner = '" + customer + "'" }); // bad: query-injection

  return { statusCode: 200, body: JSON.stringify([all.rows, safe.rows, sorted.rows]) };
};
