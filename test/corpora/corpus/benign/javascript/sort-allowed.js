const { Pool } = require('pg');
const pool = new Pool();
const SORTS = ['name', 'price'];

exports.handler = async (event) => {
  let { sort = 'name', dir } = event.queryStringParameters ?? {};
  if (!SORTS.includes(sort)) sort = 'name';
  const direction = dir === 'desc' ? 'DESC' : 'ASC';
  const { rows } = await pool.query(`SELECT * FROM products ORDER BY ${sort} ${direction}`);
  return { statusCode: 200, body: JSON.stringify(rows) };
};
