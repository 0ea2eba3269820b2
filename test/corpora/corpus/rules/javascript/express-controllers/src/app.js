const express = require('express');
const routes = require('./routes');

const app = express();
app.use(express.urlencoded({ extended: true }));
app.use('/api', routes);

module.exports = app;
