const serialize = require('node-serialize');
const yaml = require('js-yaml');
const YAML = require('yaml');
const v8 = require('v8');
const funcster = require('funcster');

exports.handler = async (event) => {
  serialize.unserialize(event.body); // bad
  serialize.unserialize(Buffer.from(event.headers.Cookie, 'base64').toString()); // bad
  funcster.deepDeserialize(JSON.parse(event.body)); // bad
  yaml.load(event.body, { schema: yaml.DEFAULT_FULL_SCHEMA }); // bad
  v8.deserialize(Buffer.from(event.body, 'base64')); // bad
  serialize.unserialize('{"a":1}'); // good
  yaml.load(event.body); // good
  yaml.load(event.body, { schema: yaml.JSON_SCHEMA }); // good
  YAML.parse(event.body); // good
  JSON.parse(event.body); // good
};
