const https = require('https');
const url = require('url');

exports.handler = async (event, context) => {
  const text = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'x', StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId });
  const { hostname, path } = url.parse(event.ResponseURL);

  await new Promise((done, failed) => {
    const request = https.request({ hostname, port: 443, path, method: 'PUT', headers: { 'content-length': text.length } }, done); // good
    request.on('error', failed);
    request.end(text);
  });
};
