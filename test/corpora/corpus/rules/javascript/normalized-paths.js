const express = require('express');
const fs = require('node:fs');
const path = require('node:path');
const serverless = require('serverless-http');

const app = express();
const root = '/opt/site';

app.get('/relative', (req, res) => {
  const name = path.normalize(req.query.name);
  if (path.isAbsolute(name) || name.startsWith('../')) return res.sendStatus(404);
  return res.end(fs.readFileSync(name)); // good
});

app.get('/separator', (req, res) => {
  const name = path.normalize(req.query.name);
  if (path.isAbsolute(name)) return res.sendStatus(404);
  if (!name.startsWith('..' + path.sep)) return res.end(fs.readFileSync(name)); // good
  return res.sendStatus(404);
});

app.get('/first', (req, res) => {
  const name = path.normalize(req.query.name);
  if (name[0] !== '/' && name[0] !== '.') return res.end(fs.readFileSync(name)); // good
  return res.sendStatus(404);
});

app.get('/inside', (req, res) => {
  const file = path.join(root, req.query.name);
  const inside = path.relative(root, file);
  if (inside.startsWith('..' + path.sep) || inside === '..') return res.sendStatus(404);
  return res.end(fs.readFileSync(file)); // good
});

app.get('/searched', (req, res) => {
  const { name } = req.query;
  if (name.search(/(\/|^)\.\.(\/|$)/) !== -1) return res.sendStatus(404);
  return res.end(fs.readFileSync(path.join(root, name))); // good
});

app.get('/prefix', (req, res) => {
  const file = path.resolve(root, req.query.name);
  if (file.substring(0, root.length) === root) return res.end(fs.readFileSync(file)); // good
  return res.sendStatus(404);
});

app.get('/shortened', (req, res) => {
  const file = path.normalize(path.join(root, req.query.name));
  return res.end(fs.readFileSync(file)); // bad: path-traversal
});

app.get('/unchecked', (req, res) => {
  const name = path.normalize(req.query.name);
  if (path.isAbsolute(name)) return res.sendStatus(404);
  return res.end(fs.readFileSync(name)); // bad: path-traversal
});

exports.handler = serverless(app);
