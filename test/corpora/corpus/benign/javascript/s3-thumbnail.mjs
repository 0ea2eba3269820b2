import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import sharp from 'sharp';

const s3 = new S3Client({});
const SIZES = [64, 256, 1024];

export const handler = async (event) => {
  const [{ s3: { bucket, object } }] = event.Records;
  const key = decodeURIComponent(object.key.replace(/\+/g, ' '));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: key }));
  const image = Buffer.from(await Body.transformToByteArray());

  await Promise.all(
    SIZES.map(async (size) => {
      const small = await sharp(image).resize(size).webp().toBuffer();
      await s3.send(new PutObjectCommand({ Bucket: process.env.TARGET, Key: `${size}/${key}`, Body: small, ContentType: 'image/webp' }));
    }),
  );
};
