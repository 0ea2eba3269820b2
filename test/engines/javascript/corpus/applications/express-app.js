const express = require('express');
const serverless = require('serverless-http');
const { exec } = require('child_process');
const mongoose = require('mongoose');
const fs = require('fs');
const mysql = require('mysql');
const axios = require('axios');
const jwt = require('jsonwebtoken');
const path = require('path');
const escapeHtml = require('escape-html');

const app = express();
app.use(express.json());

const User = mongoose.model('User', new mongoose.Schema({}));
const db = mysql.createConnection({ host: process.env.HOST });

app.post('/login', async (req, res) => {
  const user = await User.findOne({ username: req.body.username, password: req.body.password }); // bad: query-injection
  const same = await User.findOne({ username: { $eq: req.body.username } }); // good
  res.json({ user, same }); // good
});

app.get('/identify', (req, res) => {
  exec('identify ' + req.query.url, (error, stdout) => res.type('text').send(stdout)); // bad: command-injection
});

app.get('/users/:id', (req, res) => {
  db.query('SELECT * FROM users WHERE id = ' + req.params.id, (err, rows) => { // bad: query-injection
    if (err) return res.status(500).send(err.message); // bad: error-details-returned
    res.json(rows); // good
  });
  db.query('SELECT * FROM users WHERE id = ?', [req.params.id], (err, rows) => res.json(rows)); // good
});

app.get('/hello', (req, res) => res.send('<h1>Hello ' + req.query.name + '</h1>')); // bad: unescaped-html
app.get('/hi', (req, res) => res.send(`<h1>Hello ${escapeHtml(req.query.name)}</h1>`)); // good
app.get('/text', (req, res) => res.type('text/plain').send('Hello ' + req.query.name)); // good
app.post('/echo', (req, res) => res.send(req.body)); // good
app.get('/json', (req, res) => res.json({ name: req.query.name })); // good

app.get('/go', (req, res) => res.redirect(req.query.url)); // bad: open-redirect
app.get('/gone', (req, res) => res.redirect(301, `/items/${req.params.id}`)); // good

app.get('/file', (req, res) => res.sendFile(path.join(__dirname, 'public', req.query.name))); // bad: path-traversal
app.get('/home', (req, res) => res.sendFile(path.join(__dirname, 'public', 'index.html'))); // good
app.get('/read', (req, res) => {
  fs.readFile('./data/' + req.query.name, 'utf8', (error, data) => res.json({ data })); // bad: path-traversal
  fs.readFile('./data/' + path.basename(req.query.name), 'utf8', (error, data) => res.json({ data })); // good
});

app.get('/proxy', async (req, res) => {
  const { data } = await axios.get(req.query.url); // bad: server-side-request-forgery
  const { data: more } = await axios.get(`${process.env.API}/items/${req.query.id}`); // good
  res.json({ data, more });
});

app.post('/calc', (req, res) => {
  res.json({ result: eval(req.body.expression) }); // bad: event-code-execution
});

app.get('/admin', (req, res) => {
  const claims = jwt.decode(req.headers.authorization); // bad: weak-crypto
  if (claims.role !== 'admin') return res.status(403).end();
  res.json({ claims }); // good
});

// Lists that the server keeps, and one that came with what is looked for in it.
app.locals.allowed = ['a'];
app.get('/own', (req, res) => {
  const { user } = req;
  if (!user.files.includes(req.query.file)) return res.sendStatus(403);
  res.send(fs.readFileSync(`/data/${req.query.file}`)); // good
});
app.get('/session', (req, res) => {
  const { files } = req.session;
  const allowed = req.app.locals.allowed;
  const { one, two } = req.query;
  if (!files.includes(one) || !allowed.includes(two)) return res.sendStatus(403);
  res.send([fs.readFileSync(`/data/${one}`), fs.readFileSync(`/data/${two}`)]); // good
});
app.post('/given', (req, res) => {
  const { user } = req.body;
  if (!user.files.includes(req.body.file)) return res.sendStatus(403);
  res.send(fs.readFileSync(`/data/${req.body.file}`)); // bad: path-traversal
});

app.use((error, req, res, next) => {
  res.status(500).json({ message: error.message }); // bad: error-details-returned
});

module.exports.handler = serverless(app);
