const yaml = require('js-yaml');

exports.handler = async (event) => {
  yaml.load(event.body); // bad: unsafe-deserialization
  yaml.loadAll(event.body); // bad: unsafe-deserialization
  yaml.safeLoad(event.body); // good
  yaml.load(event.body, { schema: yaml.JSON_SCHEMA }); // good
  yaml.load(event.body, { schema: yaml.DEFAULT_SAFE_SCHEMA }); // good
  yaml.load(process.env.SETTINGS); // good
};
