const https = require('https');
const axios = require('axios');
const tls = require('tls');

const loose = new https.Agent({ rejectUnauthorized: false, keepAlive: true }); // bad: tls-verification-disabled
const strict = new https.Agent({ rejectUnauthorized: true, keepAlive: true }); // good

exports.handler = async () => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // bad: tls-verification-disabled
  const { data } = await axios.get('https://bank.internal.example/accounts', { httpsAgent: loose });
  const again = await axios.get('https://bank.internal.example/accounts', { httpsAgent: strict });
  tls.connect(443, 'bank.internal.example', { rejectUnauthorized: !0 }); // good

  return { first: data.length, second: again.data.length };
};
