const crypto = require('crypto');
const { createHash, createCipheriv } = require('node:crypto');
const CryptoJS = require('crypto-js');
const md5 = require('md5');
const jwt = require('jsonwebtoken');
const hono = require('hono/jwt');
const { verify } = require('jsonwebtoken');

const IV = Buffer.alloc(16, 0);

exports.passwords = async (event) => {
  const { email, password } = JSON.parse(event.body);
  const hash = crypto.createHash('md5').update(password).digest('hex'); // bad
  const stored = createHash('sha1').update(email + password).digest('hex'); // bad
  const short = md5(password); // bad
  const other = CryptoJS.SHA1(password).toString(); // bad
  const later = crypto.createHash('MD5'); // bad
  later.update(password);
  const sum = crypto.createHash('md5'); // good
  sum.update(event.body);
  const good = crypto.scryptSync(password, crypto.randomBytes(16), 64); // good
  const strong = createHash('sha256').update(email).digest('hex'); // good
  return [hash, stored, short, other, good, strong];
};

function hashPassword(text) {
  return createHash('sha1').update(text).digest('hex'); // bad
}

function etagOf(body) {
  return createHash('md5').update(body).digest('hex'); // good
}

exports.sums = async (event) => {
  const etag = crypto.createHash('md5').update(event.body).digest('hex'); // good
  const cacheKey = md5(JSON.stringify(event.queryStringParameters)); // good
  const gravatar = md5(event.email.trim().toLowerCase()); // good
  const contentMd5 = crypto.createHash('md5').update(event.body).digest('base64'); // good
  const tokenCacheKey = md5(event.headers.authorization); // good
  const passwordFileChecksum = md5(event.body); // good
  const checksum = createHash('sha1').update(event.body).digest('hex'); // good
  const token = createHash('md5').update(event.id + process.env.SALT).digest('hex'); // bad
  const signature = crypto.createHmac('sha256', process.env.KEY).update(event.body).digest('hex'); // good
  const old = crypto.createHmac('sha1', process.env.KEY).update(event.body).digest('hex'); // good
  return [etag, cacheKey, gravatar, contentMd5, tokenCacheKey, passwordFileChecksum, checksum, token, signature, old, hashPassword(event.x), etagOf(event.x)];
};

exports.ciphers = async (event) => {
  const key = Buffer.from(process.env.KEY, 'hex');
  const a = crypto.createCipher('aes192', key); // bad
  const b = createCipheriv('des-ede3-cbc', key, crypto.randomBytes(8)); // bad
  const c = createCipheriv('aes-256-ecb', key, null); // bad
  const d = createCipheriv('aes-256-cbc', key, IV); // bad
  const e = createCipheriv('aes-256-cbc', key, '1234567890123456'); // bad
  const f = createCipheriv('aes-256-cbc', '01234567890123456789012345678901', crypto.randomBytes(16)); // bad
  const g = createCipheriv('aes-256-gcm', key, crypto.randomBytes(12)); // good
  const iv = Buffer.from(event.iv, 'hex');
  const h = crypto.createDecipheriv('aes-256-cbc', key, iv); // good
  const i = CryptoJS.AES.encrypt(event.text, 'a secret'); // bad
  const j = CryptoJS.DES.encrypt(event.text, key); // bad
  const k = CryptoJS.AES.encrypt(event.text, process.env.KEY); // good
  const l = CryptoJS.AES.encrypt(event.text, key, { mode: CryptoJS.mode.ECB }); // bad
  return [a, b, c, d, e, f, g, h, i, j, k, l];
};

exports.tokens = async (event) => {
  const token = event.headers.Authorization;
  const a = jwt.verify(token, process.env.KEY, { algorithms: ['HS256', 'none'] }); // bad
  const b = jwt.verify(token, '', { algorithms: ['HS256'] }); // bad
  const c = jwt.verify(token, process.env.KEY, { ignoreExpiration: true }); // bad
  const d = jwt.sign({ sub: 'a' }, '', { algorithm: 'none' }); // bad
  const e = jwt.verify(token, process.env.KEY, { algorithms: ['RS256'] }); // good
  const f = jwt.sign({ sub: 'a' }, process.env.KEY, { algorithm: 'HS256' }); // good
  const g = jwt.decode(token, { complete: true }); // good
  return [a, b, c, d, e, f, g];
};

const shortKey = 'secret';
const settingKey = process.env.TOKEN_KEY || 'secret';
const refusedKey = process.env.TOKEN_KEY || 'secret';
if (refusedKey === 'secret') throw new Error('TOKEN_KEY is not set');
const namedFile = 'public.pem';

exports.keysInCode = async (event) => {
  const token = event.headers.Authorization;
  const a = jwt.verify(token, shortKey); // bad
  const b = jwt.sign({ sub: 'a' }, shortKey, { algorithm: 'HS256' }); // bad
  const c = jwt.verify(token, settingKey, { algorithms: ['HS256'] }); // bad
  const d = verify(token, 'secret'); // bad
  const e = jwt.verify(token, namedFile, { algorithms: ['RS256'] }); // good
  const f = jwt.verify(token, process.env.TOKEN_KEY); // good
  const g = jwt.sign({ sub: 'a' }, await keyOf(event)); // good
  const i = await hono.verify(token, shortKey); // bad
  const j = await hono.sign({ sub: 'a' }, process.env.TOKEN_KEY, 'HS256'); // good
  const h = other.verify(token, 'secret'); // good
  const k = jwt.verify(token, refusedKey, { algorithms: ['HS256'] }); // good
  return [a, b, c, d, e, f, g, h, i, j, k];
};

const keyOf = (id) => `APP@${id}`;

exports.keysOfTokens = async (event) => {
  const token = event.headers.Authorization;
  const claims = jwt.decode(token);
  const { sub } = jwt.decode(token);
  const a = jwt.verify(token, keyOf(claims.id)); // bad
  const b = jwt.verify(token, 'APP' + sub); // bad
  const c = jwt.verify(token, claims.key.toLowerCase()); // bad
  const d = jwt.verify(token, `${process.env.TOKEN_KEY}${sub}`); // good
  const e = jwt.verify(token, keysOf[claims.id]); // good
  const f = jwt.verify(token, await keyInTable(claims.id)); // good
  const g = jwt.verify(token, `a text of the code that no one tries out: ${sub}`); // good
  const h = other.verify(token, claims.id); // good
  const i = jwt.verify(token, claims.id === 'a' ? process.env.A : process.env.B); // good
  return [a, b, c, d, e, f, g, h, i];
};

exports.more = () => [
  createHash('sha512').update('password').digest('hex'), // good
  createHash('md5').update('seed'), // good
  createHash('sha1').update('git object'), // good
  require('redis').createHash('md5').update('password'), // good
  crypto.createHash(process.env.ALGORITHM).update('password'), // good
];
