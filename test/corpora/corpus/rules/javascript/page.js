const escapeHtml = require('escape-html');

exports.handler = async (event) => {
  const name = event.queryStringParameters.name;

  if (event.path === '/raw') {
    return { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: `<h1>Hello ${name}</h1>` }; // bad: unescaped-html
  }
  if (event.path === '/json') {
    return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name }) }; // good
  }
  return { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: `<h1>Hello ${escapeHtml(name)}</h1>` }; // good
};
