'use strict';
exports.handler = (event, context, callback) => {
  const { request } = event.Records[0].cf;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  else if (!request.uri.includes('.')) request.uri += '/index.html';
  request.headers['x-request-start'] = [{ key: 'X-Request-Start', value: String(Date.now()) }];
  callback(null, request);
};
