const AWS = require('aws-sdk');
const XRay = require('aws-xray-sdk');
const aws = XRay.captureAWS(AWS);

const s3 = new aws.S3({ apiVersion: '2006-03-01' });
const table = new aws.DynamoDB.DocumentClient();
const lambda = new aws.Lambda();

exports.handler = (event, context, callback) => {
  s3.listObjectsV2({ Bucket: 'reports' }, (error, data) => {
    if (error) return callback(error);
    return table.put({ TableName: 'counts', Item: { day: event.time, n: data.KeyCount } }).promise()
      .then(() => lambda.invoke({ FunctionName: 'notify', InvocationType: 'Event', Payload: '{}' }).promise())
      .then(() => s3.upload({ Bucket: 'reports', Key: 'latest.json', Body: JSON.stringify(data) }).promise())
      .then(() => callback(null, 'ok'), callback);
  });
};
