const { encode } = require('html-entities');
const _ = require('lodash');

const layout = (title, body) => `<!doctype html><title>${title}</title><body>${body}</body>`;
const html = (body) => ({ statusCode: 200, headers: { 'Content-Type': 'text/html' }, body }); // good
const raw = (body) => ({ statusCode: 200, headers: { 'Content-Type': 'text/html' }, body }); // bad: unescaped-html

exports.handler = async (event) => {
  const { name = '' } = event.queryStringParameters ?? {};
  if (event.rawPath === '/a') return html(layout('Hi', encode(name)));
  if (event.rawPath === '/b') return html(layout('Hi', _.escape(name)));
  if (event.rawPath === '/c') return html(layout('Hi', name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')));
  return raw(layout('Hi', name));
};
