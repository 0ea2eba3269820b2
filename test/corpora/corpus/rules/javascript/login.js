const crypto = require('crypto');
const jwt = require('jsonwebtoken');

exports.handler = async (event) => {
  const { password } = JSON.parse(event.body);

  const stored = crypto.createHash('md5').update(password).digest('hex'); // bad: weak-crypto
  const better = crypto.scryptSync(password, crypto.randomBytes(16), 64); // good
  const etag = crypto.createHash('md5').update(JSON.stringify({ ok: true })).digest('hex'); // good
  const token = Math.random().toString(36).slice(2); // bad: predictable-token
  const other = crypto.randomBytes(32).toString('hex'); // good
  const session = jwt.sign({ sub: 'x' }, process.env.JWT_SECRET, { algorithm: 'HS256' }); // good

  return { statusCode: 200, headers: { ETag: etag }, body: JSON.stringify({ stored, better: better.length, token, other, session }) };
};
