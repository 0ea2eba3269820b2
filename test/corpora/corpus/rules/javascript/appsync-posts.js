const { Client } = require('pg');

const client = new Client();
const ready = client.connect();

const resolvers = {
  getPost: ({ id }) => client.query('select * from posts where id = $1', [id]), // good
  searchPosts: ({ word }) => client.query(`select * from posts where text like '%${word}%'`), // bad: query-injection
};

exports.handler = async (event) => {
  await ready;
  const resolver = resolvers[event.info.fieldName];
  const { rows } = await resolver(event.arguments);
  return rows;
};
