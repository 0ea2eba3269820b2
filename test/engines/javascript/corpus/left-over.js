// Functions that nobody calls any more.
const crypto = require('crypto');

function hashPassword(password) {
  return crypto.createHash('md5').update(password).digest('hex'); // good
}

const hashOfPassword = (password) => crypto.createHash('md5').update(password).digest('hex'); // good

const passwordHash = (password) => crypto.createHash('md5').update(password).digest('hex'); // bad: weak-crypto

function md5(password) {
  var md5 = crypto.createHash('md5');
  return md5.update(password).digest('hex'); // good
}

if (process.env.OLD) {
  function passwordOfBlock(password) {
    return crypto.createHash('md5').update(password).digest('hex'); // bad: weak-crypto
  }
}

const tools = {
  password(password) {
    return crypto.createHash('md5').update(password).digest('hex'); // good
  },
};

exports.handler = async (event) => passwordHash(event.password) + passwordOfBlock(event.password);
