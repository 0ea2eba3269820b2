import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { environmentSecrets } from '../../../functions/engines/secrets/environment-secrets.ts';
import {
  namedPatterns,
  secretPatterns,
} from '../../../functions/engines/secrets/secret-patterns.ts';
import { processorTime } from '../../processor-time.ts';
import { fc, property } from '../../property.ts';
import { harmlessRows, secretRows } from './environment-corpus.ts';
import {
  base64,
  checked,
  generic,
  hex,
  markedSamples,
  namedSamples,
  pem,
  text,
  uuid,
} from './secret-samples.ts';

describe('environmentSecrets', () => {
  it.each(markedSamples)('knows a %s by its mark: %s', (kind, value) => {
    const secrets = environmentSecrets({ SETTING: value });

    expect(secrets).toEqual([{ variable: 'SETTING', kind, masked: expect.any(String) }]);
  });

  it.each(namedSamples)('knows a %s by its name: %s=%s', (kind, variable, value) => {
    const secrets = environmentSecrets({ [variable]: value });

    expect(secrets).toEqual([{ variable, kind, masked: expect.any(String) }]);
  });

  it('has a sample of every kind', () => {
    const sampled = new Set([...markedSamples, ...namedSamples].map(([kind]) => kind));
    const known = [...secretPatterns, ...namedPatterns].map(({ kind }) => kind);
    const byName = ['password', 'passphrase', 'user and password', 'token in a URL', generic];

    expect(sampled).toEqual(new Set([...known, ...byName]));
  });

  it.each(secretRows)('finds %s: %s=%s', (_, variable, value) => {
    expect(environmentSecrets({ [variable]: value })).toMatchObject([{ variable }]);
  });

  it.each(harmlessRows)('passes over %s: %s=%s', (_, variable, value) => {
    expect(environmentSecrets({ [variable]: value })).toEqual([]);
  });

  it('takes a key and the secret of its name for one credential', () => {
    expect(
      environmentSecrets({ BINANCE_API_KEY: text(32), BINANCE_API_SECRET: text(32) }),
    ).toMatchObject([{ secretIn: 'BINANCE_API_SECRET' }, { variable: 'BINANCE_API_SECRET' }]);
  });

  it.each([
    ['of the application', { API_KEY: text(32), API_SECRET: text(32) }],
    ['of the application by its name', { APP_API_KEY: text(32), APP_API_SECRET: text(32) }],
    ['of two owners', { WEATHER_API_KEY: text(32), BINANCE_API_SECRET: text(32) }],
    ['and the key of a framework', { API_KEY: text(32), SECRET_KEY: text(50) }],
  ])('takes a key and a secret for two: %s', (_, variables) => {
    expect(environmentSecrets(variables).filter(({ secretIn }) => secretIn)).toEqual([]);
  });

  const ofStream = { key: 'k7q2m9x4v3zt', secret: 'hq8w3n5y7b2c9xk4'.repeat(4) };

  it.each([
    ['beside its secret', { API_KEY: ofStream.key, API_SECRET: ofStream.secret }, ['API_SECRET']],
    [
      'by its name',
      { STREAM_API_KEY: ofStream.key, STREAM_API_SECRET: ofStream.secret },
      ['STREAM_API_SECRET'],
    ],
    [
      'that stands alone',
      { API_KEY: ofStream.key, SECRET: ofStream.secret },
      ['API_KEY', 'SECRET'],
    ],
    [
      'of another form',
      { API_KEY: `${ofStream.key}7`, API_SECRET: ofStream.secret },
      ['API_KEY', 'API_SECRET'],
    ],
    [
      'beside the secret of another',
      { API_KEY: ofStream.key, API_SECRET: hex(64) },
      ['API_KEY', 'API_SECRET'],
    ],
  ])('knows the key of Stream, which is public: %s', (_, variables, found) => {
    expect(environmentSecrets(variables).map(({ variable }) => variable)).toEqual(found);
  });

  const ofTwitter = { key: text(25), secret: text(50) };

  it.each([
    [
      'beside its secret',
      { TWITTER_KEY: ofTwitter.key, TWITTER_SECRET: ofTwitter.secret },
      ['TWITTER_SECRET'],
    ],
    [
      'of a consumer',
      { TWITTER_CONSUMER_KEY: ofTwitter.key, TWITTER_CONSUMER_SECRET: ofTwitter.secret },
      ['TWITTER_CONSUMER_SECRET'],
    ],
    [
      'whose secret is called after it',
      { MY_TWITTER_API_KEY: ofTwitter.key, MY_TWITTER_API_KEY_SECRET: ofTwitter.secret },
      ['MY_TWITTER_API_KEY_SECRET'],
    ],
    [
      'beside a secret key',
      { TWITTER_API_KEY: ofTwitter.key, TWITTER_API_SECRET_KEY: ofTwitter.secret },
      ['TWITTER_API_SECRET_KEY'],
    ],
    ['that stands alone', { TWITTER_API_KEY: ofTwitter.key }, ['TWITTER_API_KEY']],
    [
      'beside the secret of another',
      { TWITTER_API_KEY: ofTwitter.key, API_SECRET: ofTwitter.secret },
      ['API_SECRET', 'TWITTER_API_KEY'],
    ],
    [
      'that is the secret',
      { TWITTER_API_KEY: ofTwitter.secret, TWITTER_API_SECRET: ofTwitter.key },
      ['TWITTER_API_KEY', 'TWITTER_API_SECRET'],
    ],
    [
      'beside what is no secret of it',
      { TWITTER_API_KEY: ofTwitter.key, TWITTER_API_SECRET: text(20) },
      ['TWITTER_API_KEY', 'TWITTER_API_SECRET'],
    ],
    [
      'of an application',
      { APP_API_KEY: ofTwitter.key, APP_API_SECRET: ofTwitter.secret },
      ['APP_API_KEY', 'APP_API_SECRET'],
    ],
  ])('knows the consumer key of Twitter, which is public: %s', (_, variables, found) => {
    expect(environmentSecrets(variables).map(({ variable }) => variable)).toEqual(found);
  });

  it.each([
    ['Firebase web API key', '', { AUTH_DOMAIN: 'shop.firebaseapp.com' }],
    [
      'Firebase web API key',
      'FB_',
      { FB_AUTH_DOMAIN: 'a.b', FB_MESSAGING_SENDER_ID: '123456789012' },
    ],
    ['Firebase web API key', '', { AUTH_DOMAIN: 'a.b', APP_ID: '1:123456789012:web:0a1b2c3d4e5f' }],
    ['Google API key', '', { PROJECT_ID: 'shop', STORAGE_BUCKET: 'shop.appspot.com' }],
    ['Google API key', '', { AUTH_DOMAIN: 'shop.auth0.com', APP_ID: '7' }],
    ['Google API key', 'SERVER_', { AUTH_DOMAIN: 'shop.firebaseapp.com' }],
  ])('knows a %s by what stands beside it: %s', (kind, prefix, beside) => {
    const [found] = environmentSecrets({ [`${prefix}API_KEY`]: `AIza${text(35)}`, ...beside });

    expect(found?.kind).toBe(kind);
  });

  it.each([
    ['the name of a secret', 'DB_SECRET_NAME', 'prod/db'],
    ['the name of a secret, by itself', 'DB_SECRET', 'prod-db-credentials-v2'],
    ['the name of a secret, in camel case', 'DB_SECRET', 'AppProdDbCredSecretName'],
    ['a repeated pattern', 'API_TOKEN', 'ab12'.repeat(8)],
    ['the path of a secret', 'DB_PASSWORD', 'prod/db'],
    ['a parameter', 'DB_PASSWORD', '/prod/eu-west-1/db/password'],
    ['the ARN of a secret', 'DB_SECRET_ARN', arn('secretsmanager', 'secret:db-a1B2c3')],
    ['an ARN whatever the name', 'API_TOKEN', arn('ssm', 'parameter/prod/token')],
    ['a bundle of certificates', 'AWS_CA_BUNDLE', '/opt/certs/ca.pem'],
    ['what KMS encrypted', 'DB_PASSWORD', `AQICAH${text(180)}==`],
    ['what is encrypted', 'ENCRYPTED_DB_PASSWORD', text(180)],
    ['an account', 'ACCOUNT_TOKEN', '111122223333'],
    ['a public key', 'JWT_PUBLIC_KEY', pem('PUBLIC')],
    ['a public key, whatever the name', 'JWT_SECRET', pem('PUBLIC')],
    ['a public key in base64', 'JWT_SECRET', base64(pem('PUBLIC'))],
    ['a publishable key', 'STRIPE_API_KEY', `pk_live_${text(24)}`],
    ['a public token', 'NEXT_PUBLIC_API_KEY', `AIza${text(35)}`],
    ['the token of the role', 'AWS_SESSION_TOKEN', text(400)],
    ['options of the runtime', 'NODE_OPTIONS', '--enable-source-maps --max-old-space-size=256'],
    ['where tokens come from', 'TOKEN_URL', 'https://login.example.com/oauth2/v2.0/token'],
    ['where tokens come from, by another name', 'TOKEN', 'https://login.example.com/a1B2c3D4e5'],
    ['a rule for passwords', 'PASSWORD_POLICY', 'strong-and-long'],
    ['a template', 'PASSWORD_RESET_TEMPLATE', 'password-reset-mail'],
    ['the id of a secret', 'SECRET_ID', uuid()],
    ['the id of a KMS key', 'ENCRYPTION_KEY', uuid()],
    ['a partition key', 'PARTITION_KEY', text(24)],
    ['an opaque id', 'USER_POOL_CLIENT_ID', text(26)],
    ['a digest', 'IMAGE_DIGEST', `sha256:${hex(64)}`],
    ['a URL with a port', 'API', 'https://api.example.com:8443/path@2'],
    ['a URL with a user alone', 'SENTRY_DSN', `https://${hex(32)}@o1.ingest.sentry.io/1`],
    ['a URL whose password is elsewhere', 'DB_URL', 'postgres://app:$(DB_PASSWORD)@db/app'],
    ['a URL whose password is to come', 'DB_URL', 'postgres://app:<password>@db/app'],
    ['a pattern for URLs', 'ALLOWED', '^https://[a-z]+:[0-9]+@'],
    ['a document with a reference', 'CONFIG', '{"password":"prod/db/password"}'],
    ['a document with a kind of token', 'CONFIG', '{"token":"authorization_code"}'],
    ['a placeholder', 'DB_PASSWORD', 'changeme'],
    ['another placeholder', 'API_TOKEN', `your-token-${text(20)}`],
    ['a placeholder in Spanish', 'DB_PASSWORD', 'tu_password'],
    ['a placeholder in French', 'DB_PASSWORD', 'votre-mot-de-passe'],
    ['crosses', 'DB_PASSWORD', 'xxxxxxxxxxxx'],
    ['a key out of documentation', 'SETTING', 'AKIAIOSFODNN7EXAMPLE'],
    ['a dynamic reference', 'DB_PASSWORD', '{{resolve:secretsmanager:db:SecretString:password}}'],
    ['a reference to a parameter', 'DB_PASSWORD', 'ssm:/prod/db/password'],
    ['a reference to a vault', 'API_TOKEN', 'op://prod/api/a1B2c3D4e5F6g7H8'],
    ['a switch', 'ROTATE_PASSWORD', 'false'],
    ['a number', 'MAX_TOKEN', '40961234567890123'],
    ['a host', 'DB_PASSWORD', 'db.eu-west-1.internal:5432'],
    ['nothing', 'DB_PASSWORD', ''],
    ['little', 'DB_PASSWORD', 'a1B2c3'],
    ['an AWS key within other text', 'SETTING', `xAKIA${text(16).toUpperCase()}`],
  ])('takes %s for no secret: %s=%s', (_, variable, value) => {
    expect(environmentSecrets({ [variable]: value })).toEqual([]);
  });

  it('names one for each variable, in order of their names', () => {
    const both = `${checked('ghp_')} AKIA${text(16).toUpperCase()}`;

    const secrets = environmentSecrets({ B: both, A: both, C: 'eu-west-1' });

    expect(secrets.map(({ variable }) => variable)).toEqual(['A', 'B']);
  });

  it('shows four characters and the length, of the secret and not of what is around it', () => {
    const [secret] = environmentSecrets({ KEY: `token is ${checked('ghp_')}` });

    expect(secret?.masked).toBe('ghp_… (40 characters)');
  });

  it('shows nothing of a short secret', () => {
    const [secret] = environmentSecrets({ DB_URL: 'postgres://app:hunter22@db/app' });

    expect(secret?.masked).toBe('');
  });

  it.each(['hex', 'base64'] as const)('knows random text by its looks, in %s', (encoding) => {
    const digests = Array.from({ length: 500 }, (_, at) =>
      createHash('sha256').update(`${at}`).digest(encoding).slice(0, 32),
    );

    const missed = digests.filter((digest) => !('API_TOKEN' in found({ API_TOKEN: digest })));

    expect(missed.length).toBeLessThan(5);
  });

  property.prop([
    fc.constantFrom(...markedSamples.map(([, value]) => value), 'k-'),
    fc.constantFrom('DB_PASSWORD', 'API_TOKEN', 'SETTING'),
    fc.string({ minLength: 4, unit: 'binary' }),
  ])('never has more of a secret than four characters', (sample, variable, more) => {
    const value = sample + more;

    for (const { masked } of environmentSecrets({ [variable]: value })) {
      const shown = /^(.{0,4})… \(\d+ characters\)$/.exec(masked)?.[1] ?? '';
      expect(masked === '' || value.includes(shown)).toBe(true);
      expect(masked.replace(shown, '')).toMatch(/^(?:… \(\d+ characters\))?$/);
    }
  });

  it('takes linear time for values that are made to waste it', () => {
    const wasteful = [
      'a:',
      '://a:',
      'a://b:c',
      '?token=',
      '{',
      '[[',
      'a=b,',
      '\\n-',
      'eyJ.eyJ',
      'password=',
      '"token":"',
      '-----BEGIN ',
      'a+',
    ];
    const variables = Object.fromEntries(wasteful.map((part) => [part, part.repeat(20_000)]));

    expect(processorTime(() => environmentSecrets(variables))).toBeLessThan(2_000);
  });
});

function found(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    environmentSecrets(variables).map(({ variable, kind }) => [variable, kind]),
  );
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
}
