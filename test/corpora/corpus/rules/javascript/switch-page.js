exports.handler = async (event) => {
  const { name = '', kind } = event.queryStringParameters ?? {};
  const headers = { 'content-type': kind === 'page' ? 'text/html; charset=utf-8' : 'application/json' };
  let body;
  switch (kind) {
    case 'page':
      body = '<html><body>Hi ' + name + '</body></html>';
      return { statusCode: 200, headers: { 'content-type': 'text/html' }, body }; // bad: unescaped-html
    default:
      return { statusCode: 200, headers, body: JSON.stringify({ name }) }; // good
  }
};
