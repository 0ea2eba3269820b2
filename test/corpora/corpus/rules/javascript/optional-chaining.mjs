import { readFile } from 'node:fs/promises';
import path from 'node:path';

const decode = (text) => Buffer.from(text, 'base64url').toString('utf8');

export const handler = async (event) => {
  const file = decode(event?.pathParameters?.proxy ?? 'aW5kZXguaHRtbA');
  const text = await readFile(path.posix.join('/var/task/public', file), 'utf8'); // bad: path-traversal
  const other = await readFile(path.join('/var/task/public', path.basename(file)), 'utf8'); // good
  return { statusCode: 200, body: text + other };
};
