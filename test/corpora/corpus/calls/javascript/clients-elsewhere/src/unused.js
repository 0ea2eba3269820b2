const S3 = require('aws-sdk/clients/s3');
exports.unused = () => new S3().deleteBucket({ Bucket: 'everything' }).promise();
