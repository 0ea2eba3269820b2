const https = require('https');
const axios = require('axios');
const { Client } = require('pg');
const tls = require('tls');

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // bad
process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0; // bad
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1'; // good

const agent = new https.Agent({ rejectUnauthorized: false }); // bad
const strict = new https.Agent({ rejectUnauthorized: true }); // good
const minified = new https.Agent({ rejectUnauthorized: !1 }); // bad
const verify = false;
const named = new https.Agent({ rejectUnauthorized: verify }); // bad
const chosen = new https.Agent({ rejectUnauthorized: process.env.STAGE !== 'local' }); // good

// What is chosen where one develops, whatever the variable is called.
const stage =
  !process.env.PROD_CLOUD && (process.env.DEVWEB || process.env.DEVMODE)
    ? { agent: new https.Agent({ rejectUnauthorized: false }) } // good
    : {};

exports.handler = async () => {
  await axios.get('https://example.com', { httpsAgent: agent });
  const client = new Client({ ssl: { rejectUnauthorized: false } }); // bad
  const safe = new Client({ ssl: { ca: process.env.CA } }); // good
  const options = {};
  options.rejectUnauthorized = false; // bad
  require('request')({ url: 'https://example.com', strictSSL: false }); // bad
  require('request')({ url: 'https://example.com', strictSSL: true }); // good
  tls.connect({ host: 'a', checkServerIdentity: () => undefined }); // bad
  tls.connect({ host: 'a', checkServerIdentity: () => {} }); // bad
  tls.connect({ host: 'a', checkServerIdentity: tls.checkServerIdentity }); // good
  tls.connect({ host: 'a', checkServerIdentity: (host, cert) => (cert.pinned ? undefined : new Error(host)) }); // good
  const { rejectUnauthorized } = options; // good
  if (options.rejectUnauthorized === false) throw new Error('no'); // good
  return [strict, minified, named, chosen, client, safe, rejectUnauthorized]; // good
};

https.globalAgent.options.rejectUnauthorized = false; // bad

let pool;

exports.pooled = async (event) => {
  pool ||= new Client({ ssl: { rejectUnauthorized: false } }); // bad
  if (event.httpMethod === 'GET') await axios.get('https://example.com', { httpsAgent: agentOf() });
  const ssl = process.env.DB_SSL ? { rejectUnauthorized: false } : undefined; // bad
  return new Client({ ssl });
};

function agentOf() {
  return new https.Agent({ rejectUnauthorized: false }); // bad
}

exports.fingerprint = (event, context, callback) => {
  const socket = tls.connect({ host: 'example.com', rejectUnauthorized: false }, () => { // good
    callback(null, socket.getPeerCertificate().fingerprint);
  });
};

exports.chosen = async (event) => {
  const settings = connectionOf({ mode: process.env.PGSSLMODE }, event);
  if (process.env.IS_OFFLINE) process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // good
  if (process.env.NODE_ENV === 'test') process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // good
  const local = process.env.STAGE === 'local' ? new https.Agent({ rejectUnauthorized: false }) : agent; // good
  let isChecked = false;
  if (event.tls) isChecked = true;
  return [settings, local, new https.Agent({ rejectUnauthorized: isChecked })]; // good
};

function connectionOf(options, target) {
  options.rejectUnauthorized = false; // good
  target.ssl.checkServerIdentity = () => {}; // good
  if (options.insecure) return { rejectUnauthorized: false }; // good
  const strict = { checkServerIdentity: options.strict ? tls.checkServerIdentity : () => {} }; // good
  switch (options.mode) {
    case 'no-verify':
      return { ssl: { rejectUnauthorized: false } }; // good
    default:
      return strict;
  }
}

// A server that asks no client for a certificate, which is how it is anyway.
const ofServer = { key: process.env.KEY, cert: process.env.CERT, rejectUnauthorized: false }; // good
https.createServer(ofServer, (_, response) => response.end());
tls.createServer({ key: process.env.KEY, rejectUnauthorized: false }); // good
module.exports.server = { https: { key: process.env.KEY, requestCert: false, rejectUnauthorized: false } }; // good
const ofClient = { key: process.env.KEY, rejectUnauthorized: false }; // bad
https.get('https://example.com', ofClient);
