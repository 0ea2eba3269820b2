'use strict';
const USER = 'preview';

exports.handler = (event, context, callback) => {
  const { request } = event.Records[0].cf;
  const [, password] = Buffer.from((request.headers.authorization?.[0].value ?? '').replace('Basic ', ''), 'base64').toString().split(':');
  const expected = request.origin?.s3?.customHeaders['x-preview-password']?.[0].value;

  if (expected && password === expected) return callback(null, request);
  callback(null, {
    status: '401',
    statusDescription: 'Unauthorized',
    body: `<h1>${USER} only</h1>`,
    headers: { 'www-authenticate': [{ key: 'WWW-Authenticate', value: 'Basic' }], 'content-type': [{ key: 'Content-Type', value: 'text/html' }] },
  });
};
