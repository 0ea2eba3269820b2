const _ = require('lodash');
const nunjucks = require('nunjucks');
const Mustache = require('mustache');

exports.handler = async (event) => {
  const { subject, name } = JSON.parse(event.Records[0].body);
  const a = _.template(subject)({ name }); // bad: event-code-execution
  const b = nunjucks.renderString(subject, { name }); // bad: event-code-execution
  const c = Mustache.render('Hello {{name}}', { name }); // good
  const d = _.template('Hello <%- name %>')({ name }); // good
  return [a, b, c, d];
};
