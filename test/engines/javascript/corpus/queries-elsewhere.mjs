// SQL that is given to functions of a layer, or of a file that is not in the archive.
import { Statement } from '/opt/nodejs/database.mjs';
import { query } from '/opt/nodejs/connection.mjs';
import { get } from './not-there.mjs';
import knex from 'knex';

export const select = async (event) => {
  await Statement(`SELECT a FROM b WHERE id = '${event.pathParameters.id}'`); // bad: query-injection
  await query(`UPDATE b SET a = 1 WHERE id = '${event.pathParameters.id}'`); // bad: query-injection
  await query('UPDATE b SET a = 1 WHERE id = $1', [event.pathParameters.id]); // good
  await query('SELECT a FROM b'); // good
};

export const noSql = async (event) => {
  await get(`select/${event.pathParameters.id}`); // good
  await query(`{ item(id: "${event.pathParameters.id}") { name } }`); // good
  await query({ id: event.pathParameters.id }); // good
};

const run = async (text) => text.length;

export const own = async (event) => {
  await run(`SELECT a FROM b WHERE id = '${event.pathParameters.id}'`); // good
  await knex({}).raw('SELECT a FROM b WHERE id = ?', [event.pathParameters.id]); // good
};

import { runStatement } from '/opt/nodejs/data-api.mjs';
import database from './aurora.mjs';

const cluster = { resourceArn: process.env.CLUSTER, secretArn: process.env.SECRET };

export const dataApi = async (event) => {
  const { resourceArn, secretArn } = cluster;
  const { id } = event.pathParameters;
  await runStatement({ sql: `SELECT a FROM b WHERE id = '${id}'`, resourceArn, secretArn }); // bad: query-injection
  const request = { secretArn, resourceArn, sql: 'DELETE FROM b WHERE id = ' + id };
  await database.execute(request); // bad: query-injection
  const parameters = [{ name: 'id', value: { stringValue: id } }];
  await database.execute({ resourceArn, secretArn, sql: 'SELECT a FROM b WHERE id = :id', parameters }); // good
  await database.execute({ sql: id, note: 'no request of the Data API' }); // good
  database.log({ sql: id, resourceArn, secretArn }); // good
};
