import { describe, expect, it } from 'vitest';
import {
  holdsSecret,
  withoutSecrets,
  withoutSecretsIn,
} from '../../../functions/engines/secrets/without-secrets.ts';
import { base64, markedSamples, pem } from './secret-samples.ts';

/** Known only where they are the whole of a value. */
const whole = 'credentials for an Authorization header';
const samples = markedSamples.filter(([kind]) => kind !== whole);
const key = base64(pem('RSA PRIVATE'));
const keyId = ['AKIA', 'QX4BNV7MZLK2TRWC'].join('');

describe('withoutSecrets', () => {
  it.each(samples)('leaves out of a text: %s, %s', (kind, secret) => {
    const text = withoutSecrets(`before ${secret} between ${secret} after`);

    expect(text).toMatch(/^before .*\[.+\].* between .*\[.+\].* after$/s);
    // Of a whole document what is secret in it.
    expect(text).not.toContain(secret);
    expect(kind).not.toBe('');
  });

  it.each([
    ['https://user:hunter22@host/a', 'https://user:[password in a URL]@host/a'],
    ['https://app:app@host', 'https://app:[password in a URL]@host'],
    ['a=1;password=hunter22;b=2', 'a=1;password=[password in a connection string];b=2'],
  ])('leaves the rest as it is: %s', (text, expected) => {
    expect(withoutSecrets(text)).toBe(expected);
  });

  // In files some of them are none, for what is around them. Left out of a text they always are.
  it.each([
    ['behind a sign of URLs', `https://x/?k%3D${key}`, 'https://x/?k%3D[private key]'],
    ['behind a sign of JSON', `KEY\\u003d${key}`, 'KEY\\u003d[private key]'],
    ['behind a line end', `a\\n${key}`, 'a\\n[private key]'],
    ['within a path', `x/${key}`, 'x/[private key]'],
    [
      'escaped for URLs',
      `k%3D${key.slice(0, 60)}%2Bx%2F%0A${key.slice(60)}%3D&a`,
      'k%3D[private key]&a',
    ],
    [
      'escaped for JSON',
      `k\\u003d${key.slice(0, 60)}\\u002bx\\/\\u000a${key.slice(60)}\\u003d"`,
      'k\\u003d[private key]"',
    ],
    ['behind other base64', `${'aB3x'.repeat(9)}${key}`, `${'aB3x'.repeat(9)}[private key]`],
    [
      'in a signed address',
      `/a?X-Amz-Credential=${keyId}%2F20210222%2Feu-west-1`,
      '/a?X-Amz-Credential=[AWS access key]-west-1',
    ],
    ['an everyday password', 'ftp://user:anonymous@host', 'ftp://user:[password in a URL]@host'],
  ])('leaves out what is %s', (_, text, expected) => {
    expect(withoutSecrets(text)).toBe(expected);
  });

  it.each([
    '',
    'node_modules/@aws-sdk/client-s3/package.json',
    'arn:aws:lambda:eu-west-1:111122223333:function:api-orders:prod',
    'https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html',
    'aws iam put-role-policy --role-name app --policy-document file://policy.json',
    '--environment Variables={PASSWORD=$PASSWORD}',
    'password={{resolve:secretsmanager:db}}',
    'lodash@4.17.20 → minimist@1.2.0',
  ])('leaves alone what is none: %s', (text) => {
    expect(withoutSecrets(text)).toBe(text);
    expect(holdsSecret(text)).toBe(false);
  });

  it('leaves out of data what is in any text of it, names of fields included', () => {
    const token = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789';

    expect(withoutSecretsIn({ [token]: [{ path: `a/${token}` }, 1, undefined, null] })).toEqual({
      '[GitHub token]': [{ path: 'a/[GitHub token]' }, 1, undefined, null],
    });
  });

  it.each([
    'a.',
    'eyJaaaaaaaaaa.eyJ',
    'https://a:',
    '-----BEGIN PRIVATE KEY',
    '"secret" : "',
    'pwd=',
    'ghp_',
    'M',
  ])('takes no time to speak of on a text of %s', (word) => {
    const text = word.repeat(Math.ceil(200_000 / word.length));
    const before = process.cpuUsage().user;

    withoutSecrets(`${text} password secret key :// akia . eyj`);

    expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(1_500);
  });
});
