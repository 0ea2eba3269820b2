// Checks whose outcome is kept, and asked for later.
const { exec } = require('child_process');

const isDigits = (text) => /^\d+$/.test(text);
const isBad = (text) => !/^\d+$/.test(text);

function fail(text) {
  throw new Error(text);
}

exports.inAList = async (event) => {
  const { id, name } = event;
  const errors = [];
  if (!id) {
    errors.push('no id');
  } else if (!isDigits(id)) {
    errors.push('id');
  }
  if (event.strict) {
    if (!isDigits(name)) errors.push('name');
  }
  exec(`ls ${id}`); // bad: command-injection
  if (errors.length > 0) return { statusCode: 400 };
  exec(`ls ${id} -l`); // good
  exec(`ls ${name}`); // bad: command-injection
};

exports.inAnObject = async (event) => {
  const { id } = event;
  const errors = {};
  if (isBad(id)) errors.id = 'digits';
  if (Object.keys(errors).length === 0) exec(`ls ${id} -l`); // good
};

exports.takenOut = async (event) => {
  const errors = [];
  if (isBad(event.id)) errors.push('id');
  errors.pop();
  if (errors.length === 0) exec(`ls ${event.id}`); // bad: command-injection
};

exports.inAFlag = async (event) => {
  const { id, name } = event;
  let isValid = true;
  if (!isDigits(id)) isValid = false;
  let problem;
  if (!isDigits(name)) problem = 'name';
  if (!isValid) return;
  exec(`ls ${id} -l`); // good
  exec(`ls ${name}`); // bad: command-injection
  if (problem) return;
  exec(`ls ${name} -l`); // good
};

exports.setBack = async (event) => {
  let isValid = true;
  if (!isDigits(event.id)) isValid = false;
  if (event.force) isValid = true;
  if (isValid) exec(`ls ${event.id}`); // bad: command-injection
};

function validate(query) {
  if (!isDigits(query.id)) return { error: 'id' };
  return {};
}

function validity({ id }) {
  const errors = [];
  if (!isDigits(id)) errors.push('id');
  return { valid: errors.length === 0, errors };
}

function errorsIn(query) {
  const errors = [];
  if (!isDigits(query.id)) errors.push('id');
  return errors;
}

function problemIn(query) {
  if (query.id && !isDigits(query.id)) return 'id';
}

function unlessSkipped(query) {
  if (query.skip) return {};
  if (!isDigits(query.id)) return { error: 'id' };
  return {};
}

exports.byFunctions = async (event) => {
  const one = JSON.parse(event.one);
  const { error } = validate(one);
  if (error) return;
  exec(`ls ${one.id} -l`); // good
  exec(`ls ${one.name}`); // bad: command-injection
  const two = JSON.parse(event.two);
  const result = validity(two);
  if (!result.valid) return;
  exec(`ls ${two.id} -l`); // good
  const three = JSON.parse(event.three);
  const { errors } = validity(three);
  if (errors.length === 0) exec(`ls ${three.id} -l`); // good
  const four = JSON.parse(event.four);
  const found = errorsIn(four);
  if (found.length) return;
  exec(`ls ${four.id} -l`); // good
};

exports.byOthers = async (event) => {
  const one = JSON.parse(event.one);
  if (problemIn(one)) return;
  exec(`ls ${one.id} -l`); // good
  const two = JSON.parse(event.two);
  const { error } = unlessSkipped(two);
  if (error) return;
  exec(`ls ${two.id}`); // bad: command-injection
  const { id, name, other } = JSON.parse(event.three);
  if (isBad(id)) return;
  exec(`ls ${id} -l`); // good
  if (!isDigits(name)) fail('name');
  exec(`ls ${name} -l`); // good
  isDigits(other) || fail('other');
  exec(`ls ${other} -l`); // good
};

exports.ofAll = async (event) => {
  const KINDS = ['a', 'b'];
  const keys = Object.keys(JSON.parse(event.body));
  const names = event.names;
  exec(`ls ${names.filter((name) => isDigits(name)).join(' ')} -l`); // good
  exec(`ls ${names.filter((name) => name.length > 3).join(' ')} -l`); // bad: command-injection
  if (!keys.every((key) => KINDS.includes(key))) return;
  exec(`ls ${keys.map((key) => `${key}.txt`).join(' ')}`); // good
};

exports.ofSome = async (event) => {
  const { validate: isUuid } = require('uuid');
  const { z } = require('zod');
  const keys = Object.keys(JSON.parse(event.body));
  if (keys.some((key) => !['a', 'b'].includes(key))) return;
  exec(`ls ${keys.map((key) => `${key}.txt`).join(' ')}`); // good
  if (isUuid(event.id)) exec(`ls ${event.id} -l`); // good
  const { data } = z.object({ id: z.string().regex(/^\d+$/), name: z.string() }).safeParse(event);
  exec(`ls ${data.id} -l`); // good
  exec(`ls ${data.name}`); // bad: command-injection
};

exports.ofTables = async (event) => {
  const TABLE = { a: 1, b: 2 };
  const body = JSON.parse(event.body);
  const given = {};
  for (const each of event.names) given[each] = 1;
  const { kind } = event;
  const keys = Object.keys(body);
  exec(`ls ${keys.filter((key) => body[key]).join(' ')}`); // bad: command-injection
  exec(`ls ${keys.filter((key) => body[key] !== undefined).join(' ')}`); // bad: command-injection
  exec(`ls ${keys.filter((key) => body.hasOwnProperty(key)).join(' ')}`); // bad: command-injection
  exec(`ls ${keys.filter((key) => TABLE[key]).join(' ')}`); // good
  if (body[kind]) exec(`ls ${kind}`); // bad: command-injection
  if (given[kind]) exec(`ls ${kind}`); // bad: command-injection
  if (TABLE[kind]) exec(`ls ${kind} -l`); // good
};

async function later(query) {
  if (!isDigits(query.id)) return { error: 'id' };
  return {};
}

exports.notEveryWay = async (event) => {
  const one = JSON.parse(event.one);
  const { error } = later(one);
  if (error) return;
  exec(`ls ${one.id}`); // bad: command-injection
  const errors = [];
  if (event.a) {
    if (event.b) errors.push('b');
  } else if (!isDigits(event.id)) {
    errors.push('id');
  }
  if (errors.length) return;
  exec(`ls ${event.id}`); // bad: command-injection
};
