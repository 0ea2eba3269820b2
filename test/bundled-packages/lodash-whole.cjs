exports.handler = (e) => require('lodash').merge({}, e);
