const mysql = require('mysql2');
const pool = mysql.createPool({ uri: process.env.DB });

function where(filters) {
  return Object.entries(filters).map(([column, value]) => `${column} = '${value}'`).join(' AND ');
}

exports.handler = async (event) => {
  const filters = event.queryStringParameters;
  const sql = `SELECT * FROM houses WHERE ${where(filters)}`;
  const [rows] = await pool.promise().query(sql); // bad: query-injection
  const [count] = await pool.promise().query(mysql.format('SELECT count(*) FROM houses WHERE city = ?', [filters.city])); // good
  return { statusCode: 200, body: JSON.stringify({ rows, count }) };
};
