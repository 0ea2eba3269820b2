const { exec } = require('child_process');
const { readFile } = require('fs/promises');
const path = require('path');

const same = (value) => value;
const list = (command) => exec(`ls ${command}`); // bad: command-injection

exports.late = async (event) => {
  let first = encodeURIComponent(event.a);
  if (event.raw) first = event.a;
  exec(`ls ${first}`); // bad: command-injection
  let second = event.b;
  if (event.encoded) second = encodeURIComponent(event.b);
  exec(`ls ${second}`); // bad: command-injection
  let third = encodeURIComponent(event.c);
  if (event.basename) third = encodeURIComponent(path.basename(event.c));
  exec(`ls ${third}`); // good
};

exports.callers = async (event) => {
  list(encodeURIComponent(event.a));
  list(event.b);
};

exports.results = async (event) => {
  const raw = same(event.a);
  const encoded = same(encodeURIComponent(event.b));
  const base = same(path.basename(event.c));
  exec(`ls ${raw}`); // bad: command-injection
  exec(`ls ${encoded}`); // good
  await readFile(`./files/${base}`); // good
  exec(`ls ${base}`); // bad: command-injection
};

exports.oneCall = async (event) => {
  let value = encodeURIComponent(event.a);
  if (event.raw) value = event.a;
  const first = same(value);
  exec(`ls ${first}`); // bad: command-injection
  let other = event.b;
  if (event.encoded) other = encodeURIComponent(event.b);
  const second = same(other);
  exec(`ls ${second}`); // bad: command-injection
};

exports.fields = async (event) => {
  const box = {};
  box.value = encodeURIComponent(event.a);
  exec(`ls ${box.value}`); // good
  const other = { value: encodeURIComponent(event.a) };
  if (event.raw) Object.assign(other, { value: event.a });
  exec(`ls ${other.value}`); // bad: command-injection
};

exports.kinds = async (event) => {
  const name = path.basename(event.name);
  await readFile(name); // good
  await fetch(`https://api.example.com/${name}`); // good
  await fetch(name); // bad: server-side-request-forgery
  const address = new URL(event.address);
  if (address.hostname !== 'example.com') return;
  await fetch(address); // good
  exec(`curl ${address}`); // bad: command-injection
  if (event.file.includes('..')) return;
  await readFile(`./files/${event.file}`); // good
  exec(`cat ${event.file}`); // bad: command-injection
  if (typeof event.text !== 'string') return;
  exec(`echo ${event.text}`); // bad: command-injection
  exec('ls'); // good
  exec(`ls ${path.sep}`); // good
  await readFile(path.basename(event.file)); // good
  await fetch('https://example.com/'); // good
  const count = Number(event.count);
  exec(`head -n ${count}`); // good
  await fetch(`https://example.com/${count}`); // good
  await readFile(`./files/${count}`); // good
};

// What is a whole in one call is a text in another, whichever comes first.
const trace = (value) => console.log(`got ${value}`); // bad: log-injection
const shown = (value) => console.log(`got ${value}`); // bad: logs-whole-event, log-injection
const whole = (value) => console.log(`got ${value}`); // good
const named = (event) => console.log(`got ${event.name || event}`); // bad: log-injection

exports.wholeAndPart = async (event) => {
  trace(event.name);
  trace(event);
  shown(event);
  shown(event.headers.authorization);
  whole(event);
  whole(event.headers);
  named(event);
};

exports.partAndWhole = async (event) => {
  trace(event);
  trace(event.name);
};
