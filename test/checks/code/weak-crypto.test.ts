import { describe, expect, it } from 'vitest';
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

describe('a token that is read without a check', () => {
  const decoded = weaknessOf('weak-crypto', { sink: 'jwt.decode', severity: 'high' });
  const callers = { fixedBy: [], verifiedBy: ['GET /orders (JWT)', 'GET /carts (JWT)'] };

  it('is said to be that', () => {
    expect(detailsOf(weakCrypto, [decoded])).toMatchObject([
      {
        summary: 'jwt.decode reads a token without verifying its signature, in index.js at line 3',
        severity: 'high',
      },
    ]);
  });

  it('is low where API Gateway verifies one of each caller', () => {
    const [detail] = detailsOf(weakCrypto, [{ ...decoded, code: 'jwt.decode(token)' }], callers);

    expect(detail?.severity).toBe('low');
    expect(detail?.evidence.map(({ text }) => text)).toEqual([
      'jwt.decode',
      'API Gateway verifies a token of each caller: GET /orders (JWT) and 1 more',
    ]);
  });

  it.each(['createHash(md5)', 'jwt.decode with none', 'jwt.verify with a short key in the code'])(
    'does not make %s milder',
    (sink) => {
      expect(detailsOf(weakCrypto, [{ ...decoded, sink }], callers)).toMatchObject([
        { severity: 'high', summary: expect.stringContaining('too weak for what it protects') },
      ]);
    },
  );
});
