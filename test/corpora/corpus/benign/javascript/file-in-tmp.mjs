import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

export const handler = async (event) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'in-'));
  for (const record of event.Records) {
    const key = decodeURIComponent(record.s3.object.key);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: record.s3.bucket.name, Key: key }));
    await pipeline(Body, fs.createWriteStream(path.join(folder, `${randomUUID()}${path.extname(key)}`)));
  }
  return fs.readdirSync(folder).length;
};
