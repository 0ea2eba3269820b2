const https = require('https');
const got = require('got');

exports.handler = (event, context, callback) => {
  const body = JSON.parse(event.body);

  https.get({ hostname: body.host, path: '/ping' }, (answer) => answer.resume()); // bad: server-side-request-forgery
  https.get('https://' + body.region + '.hooks.example.com/ping'); // bad: server-side-request-forgery
  https.request({ hostname: 'hooks.example.com', method: 'POST', path: '/' + encodeURIComponent(body.id) }).end(); // good
  got.post(process.env.RELAY_URL, { json: body }).then(() => callback(null, { statusCode: 200 })); // good
};
