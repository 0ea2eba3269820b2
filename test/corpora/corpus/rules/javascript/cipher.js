const crypto = require('crypto');

exports.handler = async (event) => {
  const key = Buffer.from(process.env.DATA_KEY, 'hex');

  const old = crypto.createCipher('aes192', process.env.PASSPHRASE); // bad: weak-crypto
  const des = crypto.createCipheriv('des-ede3-ecb', key, null); // bad: weak-crypto
  const iv = crypto.randomBytes(12);
  const gcm = crypto.createCipheriv('aes-256-gcm', key, iv); // good

  const text = String(event.text);
  return [old, des, gcm].map((cipher) => cipher.update(text, 'utf8', 'base64') + cipher.final('base64'));
};
