const { VM } = require('vm2');
const ejs = require('ejs');
const Handlebars = require('handlebars');
const pug = require('pug');
const _ = require('lodash');
const mustache = require('mustache');
const { create, all } = require('mathjs');

exports.evaluated = async (event) => {
  const { expression } = JSON.parse(event.body);
  eval(expression); // bad
  new Function('a', `return ${expression}`)(1); // bad
  new VM().run(expression); // bad
  create(all).evaluate(expression); // good
  JSON.parse(expression); // good
  eval(Number(expression) + 1); // good
};

exports.templates = async (event) => {
  ejs.render(event.template, { name: 'a' }); // bad
  Handlebars.compile(event.template)({}); // bad
  pug.render('p= name\n' + event.template); // bad
  _.template(event.template)(); // bad
  ejs.render('<p><%= name %></p>', { name: event.name }); // good
  Handlebars.compile('<p>{{name}}</p>')({ name: event.name }); // good
  pug.render('p= name', { name: event.name }); // good
  mustache.render(event.template, {}); // good
};

exports.loaded = async (event) => {
  require(`./handlers/${event.name}`); // bad
  await import(event.module); // bad
  const operations = { add: (a, b) => a + b };
  operations[event.operation](1, 2); // good
  if (!['a', 'b'].includes(event.name)) return;
  require(`./handlers/${event.name}`); // good
};
