// Checks that look like those that count, and that let anything through.
const { exec } = require('child_process');
const { safe } = require('safely');

const isDigits = (text) => /^\d+$/.test(text);
const LIST = ['a', 'b'];
const TABLE = { a: 1, b: 2 };
const ALIASED = { a: 1, b: 2 };

exports.ofTheWrongNothing = async (event) => {
  const { a, b, c, d, e, f, g, h } = event;
  if (LIST.find((each) => each === a) === null) return;
  exec(`ls ${a}`); // bad: command-injection
  if (LIST.find((each) => each === b) === undefined) return;
  exec(`ls ${b} -l`); // good
  if (TABLE[c] === null) return;
  exec(`ls ${c}`); // bad: command-injection
  if (TABLE[d] === undefined) return;
  exec(`ls ${d} -l`); // good
  if (/^\d+$/.exec(e) === undefined) return;
  exec(`ls ${e}`); // bad: command-injection
  if (/^\d+$/.exec(f) === null) return;
  exec(`ls ${f} -l`); // good
  if (g.match(/^\d+$/) === undefined) return;
  exec(`ls ${g}`); // bad: command-injection
  if (h.match(/^\d+$/) == undefined) return;
  exec(`ls ${h} -l`); // good
};

function find(text) {
  return isDigits(text);
}

exports.ofItsOwn = async (event) => {
  const { a, b, c } = event;
  if (find(a) === undefined) return;
  exec(`ls ${a}`); // bad: command-injection
  if (!find(b)) return;
  exec(`ls ${b} -l`); // good
  const found = LIST.find((each) => each === c);
  if (found !== undefined) exec(`ls ${c} -l`); // good
};

exports.ofAnotherName = async (event) => {
  const { a, b } = event;
  const other = ALIASED;
  other[event.key] = 1;
  if (!ALIASED[a]) return;
  exec(`ls ${a}`); // bad: command-injection
  if (!TABLE[b]) return;
  exec(`ls ${b} -l`); // good
};

function fail(text) {
  throw new Error(text);
}
function* failLater(text) {
  throw new Error(text);
}
const failNow = (text) => {
  throw new Error(text);
};
const failOrLog = process.env.STRICT ? fail : console.warn;
const failSafely = safe((text) => {
  throw new Error(text);
});

exports.ofFunctionsThatMayThrow = async (event, context) => {
  const { a, b, c, d, e, f } = event;
  const stop = context.fail || fail;
  if (!isDigits(a)) failOrLog('a');
  exec(`ls ${a}`); // bad: command-injection
  if (!isDigits(b)) failSafely('b');
  exec(`ls ${b}`); // bad: command-injection
  if (!isDigits(c)) failLater('c');
  exec(`ls ${c}`); // bad: command-injection
  if (!isDigits(d)) stop('d');
  exec(`ls ${d}`); // bad: command-injection
  if (!isDigits(e)) fail('e');
  exec(`ls ${e} -l`); // good
  if (!isDigits(f)) failNow('f');
  exec(`ls ${f} -l`); // good
};

function validity(query) {
  if (!isDigits(query.id)) return { valid: false, error: 'id' };
  return { valid: true };
}

exports.ofTheNothingOfAField = async (event) => {
  const one = JSON.parse(event.one);
  const first = validity(one);
  if (first.valid === undefined) return;
  exec(`ls ${one.id}`); // bad: command-injection
  const two = JSON.parse(event.two);
  const second = validity(two);
  if (second.valid === null) return;
  exec(`ls ${two.id}`); // bad: command-injection
  const three = JSON.parse(event.three);
  const third = validity(three);
  if (third.error !== undefined) return;
  exec(`ls ${three.id} -l`); // good
  const four = JSON.parse(event.four);
  const fourth = validity(four);
  if (fourth.error != null) return;
  exec(`ls ${four.id} -l`); // good
  const five = JSON.parse(event.five);
  const fifth = validity(five);
  if (fifth.valid) exec(`ls ${five.id} -l`); // good
};

function setWithin(query) {
  const result = { valid: false };
  if (isDigits(query.id)) return { valid: true };
  if (query.lenient) result.valid = true;
  return result;
}

function takenBack(query) {
  const result = { error: 'unknown' };
  if (isDigits(query.id)) return { error: null };
  if (query.lenient) delete result.error;
  return result;
}

function spread(query, more) {
  if (isDigits(query.id)) return { valid: true };
  return { valid: false, ...more };
}

function written(query) {
  const bad = { valid: false, error: 'id' };
  if (isDigits(query.id)) return { valid: true };
  return bad;
}

function listed(query, more) {
  if (isDigits(query.id)) return { errors: [] };
  return { errors: [...more] };
}

function computed(query, key) {
  if (isDigits(query.id)) return { valid: true };
  return { valid: false, [key]: true };
}

exports.ofComputedFields = async (event) => {
  const one = JSON.parse(event.one);
  const first = computed(one, event.key);
  if (!first.valid) return;
  exec(`ls ${one.id}`); // bad: command-injection
};

exports.ofResultsThatMayChange = async (event) => {
  const one = JSON.parse(event.one);
  const { valid } = setWithin(one);
  if (!valid) return;
  exec(`ls ${one.id}`); // bad: command-injection
  const two = JSON.parse(event.two);
  const { error } = takenBack(two);
  if (error) return;
  exec(`ls ${two.id}`); // bad: command-injection
  const three = JSON.parse(event.three);
  const third = spread(three, { valid: event.lenient });
  if (!third.valid) return;
  exec(`ls ${three.id}`); // bad: command-injection
  const four = JSON.parse(event.four);
  const fourth = written(four);
  if (!fourth.valid) return;
  exec(`ls ${four.id} -l`); // good
  const five = JSON.parse(event.five);
  const { errors } = listed(five, event.more);
  if (errors.length > 0) return;
  exec(`ls ${five.id}`); // bad: command-injection
  const six = JSON.parse(event.six);
  const { error: problem } = written(six);
  if (!problem) exec(`ls ${six.id} -l`); // good
};

exports.ofNoSuchMistake = async (event) => {
  const { a, b, d } = event;
  if (isDigits(a)) exec(`ls ${a} -l`); // good
  if (LIST.includes(b)) exec(`ls ${b} -l`); // good
  if (LIST.find((each) => each === d) == null) return;
  exec(`ls ${d} -l`); // good
};
