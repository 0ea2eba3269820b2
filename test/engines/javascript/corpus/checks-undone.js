// Checks whose outcome, or whose subject, is changed before it is asked for.
const { exec } = require('child_process');
const fs = require('fs');
const _ = require('lodash');
const loaded = require('lodash');
const compiled = __importDefault(require('lodash/fp'));
const store = require('./store');

const cache = new Map();

const KINDS = ['a', 'b'];
const isDigits = (text) => /^\d+$/.test(text);
const isDigitsLater = async (text) => /^\d+$/.test(text);

function report(list) {
  while (list.length > 0) console.warn(list.pop());
}

exports.emptiedLists = async (event) => {
  const { one, two, three, four } = event;
  const errors = [];
  if (!isDigits(one)) errors.push('one');
  errors.length = 0;
  if (errors.length > 0) return;
  exec(`ls ${one}`); // bad: command-injection
  const byField = {};
  if (!isDigits(two)) byField.two = 'two';
  if (event.isLenient) delete byField.two;
  if (Object.keys(byField).length > 0) return;
  exec(`ls ${two}`); // bad: command-injection
  const drained = [];
  if (!isDigits(three)) drained.push('three');
  report(drained);
  if (drained.length > 0) return;
  exec(`ls ${three}`); // bad: command-injection
  const shown = [];
  if (!isDigits(four)) shown.push('four');
  console.warn(shown, JSON.stringify(shown), shown.join(', '));
  if (shown.length > 0) return report(shown);
  exec(`ls ${four} -l`); // good
};

exports.mayBeFilled = async (event) => {
  const { one, two } = event;
  const errors = [];
  if (!isDigits(one)) errors.push(...event.problems);
  if (errors.length > 0) return;
  exec(`ls ${one}`); // bad: command-injection
  const problems = [];
  if (!isDigits(two)) problems.push('two', ...event.problems);
  if (problems.length > 0) return;
  exec(`ls ${two} -l`); // good
};

exports.otherwise = async (event) => {
  const one = JSON.parse(event.one);
  const { id = one.other } = one;
  if (one.id && !isDigits(one.id)) return;
  exec(`ls ${id}`); // bad: command-injection
  const { two, three } = event;
  const { valid = true } = twoIfDigits(two);
  if (!valid) return;
  exec(`ls ${two}`); // bad: command-injection
  const { valid: isValid } = twoIfDigits(three);
  if (!isValid) return;
  exec(`ls ${three} -l`); // good
  const four = JSON.parse(event.four);
  const { id: fourth = '' } = four;
  if (four.id && !isDigits(four.id)) return;
  exec(`ls ${fourth} -l`); // good
};

function twoIfDigits(text) {
  if (!isDigits(text)) return {};
  return { valid: true };
}

exports.countedOtherwise = async (event) => {
  const { one, two, three } = event;
  const object = {};
  if (!isDigits(one)) object.one = 'one';
  if (object.length > 0) return;
  exec(`ls ${one}`); // bad: command-injection
  const list = [];
  if (!isDigits(two)) list.two = 'two';
  if (list.length > 0) return;
  exec(`ls ${two}`); // bad: command-injection
  const keyed = {};
  if (!isDigits(three)) keyed.three = 'three';
  if (keyed.three) console.warn(keyed.three);
  if (Object.keys(keyed).length > 0) return;
  exec(`ls ${three} -l`); // good
};

function check(text) {
  if (!isDigits(text)) return { valid: false };
  return { valid: true };
}

function errorsIn(text) {
  const errors = [];
  if (!isDigits(text)) errors.push('text');
  return errors;
}

exports.resultsChanged = async (event) => {
  const { one, two, three, four } = event;
  const result = check(one);
  if (event.force) result.valid = true;
  if (!result.valid) return;
  exec(`ls ${one}`); // bad: command-injection
  const errors = errorsIn(two);
  console.warn(errors.pop());
  if (errors.length > 0) return;
  exec(`ls ${two}`); // bad: command-injection
  const kept = check(three);
  console.warn(kept);
  if (!kept.valid) return report(kept);
  kept.isDone = true;
  exec(`ls ${three} -l`); // good
  const found = errorsIn(four);
  if (found.length > 0) {
    report(found);
    return;
  }
  exec(`ls ${four} -l`); // good
};

function checkField(query) {
  if (!isDigits(query.id)) throw new Error('id');
}

exports.cleanedFields = async (event) => {
  const one = JSON.parse(event.one);
  const { id } = one;
  const name = id;
  one.id = one.id.replace(/\D/g, '');
  if (!isDigits(one.id)) return;
  exec(`ls ${name}`); // bad: command-injection
  exec(`ls ${one.id} -l`); // good
  const two = JSON.parse(event.two);
  const taken = two.id;
  two.id = two.id.replace(/\D/g, '');
  checkField(two);
  exec(`ls ${taken}`); // bad: command-injection
  const three = JSON.parse(event.three);
  const { id: third } = three;
  checkField(three);
  exec(`ls ${third} -l`); // good
};

function checkCleaned(query) {
  query = { ...query, id: String(query.id).replace(/\D/g, '') };
  if (!isDigits(query.id)) throw new Error('id');
}

function checkCleanedText(text) {
  text = text.replace(/\D/g, '');
  if (!isDigits(text)) throw new Error('text');
}

function checkCleanedField({ id }) {
  id = id.replace(/\D/g, '');
  if (!isDigits(id)) throw new Error('id');
}

exports.cleanedWithin = async (event) => {
  const one = JSON.parse(event.one);
  checkCleaned(one);
  exec(`ls ${one.id}`); // bad: command-injection
  const { text } = event;
  checkCleanedText(text);
  exec(`ls ${text}`); // bad: command-injection
  const two = JSON.parse(event.two);
  checkCleanedField(two);
  exec(`ls ${two.id}`); // bad: command-injection
  checkField(one);
  exec(`ls ${one.id} -l`); // good
  checkField(two);
  exec(`ls ${two.id} -l`); // good
};

const cleaned = (name) => {
  name = name.replace(/\D/g, '');
  return isDigits(name);
};

exports.filters = async ({ names }) => {
  exec(`ls ${names.filter((name) => isDigits(name)).join(' ')} -l`); // good
  exec(`ls ${names.filter((name) => isDigitsLater(name)).join(' ')}`); // bad: command-injection
  exec(`ls ${names.filter(async (name) => isDigits(name)).join(' ')}`); // bad: command-injection
  exec(`ls ${names.filter(cleaned).join(' ')}`); // bad: command-injection
};

const isFine = async (text) => isDigitsLater(text);

exports.promises = async ({ one, two, three, four }) => {
  if (!isDigitsLater(one)) return;
  exec(`ls ${one}`); // bad: command-injection
  if (!(await isDigitsLater(two))) return;
  exec(`ls ${two} -l`); // good
  if (!(await isFine(three))) return;
  exec(`ls ${three} -l`); // good
  const isOk = await isDigitsLater(four);
  if (!isOk) return;
  exec(`ls ${four} -l`); // good
};

exports.ofAll = async ({ body, more }) => {
  const { one, two, three } = JSON.parse(body);
  if (!one.every((each) => isDigitsLater(each))) return;
  exec(`ls ${one.map((each) => `${each}.txt`).join(' ')}`); // bad: command-injection
  const keys = Object.keys(two);
  if (!keys.every((key) => KINDS.includes(key))) return;
  keys.push(more);
  exec(`ls ${keys.map((key) => `${key}.txt`).join(' ')}`); // bad: command-injection
  const kinds = Object.keys(three);
  if (!kinds.every((key) => KINDS.includes(key))) return;
  exec(`ls ${kinds.map((key) => `${key}.txt`).join(' ')}`); // good
  exec(`ls ${kinds.map((key) => `${key}.md`).join(' ')}`); // good
  exec(`ls ${kinds.map((key) => `${key}.js`).join(' ')}`); // good
  exec(`ls ${kinds.map((key) => `${key}.ts`).join(' ')}`); // good
  exec(`ls ${kinds.map((key) => `${key}.py`).join(' ')}`); // good
  exec(`ls ${kinds.map((key) => `${key}.rb`).join(' ')}`); // good
};

exports.filledByLodash = async (event) => {
  const one = JSON.parse(event.one);
  if (!isDigits(one.id)) return;
  loaded.set(one, event.key, event.value);
  exec(`ls ${one.id}`); // bad: command-injection
  const two = JSON.parse(event.two);
  if (!isDigits(two.id)) return;
  compiled.default.set(two, event.key, event.value);
  exec(`ls ${two.id}`); // bad: command-injection
  const three = JSON.parse(event.three);
  if (!isDigits(three.id)) return;
  store.set(three, event.value);
  exec(`ls ${three.id}`); // good
};

exports.filledLater = async (event) => {
  const one = JSON.parse(event.one);
  if (!isDigits(one.id)) return;
  Object.assign(one, JSON.parse(event.more));
  exec(`ls ${one.id}`); // bad: command-injection
  const two = JSON.parse(event.two);
  checkField(two);
  _.set(two, event.key, event.value);
  exec(`ls ${two.id}`); // bad: command-injection
  const three = JSON.parse(event.three);
  const taken = three.id;
  Object.assign(three, { id: '1' });
  if (!isDigits(three.id)) return;
  exec(`ls ${taken}`); // bad: command-injection
  const four = JSON.parse(event.four);
  Object.assign(four, JSON.parse(event.more));
  if (!isDigits(four.id)) return;
  cache.set(four, 1);
  Object.assign({}, four);
  exec(`ls ${four.id} -l`); // good
};

const UPWARDS = /\.\./g;
const WORD = /^\w+$/g;

// Each second call looks from where the first ended.
exports.lookedForLater = async (event) => {
  const { one, two, three, four, five } = event;
  if (UPWARDS.test(one)) return;
  fs.readFileSync(`/data/${one}`); // bad: path-traversal
  const inFunction = /\.\./g;
  if (inFunction.test(two)) return;
  fs.readFileSync(`/data/${two}`); // good
  if (/\.\./g.test(three)) return;
  fs.readFileSync(`/data/${three}`); // good
  if (four.match(UPWARDS)) return;
  fs.readFileSync(`/data/${four}`); // good
  if (!WORD.test(five)) return;
  fs.readFileSync(`/data/${five}`); // good
};

// What is put in cannot be the field that was checked.
exports.filledBeside = async (event) => {
  const one = JSON.parse(event.one);
  if (!isDigits(one.id)) return;
  Object.assign(one, { limit: 10 }, { user: event.user });
  exec(`ls ${one.id}`); // good
  Object.defineProperty(one, 'hidden', { value: event.more });
  _.set(one, 'page.size', event.more);
  exec(`ls ${one.id} -l`); // good
  exec(`ls ${one.id} -h`); // good
  exec(`ls ${one.id} -a`); // good
  Object.assign(one, { id: event.id });
  exec(`ls ${one.id} -r`); // bad: command-injection
  const two = JSON.parse(event.two);
  if (!isDigits(two.id)) return;
  Object.assign(two, { limit: 10, ...event.more });
  exec(`ls ${two.id}`); // bad: command-injection
  const three = JSON.parse(event.three);
  if (!isDigits(three.id)) return;
  Object.defineProperty(three, 'id', { value: event.more });
  exec(`ls ${three.id}`); // bad: command-injection
  const four = JSON.parse(event.four);
  if (!isDigits(four.within.id)) return;
  Object.assign(four, { within: event.more });
  exec(`ls ${four.within.id}`); // bad: command-injection
  const five = JSON.parse(event.five);
  if (!isDigits(five.within.id)) return;
  Object.assign(five.within, { limit: 10 });
  exec(`ls ${five.within.id}`); // good
  exec(`ls ${five.within.id} -l`); // good
  Object.assign(five.within, { [event.key]: 10, id: event.id });
  exec(`ls ${five.within.id}`); // bad: command-injection
};

const BARE = { __proto__: null, a: 1 };
const INHERITING = { __proto__: JSON.parse(process.env.NAMES), a: 1 };

exports.inBareTable = async ({ one, two }) => {
  if (!BARE[one]) return;
  exec(`ls ${one}`); // good
  exec(`ls ${one} -l`); // good
  if (!INHERITING[two]) return;
  exec(`ls ${two}`); // bad: command-injection
};
