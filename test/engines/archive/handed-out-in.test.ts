import { expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { handedOutIn } from '../../../functions/engines/archive/handed-out-in.ts';

const script =
  "const jwt = require('jsonwebtoken'); exports.handler = async (event) => jwt.sign({ sub: JSON.parse(event.body).user }, process.env.K);";
const python =
  "import jwt, os\ndef handler(event, context):\n    return jwt.encode({'sub': event['user']}, os.environ['K'])\n";

it.each([
  ['JavaScript', 'index.js', script, { runtime: 'nodejs24.x', handler: 'index.handler' }, 1],
  ['Python', 'app.py', python, { runtime: 'python3.13', handler: 'app.handler' }, 3],
  ['a layer', 'index.js', script, { runtime: 'nodejs24.x' }, undefined],
  ['another language', 'index.js', script, { runtime: 'java21', handler: 'a.B' }, undefined],
  [
    'a handler that is not there',
    'index.js',
    script,
    { runtime: 'nodejs24.x', handler: 'other.handler' },
    undefined,
  ],
])('is seen of %s', (_, path, text, entry, line) => {
  const file = archiveFile(path, new TextEncoder().encode(text));
  const contents = { listing: [{ path, bytes: text.length }], files: [file], unread: [] };

  expect(handedOutIn(contents, entry).map((each) => each.line)).toEqual(
    line === undefined ? [] : [line],
  );
});
