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
