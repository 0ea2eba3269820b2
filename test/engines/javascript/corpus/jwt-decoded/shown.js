const jwt = require('jsonwebtoken');

exports.handler = async (event) => {
  const claims = jwt.decode(event.headers.authorization); // good
  return { statusCode: 200, body: JSON.stringify({ name: claims.name }) };
};
