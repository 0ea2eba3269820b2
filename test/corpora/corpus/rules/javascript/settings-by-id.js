const express = require('express');
const path = require('node:path');
const serverless = require('serverless-http');

const app = express();
const settings = new Map();

settings.set('shop', { texts: './texts/shop.json', hooks: './hooks/shop.js' });

class Settings {
  static of(id) {
    const found = settings.get(id);
    return found ? Object.assign(new Settings(), found) : undefined;
  }
}

app.get('/hooks', (req, res) => {
  const found = Settings.of(req.get('x-shop'));
  if (!found) return res.sendStatus(404);
  return res.json(require(path.resolve('./', found.hooks))()); // good
});

app.get('/plugins', (req, res) => res.json(require(path.resolve('./plugins', req.query.name))())); // bad: event-code-execution

exports.handler = serverless(app);
