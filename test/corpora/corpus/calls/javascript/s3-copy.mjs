import { CopyObjectCommand, DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});
const { SOURCE, TARGET } = process.env;

export const handler = async ({ key }) => {
  await s3.send(new CopyObjectCommand({ Bucket: TARGET, Key: key, CopySource: `${SOURCE}/${key}` }));
  await s3.send(new DeleteObjectCommand({ Bucket: SOURCE, Key: key }));
};
