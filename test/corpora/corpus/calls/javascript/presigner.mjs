import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

const client = new S3Client({});
const commandFor = { get: GetObjectCommand, put: PutObjectCommand };

export const handler = async ({ verb, key }) => {
  const Command = commandFor[verb];
  return getSignedUrl(client, new Command({ Bucket: process.env.BUCKET, Key: key }), { expiresIn: 60 });
};
