import { createWriteStream, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

export const handler = async (event) => {
  for (const { s3: { bucket, object } } of event.Records) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: object.key })); // good

    mkdirSync('/tmp/in', { recursive: true });
    Body.pipe(createWriteStream(`/tmp/in/${object.key}`)); // bad: path-traversal
    Body.pipe(createWriteStream(join('/tmp/in', basename(object.key)))); // good
  }
};
