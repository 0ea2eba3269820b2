import { describe, expect, it } from 'vitest';
import { secretInEnvironment } from '../../../functions/checks/code/secret-in-environment.ts';
import { environmentSecrets } from '../../../functions/engines/secrets/environment-secrets.ts';
import { environmentShown } from '../../../functions/engines/secrets/shown-environment.ts';
import { withSigningKeys } from '../../../functions/engines/secrets/signing-keys.ts';
import { withHandshakes } from '../../../functions/engines/secrets/with-handshakes.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { checked, markedSamples, pem, text } from '../../engines/secrets/secret-samples.ts';
import { fc, property } from '../../property.ts';

describeCheck(secretInEnvironment, {
  passes: [
    passing('no environment', {}),
    passing('the name of a secret', { DB_SECRET_NAME: 'prod/db' }),
    passing('a bundle of certificates', { AWS_CA_BUNDLE: '/opt/certs/ca.pem' }),
    passing('an account', { ACCOUNT: '111122223333' }),
  ],
  fails: [
    failing('a password', { DB_PASSWORD: 'sunshine' }, ['DB_PASSWORD']),
    failing('a token', { SETTING: checked('ghp_') }, ['SETTING']),
    failing(
      'two, each by its variable',
      { B: checked('npm_'), A: pem('PRIVATE'), C: 'eu-west-1' },
      ['A', 'B'],
    ),
  ],
});

const ID = `AKIA${text(16).toUpperCase()}`;
const SECRET = 'hT3vPq8Zk1Lw0yRb5XnJ6sGd2mCfUe9AoVi7KtQx';

describe('code/secret-in-environment', () => {
  it('shows which secret it is, and not more', () => {
    expect(detailsOf({ SETTING: checked('ghp_') })).toEqual([
      {
        subject: 'SETTING',
        mark: ['GitHub token'],
        summary: 'SETTING holds what looks like a live secret: GitHub token',
        evidence: [
          { text: 'variable: SETTING' },
          { text: 'kind: GitHub token' },
          { text: 'value: ghp_… (40 characters)' },
        ],
      },
    ]);
  });

  it.each([
    ['an AWS access key', `AKIA${text(16).toUpperCase()}`, /^Deactivate the key now/],
    ['an AWS secret key', `{"secretAccessKey":"${text(40)}"}`, /^Deactivate the key now/],
    ['a private key', pem('EC PRIVATE'), /^Revoke the key now/],
    ['a service account', `{"service_account":1,"private_key":"${pem('PRIVATE')}"}`, /^Revoke/],
  ])('rates %s as critical, with its own way out', (_, value, remediation) => {
    expect(detailsOf({ SETTING: value })).toMatchObject([
      { severity: 'critical', remediation: expect.stringMatching(remediation) },
    ]);
  });

  it.each([
    ['by itself', { ACCESS_KEY_ID: ID }, 'medium'],
    ['beside a secret', { ACCESS_KEY_ID: ID, OTHER_SECRET_ACCESS_KEY: SECRET }, 'critical'],
    ['that may be one of a pair', { KEYS: ID }, 'critical'],
  ])('rates the id of a key of AWS %s', (_, variables, severity) => {
    expect(detailsOf(variables)[0]?.severity).toBe(severity);
  });

  it('says which values are equal where that is known, and nothing of them', () => {
    const verdict = secretInEnvironment.evaluate({
      environmentSecrets: [{ variable: 'A', kind: 'password', masked: '', sameValue: '1f' }],
    });

    expect(verdict).toMatchObject({ details: [{ subject: 'A', sameValue: '1f' }] });
  });

  it.each([
    ['ALPHA_VANTAGE_API_KEY', 'medium'],
    ['OPENWEATHER_API_KEY', 'medium'],
    ['weatherApiKey', 'medium'],
    ['TMDB_ACCESS_TOKEN', 'medium'],
    ['COMPANIES_HOUSE_API_KEY', 'medium'],
    ['RECAPTCHASECRET', 'medium'],
    ['reCaptchaSecretKey', 'medium'],
    ['GOOGLE_RECAPTCHA_V3_SECRET_KEY', 'medium'],
    ['HCAPTCHA_SECRET', 'medium'],
    ['CLOUDFLARE_TURNSTILE_SECRET_KEY', 'medium'],
    ['CAPTCHA_SECRET', undefined],
    ['RECAPTCHA_ADMIN_SECRET', undefined],
    ['TURNSTILE_JWT_SECRET', undefined],
    ['NEWS_ADMIN_API_KEY', undefined],
    ['MY_WEATHER_API_KEY', undefined],
    ['UNSPLASH_SECRET_KEY', undefined],
    ['OPENAI_API_KEY', undefined],
  ])('rates a random value of %s as %s', (variable, severity) => {
    const [detail] = detailsOf({ [variable]: '7f3c9a1be84d4c0f9b2a6e5d8c1f0a37' });

    expect(detail?.subject).toBe(variable);
    expect(detail?.severity).toBe(severity);
  });

  it('rates a token of a known form by its form, whatever its name', () => {
    expect(detailsOf({ WEATHER_API_KEY: checked('ghp_') })[0]?.severity).toBeUndefined();
  });

  it('rates the key of a web page of Firebase as low', () => {
    const page = { API_KEY: `AIza${text(35)}`, AUTH_DOMAIN: 'shop.firebaseapp.com' };

    expect(detailsOf(page)).toMatchObject([{ mark: [['Firebase web API key', 'Google API key']] }]);
    expect(detailsOf(page)).toMatchObject([
      { severity: 'low', remediation: expect.stringContaining('App Check') },
    ]);
  });

  it.each([
    ['AWS_ACCESS_KEY', 'AWS_SECRET_KEY'],
    ['accessKeyId', 'secretAccessKey'],
    ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'],
    ['PARTNER_AWS_ACCESS_KEY_ID', 'PARTNER_AWS_SECRET_ACCESS_KEY'],
  ])('is one finding of the id %s and the secret %s', (id, secret) => {
    const pair = { [id]: ID, [secret]: SECRET, OTHER_SECRET_ACCESS_KEY: SECRET };

    expect(detailsOf(pair).filter(({ partOf }) => partOf)).toMatchObject([
      { subject: id, partOf: { subject: secret, words: 'its id is in', name: id } },
    ]);
  });

  it.each([
    ['of strangers', { PARTNER_ACCESS_KEY_ID: ID, BACKUP_SECRET_ACCESS_KEY: SECRET }],
    ['of one with a name and one without', { ACCESS_KEY_ID: ID, BACKUP_SECRET_ACCESS_KEY: SECRET }],
    [
      'of which two have one name',
      { ACCESS_KEY_ID: ID, ACCESS_KEY: ID, SECRET_ACCESS_KEY: SECRET },
    ],
    [
      'of two secrets',
      { AWS_ACCESS_KEY: ID, AWS_SECRET_KEY: SECRET, AWS_SECRET_ACCESS_KEY_: SECRET },
    ],
    ['of an application', { ACCESS_KEY: ID, SECRET_KEY: SECRET }],
    ['of an application by another name', { KEY_ID: ID, SECRET }],
    ['of something that has a name', { DEV_KEY: ID, DEV_SECRET: SECRET }],
    ['of something else', { ACCESS_KEY_ID: ID, SECRET_ACCESS_KEY: checked('ghp_') }],
    ['of a session', { ACCESS_KEY_ID: ID.replace('AKIA', 'ASIA'), SECRET_ACCESS_KEY: SECRET }],
    ['in parts of words', { MYACCESS_KEY_ID: ID, MYSECRET_ACCESS_KEY: SECRET }],
  ])('pairs no keys %s', (_, variables) => {
    expect(detailsOf(variables).filter(({ partOf }) => partOf)).toEqual([]);
    expect(detailsOf(variables).length).toBeGreaterThan(0);
  });

  it.each([
    ['abc123', /only words in it that keys of examples have/],
    ['orders-secret', /only the name of the function/],
    ['w8Nq3Lz1', /so short that all such keys can be tried/],
  ])('says why a key that the code signs with is none: %s', (value, why) => {
    const [detail] = signingWith({ JWT_SECRET: value });

    expect(detail).toMatchObject({
      subject: 'JWT_SECRET',
      summary: expect.stringMatching(why),
      remediation: expect.stringMatching(/^Make a new key of 32 random bytes/),
    });
    expect(detail?.severity ?? secretInEnvironment.severity).toBe('high');
    expect(JSON.stringify(detail)).not.toContain(value);
    expect(detailsOf({ JWT_SECRET: value }).flatMap(({ mark }) => mark)).not.toContain(
      'guessable signing key',
    );
  });

  it('is one finding of a key that is a secret as well, and nothing that was accepted before', () => {
    const passphrase = { JWT_SECRET: 'keep-it-quiet' };

    expect(detailsOf(passphrase)).toMatchObject([{ mark: ['passphrase'] }]);
    expect(signingWith(passphrase)).toMatchObject([
      { mark: ['passphrase', 'guessable signing key'] },
    ]);
  });

  it('is as before of a key that is only shorter than asked, but for what to do', () => {
    const key = { JWT_SECRET: text(20) };
    const [before] = detailsOf(key);

    expect(signingWith(key)).toMatchObject([
      {
        mark: before?.mark,
        summary: expect.stringContaining('holds what looks like a live secret, and the code signs'),
        evidence: [...(before?.evidence ?? []), { text: expect.stringContaining('RFC 7518') }],
      },
    ]);
  });

  it('rates a short key by another name as medium', () => {
    expect(signingWith({ SIGNING_SALT: text(20) }, 'SIGNING_SALT')).toMatchObject([
      { severity: 'medium', mark: ['short signing key'] },
    ]);
  });

  it.each([
    ['Slack', `https://hooks.slack.com/services/TAB3XK9MQ/BAB3XK9MQ/${text(24)}`],
    ['Discord', `https://discord.com/api/webhooks/918273645546372819/${text(68)}`],
  ])('rates what writes into one channel of %s as medium', (_, url) => {
    expect(detailsOf({ ALERTS_URL: url })).toMatchObject([{ severity: 'medium' }]);
  });

  it('rates the word of a webhook subscription as medium, and says why', () => {
    const variables = {
      VERIFY_TOKEN: text(20),
      SLACK_VERIFICATION_TOKEN: text(21),
      PASSWORD: 'w8Nq3Lz1xY',
    };
    const secrets = withHandshakes(environmentSecrets(variables), ['VERIFY_TOKEN', 'PASSWORD']);
    const result = secretInEnvironment.evaluate({ environmentSecrets: secrets });

    expect(result).toMatchObject({
      details: [
        { subject: 'PASSWORD' },
        { subject: 'SLACK_VERIFICATION_TOKEN' },
        {
          subject: 'VERIFY_TOKEN',
          severity: 'medium',
          evidence: expect.arrayContaining([
            { text: expect.stringContaining('compares it with hub.verify_token') },
          ]),
        },
      ],
    });
    expect(JSON.stringify(result).match(/"severity"/g)).toHaveLength(1);
  });

  it('rates a test key as low', () => {
    expect(detailsOf({ SETTING: `sk_test_${text(24)}` })).toMatchObject([{ severity: 'low' }]);
  });

  property.prop([
    fc.array(
      fc.tuple(
        fc.constantFrom('DB_PASSWORD', 'JWT_SECRET', 'SETTING', 'API_KEY'),
        fc.constantFrom('', ...markedSamples.map(([, value]) => value)),
        fc.stringMatching(/^[!-~]{8,40}$/),
      ),
    ),
  ])('never shows a value', (drawn) => {
    const variables = Object.fromEntries(drawn.map(([name, mark, more]) => [name, mark + more]));

    const shown = JSON.stringify(detailsOf(variables));

    for (const value of Object.values(variables)) {
      expect(shown).not.toContain(JSON.stringify(value).slice(1, -1));
    }
  });
});

function passing(name: string, variables: Variables) {
  return { name, facts: { environmentSecrets: environmentSecrets(variables) } };
}

function failing(name: string, variables: Variables, subjects: readonly string[]) {
  return { ...passing(name, variables), subjects };
}

function detailsOf(variables: Variables) {
  const verdict = secretInEnvironment.evaluate({
    environmentSecrets: environmentSecrets(variables),
  });

  return verdict.outcome === 'fail' ? verdict.details : [];
}

function signingWith(variables: Variables, ...names: readonly string[]) {
  const signing = { known: true, value: names.length > 0 ? names : ['JWT_SECRET'] } as const;
  const found = withSigningKeys(environmentShown(variables, 'orders-login'), signing);
  const verdict = secretInEnvironment.evaluate({
    environmentSecrets: found.known ? found.value : [],
  });

  return verdict.outcome === 'fail' ? verdict.details : [];
}

type Variables = Readonly<Record<string, string>>;
