const AWS = require('aws-sdk');
const sharp = require('sharp');
const S3 = new AWS.S3({ signatureVersion: 'v4' });
const { BUCKET, URL } = process.env;

exports.handler = function (event, context, callback) {
  const key = event.queryStringParameters.key;
  const match = key.match(/((\d+)x(\d+))\/(.*)/);
  const width = parseInt(match[2], 10);
  const height = parseInt(match[3], 10);
  const originalKey = match[4];

  S3.getObject({ Bucket: BUCKET, Key: originalKey }).promise()
    .then((data) => sharp(data.Body).resize(width, height).toFormat('png').toBuffer())
    .then((buffer) => S3.putObject({ Body: buffer, Bucket: BUCKET, ContentType: 'image/png', Key: key }).promise())
    .then(() => callback(null, { statusCode: '301', headers: { location: `${URL}/${key}` }, body: '' }))
    .catch((error) => callback(error));
};
