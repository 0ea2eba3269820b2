import { describe, expect, it } from 'vitest';
import { isSecretName, purposeOfHash, wordsOf } from '../../../functions/engines/flow/index.ts';

describe('names', () => {
  it.each(['sessionToken', 'session_token', 'SESSION_TOKEN', 'session-token'])(
    'have words: %s',
    (name) => {
      expect(wordsOf(name)).toEqual(['session', 'token']);
    },
  );

  it.each([
    ['resetToken', true],
    ['verification_code', true],
    ['API_KEY', true],
    ['primary_key', false],
    ['apikey', true],
    ['loginPin', true],
    ['tokenExpiry', false],
    ['session_count', false],
    ['continuationToken', false],
    ['orderId', false],
  ])('promise a secret or not: %s', (name, isSecret) => {
    expect(isSecretName(name)).toBe(isSecret);
  });

  it.each([
    ['userPassword', 'password'],
    ['signature', 'secret'],
    ['passwordCacheKey', undefined],
    ['etag', undefined],
    ['body', undefined],
  ])('say what a hash is for: %s', (name, purpose) => {
    expect(purposeOfHash(wordsOf(name))).toBe(purpose);
  });
});
