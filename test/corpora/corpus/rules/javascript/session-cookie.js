const serialize = require('node-serialize');
const yaml = require('js-yaml');

exports.handler = async (event) => {
  const cookie = Buffer.from(event.headers.cookie, 'base64').toString();

  const session = serialize.unserialize(cookie); // bad: unsafe-deserialization
  const settings = yaml.load(event.body, { schema: yaml.JSON_SCHEMA }); // good
  const basket = JSON.parse(cookie); // good

  return { statusCode: 200, body: JSON.stringify({ id: session.id, settings, basket }) };
};
