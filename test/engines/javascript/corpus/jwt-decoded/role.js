exports.handler = async (event) => {
  const token = event.headers.authorization.split(' ')[1];
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64').toString()); // bad: weak-crypto
  if (claims.role !== 'admin') return { statusCode: 403 };
  const parts = JSON.parse(Buffer.from(event.body, 'base64').toString()); // good
  return { statusCode: 200, body: String(parts.length) };
};
