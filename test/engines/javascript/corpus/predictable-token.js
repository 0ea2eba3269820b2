const crypto = require('crypto');
const jwt = require('jsonwebtoken');

const generateToken = () => Math.random().toString(36).slice(2); // bad

function createOtp() {
  return Math.floor(100000 + Math.random() * 900000); // bad
}

function makePassword(length) {
  let result = '';
  for (let n = 0; n < length; n += 1) {
    result += CHARACTERS.charAt(Math.floor(Math.random() * CHARACTERS.length)); // bad
  }
  return result;
}

exports.handler = async (event) => {
  const sessionId = 'session-' + Date.now(); // bad
  const hashToken = crypto.createHash('sha256').update(`${Date.now()}`).digest('hex'); // bad
  const signedToken = crypto.createHmac('sha256', process.env.KEY).update(`${Date.now()}`).digest('hex'); // good
  const sessionToken = jwt.sign({ jti: `${Date.now()}` }, process.env.KEY); // good
  const resetCode = Math.floor(Math.random() * 1e6); // bad
  const user = { apiKey: Math.random().toString(16) }; // bad
  const secret = Array.from({ length: 16 }, () => Math.random().toString(36)[2]).join(''); // bad
  user.csrfToken = `${Date.now()}-${Math.random()}`; // bad
  return [sessionId, resetCode, user, secret, generateToken(), createOtp(), makePassword(8)];
};

exports.safe = async (event) => {
  const token = crypto.randomBytes(32).toString('hex'); // good
  const otp = crypto.randomInt(1_000_000); // good
  const id = Math.random().toString(36).slice(2); // good
  const requestId = `${Date.now()}-${Math.random()}`; // good
  const delay = Math.random() * 100; // good
  const tokenExpiry = Date.now() + 3600 * 1000; // good
  const sessionTimeout = Date.now() + 1000; // good
  const item = { pk: 'ORDER#' + Date.now(), createdAt: Date.now() }; // good
  const idempotencyToken = Math.random().toString(36); // good
  const sessionStartedTime = `${Date.now()}`; // good
  const jitter = Math.floor(Math.random() * 10); // good
  const index = Math.floor(Math.random() * event.list.length); // good
  const winner = event.list[Math.floor(Math.random() * event.list.length)]; // good
  const key = `uploads/${Date.now()}.jpg`; // good
  return [token, otp, id, requestId, delay, tokenExpiry, sessionTimeout, item, idempotencyToken, sessionStartedTime, jitter, index, winner, key];
};
