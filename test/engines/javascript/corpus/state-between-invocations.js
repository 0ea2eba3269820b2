const { Pool } = require('pg');

let user;
let tenant;
let last;
let pool;
let body;
let request;
const results = [];
const batch = [];
const seen = new Set();
const cache = new Map();
const byId = {};

exports.once = async (event) => {
  if (!user) user = JSON.parse(event.body).user; // bad
  tenant ??= event.headers['x-tenant']; // bad
  return { statusCode: 200, body: JSON.stringify({ user, tenant }) }; // good
};

let region;
let mode;
let filled;

exports.leftOver = async (event) => {
  if (event.region) region = event.region; // bad
  if (event.mode) {
    mode = event.mode; // good
  } else {
    mode = 'plain';
  }
  if (event.filled) {
    filled = event.filled; // good
    return filled;
  }
  return { region, mode };
};

exports.list = async (event) => {
  results.push(event.item); // bad
  return { statusCode: 200, body: JSON.stringify(results) };
};

exports.before = async (event) => {
  const previous = last;
  last = event.detail; // bad
  return previous;
};

exports.anew = async (event) => {
  body = JSON.parse(event.body); // good
  request = event; // good
  return answer();
};

function answer() {
  return { statusCode: 200, body: JSON.stringify({ id: body.id, path: request.path }) };
}

exports.emptied = async (event) => {
  batch.length = 0;
  batch.splice(0);
  for (const record of event.Records) batch.push(record.body); // good
  return batch;
};

exports.keyed = async (event) => {
  if (!cache.has(event.id)) cache.set(event.id, event.value); // good
  byId[event.id] = event.value; // good
  seen.add(event.id); // good
  return cache.get(event.id);
};

exports.clients = async (event) => {
  pool ??= new Pool({ host: process.env.HOST }); // good
  const items = [];
  items.push(event.item); // good
  let first;
  if (!first) first = event.item; // good
  return [items, first, pool];
};
