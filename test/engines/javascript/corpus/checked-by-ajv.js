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

// Formats, which Ajv 8 checks only where it is given them.
const addFormats = require('ajv-formats');
const dated = { properties: { id: { type: 'string', format: 'date' }, n: { type: 'integer' } } };
const unformatted = new Ajv({ strict: false }).compile(dated);
const lenient = new Ajv({ validateFormats: false });
const renamed = new Ajv();
renamed.addFormat('date', true);
const given = new Ajv({ strict: false, coerceTypes: true });
addFormats(given);
const some = new Ajv({ strict: false });
addFormats(some, ['email']);

exports.formats = async (event) => {
  const body = JSON.parse(event.body);
  if (!unformatted(body)) return;
  exec(`ls ${body.n}`); // good
  exec(`ls a/${body.id}`); // bad: command-injection
};

exports.givenFormats = async (event) => {
  const body = JSON.parse(event.body);
  if (!given.validate(dated, body)) return given.errors;
  exec(`ls b/${body.id}`); // good
  exec(`ls ${body.n}`); // good
};

exports.noFormats = async (event) => {
  const body = JSON.parse(event.body);
  if (!lenient.validate(dated, body)) return;
  exec(`ls ${body.n}`); // good
  exec(`ls b/${body.id}`); // bad: command-injection
};

exports.anyFormat = async (event) => {
  const body = JSON.parse(event.body);
  if (!renamed.validate(dated, body)) return;
  exec(`ls ${body.n}`); // good
  exec(`ls c/${body.id}`); // bad: command-injection
};

exports.someFormats = async (event) => {
  const body = JSON.parse(event.body);
  if (!some.validate(dated, body)) return;
  exec(`ls ${body.n}`); // good
  exec(`ls d/${body.id}`); // bad: command-injection
};

const loosely = new Ajv({ code: { regExp: () => ({ test: () => true }) } });

exports.otherMeaning = async (event) => {
  const body = JSON.parse(event.body);
  if (!loosely.validate({ properties: { id: { type: 'string', pattern: '^a+$' } } }, body)) return;
  exec(`ls e/${body.id}`); // bad: command-injection
};

// Schemas that something else changes.
const deleted = { properties: { id: { type: 'integer' } } };
delete deleted.properties.id.type;
const ofDeleted = ajv.compile(deleted);

exports.deleted = async (event) => {
  const body = JSON.parse(event.body);
  if (!ofDeleted(body)) return;
  exec(`ls ${body.id}`); // bad: command-injection
};

const aliased = { properties: { id: { type: 'integer' } } };
const { properties } = aliased;
properties.id = {};
const ofAliased = ajv.compile(aliased);

exports.aliased = async (event) => {
  const body = JSON.parse(event.body);
  if (!ofAliased(body)) return;
  exec(`ls ${body.id}`); // bad: command-injection
};

const loosened = { properties: { id: { type: 'integer' } } };
loosen(loosened);
const ofLoosened = ajv.compile(loosened);

function loosen(schemaGiven) {
  schemaGiven.properties.id = {};
}

exports.loosened = async (event) => {
  const body = JSON.parse(event.body);
  if (!ofLoosened(body)) return;
  exec(`ls ${body.id}`); // bad: command-injection
};

const parts = { id: { type: 'integer' } };
const kinds = ['a', 'b'];
const schemas = { create: { properties: { ...parts, kind: { enum: kinds }, n: { type: 'number' } } } };
const create = ajv.compile(schemas.create);

exports.ofParts = async (event) => {
  const body = JSON.parse(event.body);
  if (!create(body)) return;
  exec(`ls ${body.kind}`); // good
  exec(`ls ${body.n}`); // good
};

const changedParts = { id: { type: 'integer' } };
changedParts.id = {};
const ofChangedParts = ajv.compile({ properties: changedParts });

exports.ofChangedParts = async (event) => {
  const body = JSON.parse(event.body);
  if (!ofChangedParts(body)) return;
  exec(`ls ${body.id}`); // bad: command-injection
};

// What the event itself lets through.
exports.ofEvent = async (event) => {
  const body = JSON.parse(event.body);
  const { allowed } = event.queryStringParameters;
  const isValid = ajv.validate(
    { properties: { id: { enum: allowed.split(',') }, other: { enum: [body.x] }, kind: { enum: ['a'] } } },
    body,
  );
  if (!isValid) return;
  exec(`ls ${body.kind}`); // good
  exec(`ls ${body.id}`); // bad: command-injection
  exec(`ls ${body.other}`); // bad: command-injection
};

const ofData = new Ajv({ $data: true });

exports.ofData = async (event) => {
  const body = JSON.parse(event.body);
  if (!ofData.validate({ properties: { id: { const: { $data: '1/n' } } } }, body)) return;
  exec(`ls ${body.id}`); // bad: command-injection
};

// Of several keywords of a name, the last.
const twice = { properties: { id: { type: 'integer' }, id: {}, n: {}, n: { type: 'integer' } } };

exports.twice = async (event) => {
  const body = JSON.parse(event.body);
  if (!ajv.validate(twice, body)) return;
  exec(`ls ${body.n}`); // good
  exec(`ls ${body.id}`); // bad: command-injection
};

const base = { $async: true, properties: {} };
const copied = ajv.compile({ properties: { id: { type: 'integer' } }, ...base });
const waiting = ajv.compile({ ...base, properties: { id: { type: 'integer' } } });

exports.copied = async (event) => {
  const body = JSON.parse(event.body);
  if (!copied(body) || !waiting(body)) return;
  exec(`ls ${body.id}`); // bad: command-injection
};

exports.otherSchema = async (event) => {
  const { id, kind } = JSON.parse(event.body);
  if (!validate({ id, kind })) return;
  exec('ls'); // good
  const body = JSON.parse(event.body);
  if (!validate(body)) return;
  exec(`ls ${body.id}`); // good
  exec(`ls ${body.kind}`); // good
  exec(`ls d/${body.day}`); // good
};
