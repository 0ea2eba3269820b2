const { run } = require('./src/service');
exports.handler = run;
