import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/javascript/find-weaknesses.ts';

const own = `const { DynamoDB } = require('aws-sdk');
const db = new DynamoDB.DocumentClient();
function claimsOf(token) {
  const claims = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
  if (!claims.email) throw new Error('no user');
  return claims;
}
exports.handler = async (event) => {
  const token = event.headers.Authorization;
  if (!token) return { statusCode: 401 };
  const user = claimsOf(token);
  await db.delete({ TableName: 'songs', Key: { email: user.email } }).promise();
  return { statusCode: 200 };
};
`;
const unsigned = (source: string) =>
  findWeaknesses({
    files: new Map([['index.js', source]]),
    handler: 'index.handler',
  }).weaknesses.filter(({ sink }) => sink === 'unsigned token');

describe('a token that is JSON in base64', () => {
  it.each([
    ['by which the code knows who asks', own],
    [
      'of the body',
      own.replace(
        'const token = event.headers.Authorization',
        'const { token } = JSON.parse(event.body)',
      ),
    ],
    ['behind its scheme', own.replace('Authorization;', "Authorization?.split(' ')[1];")],
    [
      'as browsers decode it',
      own.replace("Buffer.from(token, 'base64').toString('utf8')", 'atob(token)'),
    ],
    ['that says what he may', own.replace('!claims.email', "claims.role !== 'admin'")],
    [
      'taken apart',
      own
        .replace('return claims', 'const { username } = claims; return username')
        .replace('!claims.email', '!claims'),
    ],
    [
      'that an expression reads',
      own.replace(
        /function claimsOf(?:.*\n)*?}\n/,
        "const claimsOf = (t) => JSON.parse(Buffer.from(t, 'base64').toString());\n",
      ),
    ],
    ['that is returned', own.replace(/const claims = (.*);\n.*\n.*;/, 'return $1;')],
    ['and logged', own.replace('  if (!token)', '  console.log("got", token);\n  if (!token)')],
  ])('%s is believed', (_, source) => {
    expect(unsigned(source)).toMatchObject([{ kind: 'weak-crypto', severity: 'high' }]);
  });

  it.each([
    [
      'is looked up',
      own.replace(
        '  const user',
        "  await db.get({ TableName: 't', Key: { token } }).promise();\n  const user",
      ),
    ],
    [
      'is compared',
      own.replace(
        '  const user',
        '  const same = token === event.kept && 1;\n  if (token === kept) use(same);\n  const user',
      ),
    ],
    ['has a signature in it', own.replace('!claims.email', '!claims.email || claims.sig')],
    [
      'is verified by a package',
      own.replace('  const user', "  require('crypto').createHmac('sha256', KEY);\n  const user"),
    ],
    ['says nothing of who asks', own.replaceAll('.email', '.lang')],
    ['is a place in a list', own.replace('Authorization', 'nextToken')],
    ['is an answer of another', own.replace('event.headers', 'answer.headers')],
    ['is one of a link', own.replace('headers.Authorization', 'queryStringParameters.token')],
    [
      'is one of a link, taken apart',
      own.replace(
        'const token = event.headers.Authorization',
        'const { token } = event.queryStringParameters || {}',
      ),
    ],
    [
      'says where a list goes on',
      own.replace('Key: { email: user.email }', 'ExclusiveStartKey: { email: user.email }'),
    ],
    ['is no base64', own.replace("'base64'", "'hex'")],
  ])('is none that is believed where it %s', (_, source) => {
    expect(unsigned(source)).toEqual([]);
  });
});
