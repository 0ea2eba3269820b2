import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import unzipper from 'unzipper';

const s3 = new S3Client({});

export const handler = async (event) => {
  for (const record of event.Records) {
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: record.s3.bucket.name, Key: decodeURIComponent(record.s3.object.key) }),
    );
    await pipeline(Body, createWriteStream('/tmp/archive.zip'));
    const directory = await unzipper.Open.file('/tmp/archive.zip');
    for (const file of directory.files) {
      if (file.type === 'Directory') continue;
      await pipeline(file.stream(), createWriteStream(path.join('/tmp/out', file.path))); // hole: path-traversal
    }
  }
};
