exports.handler = async (event) => {
  const now = new Date().toISOString();
  const html = `<!doctype html><html><body><h1>Hello from Lambda</h1><p>${now}</p><p>${Number(event.queryStringParameters?.n) || 0}</p></body></html>`;
  return { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: html };
};
