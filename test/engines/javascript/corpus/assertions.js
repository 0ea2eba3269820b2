// Functions that throw where a text is not as it should be, and functions that look like them.
const { exec } = require('node:child_process');
const assert = require('node:assert');
const e = require('assert/strict');
const fs = require('node:fs');
const path = require('node:path');

const NAMES = ['a', 'b'];

function asked(name) {
  if (!/^[a-z]+$/.test(name)) return false;
  return true;
}

function set(name) {
  if (!NAMES.includes(name)) name = 'a';
  return name;
}

async function later(name) {
  if (!/^[a-z]+$/.test(name)) throw new Error('no name');
}

function known(name) {
  if (NAMES.includes(name)) return;
  throw new Error('no name');
}

function checked(name, mode) {
  if (mode === 'strict') {
    if (!NAMES.includes(name)) throw new Error('no name');
  } else if (!/^\w+$/.test(name)) {
    throw new Error('no name');
  }
  return name;
}

function checkedInPart(name, mode) {
  if (mode === 'none') return name;
  if (!NAMES.includes(name)) throw new Error('no name');
  return name;
}

const passedOn = (name) => known(name);

function within(root, file) {
  const way = path.relative(root, file);
  if (way.startsWith('..') || path.isAbsolute(way)) throw new Error('outside');
}

exports.ignored = async (event) => {
  asked(event.name);
  exec(`ls ${event.name}`); // bad: command-injection
};

exports.keptAnyway = async (event) => {
  const isName = asked(event.name);
  if (!isName) console.log('no name');
  exec(`ls ${event.name}`); // bad: command-injection
};

exports.ofItsOwn = async (event) => {
  set(event.name);
  exec(`ls ${event.name}`); // bad: command-injection
};

exports.notWaitedFor = async (event) => {
  later(event.name);
  exec(`ls ${event.name}`); // bad: command-injection
};

exports.waitedFor = async (event) => {
  await later(event.name);
  exec(`ls ${event.name}`); // good
};

exports.inPart = async (event) => {
  checkedInPart(event.name, event.mode);
  exec(`ls ${event.name}`); // bad: command-injection
};

exports.onEachWay = async (event) => {
  checked(event.name, event.mode);
  exec(`ls ${event.name}`); // good
};

exports.otherwise = async (event) => {
  passedOn(event.name);
  exec(`ls ${event.name}`); // good
};

exports.tried = async (event) => {
  try {
    known(event.name);
  } catch {
    return { statusCode: 400 };
  }
  exec(`ls ${event.name}`); // good
};

exports.triedInVain = async (event) => {
  try {
    known(event.name);
  } catch (error) {
    console.log('no name');
  }
  exec(`ls ${event.name}`); // bad: command-injection
};

exports.named = async (event) => {
  const name = known(event.name) ?? 'a';
  const other = checked(event.other);
  exec(`ls ${event.name} ${name}`); // good
  exec(`ls ${event.other}`); // good
  return other;
};

exports.sequence = async (event) => {
  const file = path.resolve('/srv', event.name);
  return within('/srv', file), fs.promises.readFile(file); // good
};

exports.sequenceOfAnother = async (event) => {
  const file = path.resolve('/srv', event.name);
  return within('/srv', event.other), fs.promises.readFile(file); // bad: path-traversal
};

exports.inTest = async (event) => {
  const file = path.resolve('/srv', event.name);
  if (within('/srv', file), event.isText) return fs.promises.readFile(file, 'utf8'); // good
  return fs.promises.readFile(file); // good
};

exports.branches = async (event) => {
  if (NAMES.includes(event.name)) console.log('known');
  else if (/^\d+$/.test(event.name)) console.log('number');
  else return;
  exec(`ls ${event.name}`); // good
};

exports.oneBranchOpen = async (event) => {
  if (NAMES.includes(event.name)) console.log('known');
  else if (event.isNew) console.log('new');
  else return;
  exec(`ls ${event.name}`); // bad: command-injection
};

exports.asserted = async (event) => {
  assert(NAMES.includes(event.name));
  assert.ok(/^[a-z]+$/.test(event.other), 'no name');
  console.assert(NAMES.includes(event.third));
  e(NAMES.includes(event.fourth));
  e.ok(NAMES.includes(event.fifth));
  exec(`ls ${event.name}`); // good
  exec(`ls ${event.other}`); // good
  exec(`ls ${event.third}`); // bad: command-injection
  exec(`ls ${event.fourth}`); // good
  exec(`ls ${event.fifth}`); // good
};
