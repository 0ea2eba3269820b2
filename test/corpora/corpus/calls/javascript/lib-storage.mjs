import { S3Client, HeadObjectCommand } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

const client = new S3Client({});

export const handler = async (event) => {
  const upload = new Upload({ client, params: { Bucket: 'big-files', Key: event.key, Body: event.text } });
  await upload.done();
  return client.send(new HeadObjectCommand({ Bucket: 'big-files', Key: event.key }));
};
