const { createCipheriv, createHmac, timingSafeEqual } = require('crypto');

const IV = Buffer.alloc(16, 0);

exports.handler = async ({ body, headers }) => {
  const cipher = createCipheriv('aes-256-cbc', process.env.KEY, IV); // bad: weak-crypto
  const mac = createHmac('sha256', process.env.SIGNING_SECRET).update(body).digest(); // good
  if (!timingSafeEqual(mac, Buffer.from(headers['x-signature'], 'hex'))) return { statusCode: 401 };
  return { statusCode: 200, body: cipher.update(body, 'utf8', 'hex') + cipher.final('hex') };
};
