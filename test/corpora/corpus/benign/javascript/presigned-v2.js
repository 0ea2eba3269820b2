const AWS = require('aws-sdk');
AWS.config.update({ region: process.env.AWS_REGION });
const s3 = new AWS.S3();

exports.handler = async (event) => {
  const randomID = parseInt(Math.random() * 10000000);
  const Key = `${randomID}.jpg`;
  const uploadURL = await s3.getSignedUrlPromise('putObject', { Bucket: process.env.UploadBucket, Key, Expires: 300, ContentType: 'image/jpeg' });
  return JSON.stringify({ uploadURL, Key });
};
