import awsLambdaFastify from '@fastify/aws-lambda';
import Fastify from 'fastify';
import mysql from 'mysql2/promise';

const app = Fastify();
const pool = mysql.createPool({ uri: process.env.DATABASE_URI });
const schema = { params: { type: 'object', properties: { id: { type: 'integer' } } } };

app.get('/tasks/:id', { schema }, async (request, reply) => {
  const [rows] = await pool.execute('select * from tasks where id = ?', [request.params.id]);
  return rows[0] ?? reply.code(404).send({ message: 'no such task' });
});
app.put('/tasks/:id', { schema }, async (request) => {
  await pool.execute('update tasks set title = ? where id = ?', [request.body.title, request.params.id]);
  return { ok: true };
});

export const handler = awsLambdaFastify(app);
