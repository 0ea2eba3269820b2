const express = require('express');
const fs = require('node:fs');
const path = require('node:path');
const multer = require('multer');
const serverless = require('serverless-http');

const app = express();
const upload = multer({ dest: '/tmp/uploads' });

app.post('/pictures', upload.single('picture'), (req, res) => {
  fs.createReadStream(req.file.path).pipe(res); // good
});

app.get('/pictures', (req, res) => {
  fs.createReadStream(path.join('/opt/pictures', req.query.name)).pipe(res); // bad: path-traversal
});

exports.handler = serverless(app);
