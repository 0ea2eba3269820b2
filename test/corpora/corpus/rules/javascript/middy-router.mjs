import middy from '@middy/core';
import httpRouterHandler from '@middy/http-router';
import httpErrorHandler from '@middy/http-error-handler';
import pg from 'pg';

const pool = new pg.Pool();

const getUser = middy().handler(async (event) => {
  const { rows } = await pool.query('select * from users where id = $1', [event.pathParameters.id]); // good
  return { statusCode: 200, body: JSON.stringify(rows) };
});
const findUsers = middy().handler(async (event) => {
  const { rows } = await pool.query(`select * from users where name = '${event.queryStringParameters.name}'`); // bad: query-injection
  return { statusCode: 200, body: JSON.stringify(rows) };
});

export const handler = middy()
  .use(httpErrorHandler())
  .handler(httpRouterHandler([
    { method: 'GET', path: '/users/{id}', handler: getUser },
    { method: 'GET', path: '/users', handler: findUsers },
  ]));
