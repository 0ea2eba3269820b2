const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
const s3 = new S3Client();

exports.handler = async ({ bucket, key }) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })); // good
  const text = await Body.transformToString();
  const matches = /^(?<year>\d{4})-(?<month>\d{2})/.exec(text); // good
  await new Promise((done) => setTimeout(done, Math.random() * 1000)); // good
  return matches?.groups;
};
