const fastify = require('fastify')();
const awsLambdaFastify = require('@fastify/aws-lambda');
const { Client } = require('pg');
const { exec, execFile } = require('child_process');

const client = new Client();

fastify.get('/items', async (request) => {
  const { rows } = await client.query(`select * from items where a = '${request.query.a}'`); // bad: query-injection
  await client.query('select * from items where a = $1', [request.query.a]); // good
  return rows;
});
fastify.post('/run', async (request, reply) => {
  exec(`echo ${request.body.text}`); // bad: command-injection
  execFile('echo', [request.body.text]); // good
  return reply.redirect(request.query.next); // bad: open-redirect
});
fastify.get('/home', async (request, reply) => reply.redirect('/')); // good
fastify.get('/text', async (request, reply) => reply.send(`Hello ${request.query.name}`)); // good

exports.handler = awsLambdaFastify(fastify);
