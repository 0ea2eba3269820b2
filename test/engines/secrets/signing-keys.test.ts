import { describe, expect, it } from 'vitest';
import { unknown } from '../../../functions/core/known.ts';
import {
  environmentShown,
  shownEnvironment,
} from '../../../functions/engines/secrets/shown-environment.ts';
import { withSigningKeys } from '../../../functions/engines/secrets/signing-keys.ts';
import { text } from './secret-samples.ts';

describe('withSigningKeys', () => {
  it.each<[string, Variables, readonly string[], readonly object[]]>([
    [
      'one that is no secret by itself',
      { JWT_SECRET: 'abc123' },
      ['JWT_SECRET'],
      [{ variable: 'JWT_SECRET', kind: 'guessable signing key', keyFault: 'common' }],
    ],
    [
      'one that is a secret as well',
      { JWT_SECRET: 'keep-it-quiet', A_TOKEN: text(32) },
      ['JWT_SECRET'],
      [{ variable: 'A_TOKEN' }, { variable: 'JWT_SECRET', kind: 'passphrase', keyFault: 'short' }],
    ],
    [
      'one that is only short',
      { SIGNING_SALT: text(24) },
      ['SIGNING_SALT'],
      [{ variable: 'SIGNING_SALT', kind: 'short signing key', keyFault: 'brief' }],
    ],
    ['none that nothing signs with', { JWT_SECRET: 'abc123' }, [], []],
    ['none of another name', { JWT_SECRET: 'abc123' }, ['OTHER_SECRET'], []],
    ['none that is where a key is', { JWT_SECRET: '{{resolve:ssm:jwt}}' }, ['JWT_SECRET'], []],
    ['none that is not set', { JWT_SECRET: '' }, ['JWT_SECRET'], []],
  ])('finds %s', (_, variables, signing, expected) => {
    const answer = withSigningKeys(shown(variables), { known: true, value: signing });

    expect(answer).toMatchObject({ known: true, value: expected });
    expect(answer).not.toHaveProperty('incomplete');
  });

  it.each<[string, Variables, string | undefined]>([
    ['a key that is none', { JWT_SECRET: 'abc123' }, 'whether the code signs with JWT_SECRET: no'],
    ['a key that none guesses', { JWT_SECRET: text(20) }, undefined],
    ['what may sign nothing', { API_TOKEN: 'abc123' }, undefined],
  ])('does not know of %s what the code does not say', (_, variables, gap) => {
    const answer = withSigningKeys(shown(variables), unknown('no'));

    expect(answer.known && answer.incomplete).toBe(gap);
  });

  it('is not sure where a part of the code was not read', () => {
    const signing = {
      known: true,
      value: ['COOKIE_SECRET'],
      incomplete: 'not read: a.js',
    } as const;
    const variables = { JWT_SECRET: 'abc123', COOKIE_SECRET: 'abc123' };

    expect(withSigningKeys(shown(variables), signing)).toMatchObject({
      value: [{ variable: 'COOKIE_SECRET' }],
      incomplete: 'whether the code signs with JWT_SECRET: not read: a.js',
    });
  });
});

describe('environmentShown', () => {
  it('keeps no value, and of other variables nothing', () => {
    const token = text(40);
    const variables = {
      JWT_SECRET: 'abc123',
      STAGE: 'dev',
      AUTH_TOKEN: token,
      DB_PASSWORD: 'tiger',
    };
    const kept = environmentShown(variables, 'orders');

    expect(kept.variables).toEqual([
      { name: 'AUTH_TOKEN', fingerprint: expect.stringMatching(/^[\da-f]{12}$/) },
      { name: 'DB_PASSWORD', keyFault: 'short', below: 8 },
      { name: 'JWT_SECRET', keyFault: 'common', below: 8 },
    ]);
    expect(JSON.stringify(kept)).not.toMatch(/abc123|tiger|dev/);
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(shownEnvironment.parse(kept)).toEqual(kept);
  });
});

function shown(variables: Variables) {
  return environmentShown(variables, 'orders');
}

type Variables = Readonly<Record<string, string>>;
