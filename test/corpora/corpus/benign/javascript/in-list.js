const mysql = require('mysql');
const pool = mysql.createPool({ host: process.env.DB_HOST, user: process.env.DB_USER, password: process.env.DB_PASSWORD });

exports.handler = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  const ids = JSON.parse(event.body).ids;
  const sql = 'SELECT * FROM items WHERE id IN (' + ids.map(() => '?').join(',') + ')';
  pool.query(sql, ids, (error, rows) => (error ? callback(error) : callback(null, { statusCode: 200, body: JSON.stringify(rows) })));
};
