const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

exports.handler = async ({ queryStringParameters: q }) => {
  const one = await knex.raw(`select * from products where name like '%${q.term}%'`); // bad: query-injection
  const two = await knex.raw('select * from products where name like ?', [`%${q.term}%`]); // good
  const three = await knex('products').where({ name: q.term }).limit(10); // good
  const four = await knex('products').whereRaw('price < ' + q.price); // bad: query-injection

  return { statusCode: 200, body: JSON.stringify({ one, two, three, four }) };
};
