const express = require('express');
const serverless = require('serverless-http');
const { exec } = require('child_process');
const fs = require('fs');
const fetch = require('node-fetch');

const app = express();
app.use(express.json());

app.get('/ping/:host', (req, res) => {
  exec(`ping -c 1 ${req.params.host}`, (error, out) => res.type('text/plain').send(out)); // bad: command-injection
});

app.get('/file', (req, res) => {
  fs.readFile('/opt/data/' + req.query.name, (error, data) => res.json({ size: data.length })); // bad: path-traversal
});

app.post('/preview', async (req, res) => {
  const page = await fetch(req.body.link); // bad: server-side-request-forgery
  res.json({ status: page.status });
});

app.get('/hello', (req, res) => {
  res.send('<b>' + req.query.name + '</b>'); // bad: unescaped-html
});

app.get('/hello.json', (req, res) => {
  res.json({ hello: req.query.name }); // good
});

app.get('/out', (req, res) => res.redirect(req.query.to)); // bad: open-redirect
app.get('/in', (req, res) => res.redirect('/items/' + encodeURIComponent(req.query.id))); // good

module.exports.handler = serverless(app);
