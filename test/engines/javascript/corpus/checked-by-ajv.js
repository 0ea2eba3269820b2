// Bodies that Ajv found valid before they are used.
const { exec } = require('child_process');
const Ajv = require('ajv');

const ajv = new Ajv({ allErrors: true });
const schema = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    day: { type: 'string', pattern: '^[0-9-]+$' },
    kind: { enum: ['a', 'b'] },
    text: { type: 'string' },
    within: { properties: { id: { type: 'integer' } } },
  },
};
const validate = ajv.compile(schema);

exports.valid = async (event) => {
  const body = JSON.parse(event.body);
  if (!validate(body)) return { statusCode: 400 };
  exec(`ls ${body.id}`); // good
  exec(`ls d/${body.day}`); // good
  const { kind, text } = body;
  exec(`ls ${kind}`); // good
  exec(`ls ${text}`); // bad: command-injection
  exec(`ls ${body.other}`); // bad: command-injection
  exec(`ls ${JSON.parse(body.within).id}`); // bad: command-injection
};

exports.byValidate = async (event) => {
  const body = JSON.parse(event.body);
  const isValid = ajv.validate(schema, body);
  if (!isValid) throw new Error('body');
  exec(`ls ${body.id}`); // good
  exec(`ls ${body.kind} -l`); // good
};

exports.unasked = async (event) => {
  const body = JSON.parse(event.body);
  validate(body);
  exec(`ls ${body.id}`); // bad: command-injection
};

exports.ofAnother = async (event) => {
  const body = JSON.parse(event.body);
  if (!validate(event)) return;
  exec(`ls ${body.id}`); // bad: command-injection
};

const later = ajv.compile({ $async: true, properties: { id: { type: 'integer' } } });

exports.later = async (event) => {
  const body = JSON.parse(event.body);
  if (!later(body)) return;
  exec(`ls ${body.id}`); // bad: command-injection
};

const changed = { properties: { id: { type: 'integer' } } };
changed.properties.id = {};
const ofChanged = ajv.compile(changed);

exports.changed = async (event) => {
  const body = JSON.parse(event.body);
  if (!ofChanged(body)) return;
  exec(`ls ${body.id}`); // bad: command-injection
};

exports.filled = async (event) => {
  const body = JSON.parse(event.body);
  if (!validate(body)) return;
  exec(`ls ${body.id} -l`); // good
  exec(`ls ${body.kind} -r`); // good
  exec(`ls ${String(body.id)} -r`); // good
  Object.assign(body, JSON.parse(event.more));
  exec(`ls ${body.id}`); // bad: command-injection
};
