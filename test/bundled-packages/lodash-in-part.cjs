exports.handler = (e) => require('lodash/template')(require('lodash/merge')({}, e));
