const crypto = require('crypto');

exports.handler = async (event) => {
  const { email } = JSON.parse(event.body);
  const hash = crypto.createHash('md5').update(email.trim().toLowerCase()).digest('hex');
  const version = crypto.createHash('sha1').update(JSON.stringify(event)).digest('hex').slice(0, 8);
  return { statusCode: 200, body: JSON.stringify({ avatar: `https://www.gravatar.com/avatar/${hash}?s=80`, version }) };
};
