const express = require('express');
const serverless = require('serverless-http');

const app = express();
const API = process.env.API;
const forward = (to) => fetch(API + to); // good

// The `url` of a request begins with a slash.
app.get('/a', async (req, res) => res.json(await fetch('https://api.example' + req.url))); // good
app.get('/b', async (req, res) => {
  const { url } = req;
  const target = url;
  res.json(await fetch(`${API}${target}`)); // good
});
app.get('/c', async (req, res) => res.json(await forward(req.url)));
app.get('/d', async (req, res) => res.json(await fetch(new URL(req.url, API)))); // bad
app.get('/e', async (req, res) => res.json(await fetch(API + req.query.url))); // bad
app.get('/f', async (req, res) => res.json(await fetch(API + decodeURIComponent(req.url).slice(1)))); // bad
// API Gateway serves no other host than its own.
app.get('/g', (req, res) => res.redirect(`https://${req.get('Host')}${req.url}`)); // good
app.get('/h', (req, res) => res.redirect(`https://${req.get('x-host')}${req.url}`)); // bad: open-redirect

exports.handler = serverless(app);
exports.event = async (req) => fetch('https://api.example' + req.url); // bad
exports.body = async (req) => fetch('https://api.example' + JSON.parse(req.body).url); // bad
