const express = require('express');
const path = require('node:path');
const serverless = require('serverless-http');

const app = express();
const home = path.resolve(__dirname, 'public');

// Express itself refuses '..' in a path that no join has made shorter.
app.get('/icons/:name', (req, res) => res.sendFile(home + '/icons/' + req.params.name)); // good
app.get('/sheets/:name', (req, res) => res.sendFile(`${home}/sheets/${req.params.name}`)); // good
app.get('/fonts/:name', (req, res) => res.sendFile(path.join(home, 'fonts', req.params.name))); // bad: path-traversal
app.get('/any', (req, res) => res.sendFile(req.query.file)); // bad: path-traversal

exports.handler = serverless(app);
