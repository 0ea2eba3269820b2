const jwt = require('jsonwebtoken');
const jwtSimple = require('jwt-simple');
const { jwtVerify, createRemoteJWKSet } = require('jose');

const jwks = createRemoteJWKSet(new URL(process.env.JWKS_URL));

exports.handler = async (event) => {
  const token = event.headers.authorization.slice(7);

  const a = jwt.verify(token, process.env.KEY, { algorithms: ['HS256'] }); // good
  const b = jwtSimple.decode(token, process.env.KEY, true); // bad: weak-crypto
  const c = jwtSimple.decode(token, process.env.KEY, false, 'HS256'); // good
  const { payload } = await jwtVerify(token, jwks); // good
  const d = jwt.sign({ sub: payload.sub }, '', { algorithm: 'none' }); // bad: weak-crypto

  return { a, b, c, d };
};
