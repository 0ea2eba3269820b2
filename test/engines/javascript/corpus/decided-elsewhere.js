// What a request does not decide, though it is near: names that a package makes up, settings that are found
// by an id, branches for other systems, buffers that are asked whether they are texts.
const fs = require('fs');
const path = require('path');
const os = require('os');
const express = require('express');
const isPathInside = require('is-path-inside');
const multer = require('multer');
const serverless = require('serverless-http');
const { exec, execSync } = require('child_process');
const { Client } = require('pg');

const app = express();
const client = new Client();
const cache = new Map();
const DIR = '/var/task/public';

class Settings {
  static get(id) {
    const found = cache.get(id);
    if (!found) return;
    return found.config;
  }
}

const settingsOf = (id) => cache.get(id);

app.post('/upload', multer({ dest: '/tmp/up' }).single('file'), (req, res) => {
  fs.createReadStream(req.file.path).pipe(res); // good
  fs.renameSync(req.file.path, path.join('/tmp/up', req.file.filename)); // good
  fs.renameSync(req.file.path, path.join('/tmp/up', req.file.originalname)); // bad: path-traversal
  for (const file of req.files) fs.unlinkSync(file.path); // good
});

app.get('/page', (req, res) => {
  const settings = settingsOf(req.get('X-App'));
  require(path.resolve('./', settings.file)); // good
  require(path.resolve('./', Settings.get(req.params.id).file)); // good
  require(path.resolve('./', req.params.id)); // bad: event-code-execution
  res.end();
});

app.get('/file/:name', (req, res) => {
  const name = decodeURIComponent(req.path);
  if (name.search(/(\/|^)\.\.(\/|$)/) !== -1) return res.sendStatus(404);
  const file = path.join(DIR, name);
  fs.createReadStream(file).pipe(res); // good
});

app.get('/relative/:name', (req, res) => {
  const file = path.join(DIR, req.params.name);
  const way = path.relative(DIR, file);
  if (way.startsWith(`..${path.sep}`) || way === '..') return res.sendStatus(404);
  fs.createReadStream(file).pipe(res); // good
});

app.get('/later', (req, res) => {
  let file = req.path;
  file = path.join(DIR, file);
  const way = path.relative(DIR, file);
  if (way.startsWith('..' + path.sep) || way == '..') return res.sendStatus(404);
  fs.stat(file, () => {
    fs.createReadStream(file).pipe(res); // good
  });
});

app.get('/changed', (req, res) => {
  let file = path.join(DIR, req.path);
  if (path.relative(DIR, file).startsWith('..')) return res.sendStatus(404);
  setTimeout(() => {
    fs.createReadStream(file).pipe(res); // bad: path-traversal
  });
  file = req.query.other;
});

app.get('/starts/:name', (req, res) => {
  const name = path.normalize(req.query.name);
  if (path.isAbsolute(name)) return res.sendStatus(404);
  if (!name.startsWith('../')) {
    fs.createReadStream(name).pipe(res); // good
  } else {
    fs.createReadStream(name).pipe(res); // bad: path-traversal
  }
  if (name[0] !== '.') fs.createReadStream(name).pipe(res); // good
  if (!name.startsWith(`..${path.sep}`)) fs.createReadStream(name).pipe(res); // good
  const file = path.resolve(DIR, req.query.file);
  if (file.slice(0, DIR.length) === DIR) fs.createReadStream(file).pipe(res); // good
  if (file.slice(0, 3) === DIR) fs.createReadStream(file).pipe(res); // bad: path-traversal
  if (isPathInside(file, DIR)) fs.createReadStream(file).pipe(res); // good
  const raw = req.query.raw;
  if (!raw.startsWith('../')) fs.createReadStream(raw).pipe(res); // bad: path-traversal
  fs.createReadStream(fs.realpathSync(raw)).pipe(res); // bad: path-traversal
});

app.get('/static/*', (req, res) => {
  res.sendFile(DIR + '/' + req.params[0]); // good
  res.sendFile(`${__dirname}/public/${req.params.name}`); // good
  const home = path.resolve('.');
  res.sendFile(home + '/data/' + req.params[0]); // good
  res.sendfile('data/' + req.params[0]); // good
  res.sendFile(path.join(DIR, req.params[0])); // bad: path-traversal
  res.sendFile(req.params[0]); // bad: path-traversal
});

app.post('/install', (req, res) => {
  require(path.join(req.body.dir, 'package.json')); // good
  require(`${req.body.dir}/package.json`); // good
  const manifest = path.join(req.body.dir, 'package.json');
  require(manifest); // good
  require(path.join(req.body.dir, 'index.js')); // bad: event-code-execution
  res.end();
});

const killQuietly = (pid) => exec('kill -15 ' + pid); // bad: command-injection
const killLoudly = (pid) => exec('kill -9 ' + pid); // good
const killOfNoOther = (pid) => exec('kill -1 ' + pid); // bad: command-injection

app.get('/secure', (req, res) => {
  res.redirect(`https://${process.env.HOST}${req.originalUrl}`); // good
  fetch(`http://${process.env.HOST}:8080${req.originalUrl}`); // good
  fetch('http://127.0.0.1' + req.originalUrl); // good
  res.redirect(`https://${process.env.HOST}${req.query.next}`); // bad: open-redirect
  res.redirect(req.originalUrl); // bad: open-redirect
  fetch('http://127.0.0.1' + req.query.next); // bad: server-side-request-forgery
});

let killOf;
switch (os.platform()) {
  case 'linux':
    killOf = killQuietly;
    break;
  case 'darwin':
  case 'sunos':
    killOf = killLoudly;
    break;
  default:
    killOf = killLoudly;
}

let killAll = killQuietly;
if (process.platform === 'darwin') killAll = killLoudly; // good

let killOther;
switch (os.platform()) {
  case 'win32':
    killOther = killLoudly; // good
    break;
  default:
    killOther = killOfNoOther;
}

app.get('/kill-all', (req, res) => {
  killOf(req.query.pid); // good
  killAll(req.query.pid); // good
  killOther(req.query.pid); // good
  res.end();
});

const _windows = process.platform === 'win32';
app.post('/kill', (req, res) => {
  const { pid } = req.body;
  if (process.platform === 'win32') exec('taskkill /pid ' + pid); // good
  if (_windows) exec('taskkill /pid ' + pid); // good
  if (os.type() === 'Darwin') exec('kill ' + pid); // good
  switch (os.platform()) {
    case 'win32':
      exec('taskkill /pid ' + pid); // good
      break;
    case 'darwin':
      exec('kill ' + pid); // good
      break;
    case 'linux':
      exec('kill ' + pid); // bad: command-injection
      break;
    default:
  }
  if (process.platform !== 'win32') exec('kill -9 ' + pid); // bad: command-injection
  if (_windows) {
    res.end();
  } else {
    exec('kill ' + pid); // bad: command-injection
  }
});

app.post('/pick', (req, res) => {
  const { host } = req.body;
  const run = process.platform === 'win32' ? `ping -n 1 ${host}` : `ping -c 1 ${host}`;
  exec(run); // bad: command-injection
  res.end();
});

function opened(input) {
  return typeof input === 'string' ? fs.readFileSync(input) : input; // good
}

function read(input) {
  if (input && typeof input === 'string') return fs.readFileSync(input); // good
  return input;
}

function loaded(input) {
  if (Buffer.isBuffer(input)) return input;
  return fs.readFileSync(input); // good
}

function either(input) {
  return typeof input === 'string' ? fs.readFileSync(input) : input; // bad: path-traversal
}

app.post('/unpack', (req, res) => {
  opened(Buffer.from(req.body.data, 'base64'));
  const bytes = Buffer.concat([Buffer.from(req.body.data)]);
  read(bytes);
  loaded(bytes);
  either(bytes);
  either(req.body.name);
  res.end();
});

function cleaned(text) {
  let result = text;
  result = result.replace(/>/g, '');
  result = result.replace(/</g, '');
  result = result.replace(/\*/g, '');
  result = result.replace(/\?/g, '');
  result = result.replace(/\|/g, '');
  result = result.replace(/`/g, '');
  result = result.replace(/\$/g, '');
  result = result.replace(/;/g, '');
  result = result.replace(/&/g, '');
  result = result.replace(/\)/g, '');
  result = result.replace(/\(/g, '');
  result = result.replace(/#/g, '');
  result = result.replace(/\\/g, '');
  result = result.replace(/\t/g, '');
  result = result.replace(/\n/g, '');
  result = result.replace(/"/g, '');
  return result;
}

function halfCleaned(text) {
  let result = text;
  result = result.replace(/>/g, '');
  result = result.replace(/;/g, '');
  return result;
}

app.post('/find', (req, res) => {
  execSync(`ps | grep -iE "${cleaned(req.body.name)}"`); // good
  execSync(`ps | grep -iE "${req.body.name.replace(/[;&|`$<>()\n"\\]/g, '')}"`); // good
  execSync(`ps | grep -iE "${halfCleaned(req.body.name)}"`); // bad: command-injection
  res.end();
});

const pretty = (value) => JSON.stringify(value, null, 2).replace("'", '');
app.post('/save', async (req, res) => {
  await client.query(`INSERT INTO t VALUES ('${pretty(req.body)}')`); // bad: query-injection
  await client.query(`INSERT INTO t VALUES ('${JSON.stringify(req.body).trim()}')`); // bad: query-injection
  await client.query('INSERT INTO t VALUES ($1)', [pretty(req.body)]); // good
  res.end();
});

exports.handler = serverless(app);
