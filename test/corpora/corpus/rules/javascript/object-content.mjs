import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import pg from 'pg';
import serialize from 'node-serialize';

const s3 = new S3Client({});
const pool = new pg.Pool();

export const handler = async (event) => {
  const { bucket, object } = event.Records[0].s3;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: object.key }));
  const text = await Body.transformToString();

  if (object.key.endsWith('.obj')) return serialize.unserialize(text); // bad: unsafe-deserialization
  if (object.key.endsWith('.json')) return JSON.parse(text); // good

  for (const line of text.split('\n')) {
    const [name, mail] = line.split(',');
    await pool.query(`INSERT INTO people (name) VALUES ('${name}')`); // bad: query-injection
    await pool.query('INSERT INTO people (mail) VALUES ($1)', [mail]); // good
  }
};
