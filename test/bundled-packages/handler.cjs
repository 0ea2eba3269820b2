exports.handler = async () => [
  require('axios'),
  require('ini'),
  require('jsonwebtoken'),
  require('lodash'),
  require('minimist'),
  require('qs'),
  require('semver'),
  require('ws'),
];
