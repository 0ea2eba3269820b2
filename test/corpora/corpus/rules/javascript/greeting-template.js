const ejs = require('ejs');
const Handlebars = require('handlebars');
const pug = require('pug');

const LETTER = '<p>Dear <%= name %></p>';

exports.handler = async (event) => {
  const { template, name } = JSON.parse(event.body);

  const a = ejs.render(template, { name }); // bad: event-code-execution
  const b = pug.compile(template)({ name }); // bad: event-code-execution
  const c = Handlebars.compile('<p>{{name}}</p>')({ name }); // good
  const d = ejs.render(LETTER, { name }); // good

  return { statusCode: 200, body: JSON.stringify([a, b, c, d]) };
};
