import mysql from 'mysql2/promise';

let connection;

export const handler = async (event) => {
  connection ??= await mysql.createConnection({ host: process.env.DB_HOST, user: 'app' });
  const { id, text } = event.arguments;

  await connection.execute("INSERT INTO feedback (text) VALUES ('" + text + "')"); // bad: query-injection
  await connection.execute('INSERT INTO feedback (id, text) VALUES (?, ?)', [id, text]); // good
  const [rows] = await connection.query('SELECT * FROM feedback WHERE id = ' + connection.escape(id)); // good
  const [more] = await connection.query('SELECT * FROM feedback WHERE id = ' + id); // bad: query-injection

  return [...rows, ...more];
};
