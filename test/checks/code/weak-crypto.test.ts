import { expect, it } from 'vitest';
import { weakCrypto } from '../../../functions/checks/code/weak-crypto.ts';
import {
  describeWeaknessCheck,
  detailsOf,
  weaknessOf,
} from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(weakCrypto, {
  javascript: ['createHash(md5)', /scrypt\(password/],
  python: ['hashlib.md5', /usedforsecurity/],
});

it.each([
  ['jwt.decode', 'reads a token without verifying its signature'],
  ['jwt.decode with none', 'is too weak for what it protects'],
  ['createHash(md5)', 'is too weak for what it protects'],
  [
    'put_item of a plain password',
    'keeps it as it was sent: all who read the table, a backup or a log of it have the password, there and where it is used again',
  ],
])('says of %s that it %s', (sink, does) => {
  const [detail] = detailsOf(weakCrypto, [weaknessOf('weak-crypto', { sink })]);

  expect(detail?.summary).toBe(`${sink} ${does}, in index.js at line 3`);
});
