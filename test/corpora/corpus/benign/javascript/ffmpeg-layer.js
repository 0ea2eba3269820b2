const { spawnSync } = require('child_process');
const { createReadStream, writeFileSync, unlinkSync } = require('fs');
const { S3Client, GetObjectCommand, PutObjectCommand } = require('@aws-sdk/client-s3');
const s3 = new S3Client();

exports.handler = async (event) => {
  const { bucket, object } = event.Records[0].s3;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: object.key }));
  writeFileSync('/tmp/in.mp4', await Body.transformToByteArray());
  spawnSync('/opt/bin/ffmpeg', ['-y', '-i', '/tmp/in.mp4', '-vf', `scale=${Number(process.env.WIDTH)}:-1`, '/tmp/out.gif'], { stdio: 'inherit' });
  await s3.send(new PutObjectCommand({ Bucket: process.env.OUT, Key: object.key.replace(/mp4$/, 'gif'), Body: createReadStream('/tmp/out.gif') }));
  unlinkSync('/tmp/in.mp4');
};
