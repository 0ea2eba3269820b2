import { describe, expect, it } from 'vitest';
import { fileSecrets } from '../../../functions/engines/secrets/file-secrets.ts';
import { withIdleDefaults } from '../../../functions/engines/secrets/idle-defaults.ts';
import { secretFileForm } from '../../../functions/engines/secrets/secret-files.ts';
import { environmentShown } from '../../../functions/engines/secrets/shown-environment.ts';
import { secretOfSigningText } from '../../../functions/engines/secrets/signing-text.ts';
import { checked, text } from './secret-samples.ts';

const SET = {
  JWT_SECRET: 'q7Kw2Lx9-a-key-of-its-own',
  DB_PASSWORD: 'q7Kw2Lx9-and-more',
  API_TOKEN: text(33),
};

describe('withIdleDefaults', () => {
  it.each([
    ['index.js', "const k = process.env.JWT_SECRET || 'keep-it-quiet';"],
    ['index.js', "const k = process.env.JWT_SECRET ?? 'keep-it-quiet';"],
    ['index.js', "const k = process.env['JWT_SECRET'] || 'keep-it-quiet';"],
    ['index.js', "const { JWT_SECRET = 'keep-it-quiet', PORT } = process.env;"],
    ['app.py', "SECRET_KEY = os.environ.get('JWT_SECRET', 'keep-it-quiet')"],
    ['app.py', "KEY = os.getenv('JWT_SECRET', 'keep-it-quiet')"],
    ['app.py', "KEY = os.environ.get('JWT_SECRET') or 'keep-it-quiet'"],
    ['db.js', "const p = process.env.DB_PASSWORD || 'hunter22';"],
  ])('is mild where the variable is set: %s: %s', (path, content) => {
    expect(found(path, content, SET)).toMatchObject([{ severity: 'low', isIdle: true }]);
    expect(found(path, content, {})).toMatchObject([{ severity: 'high' }]);
    expect(found(path, content, { JWT_SECRET: '', DB_PASSWORD: '' })[0]).not.toHaveProperty(
      'isIdle',
    );
  });

  it('is mild of a signing key', () => {
    const key = secretOfSigningText({
      ...{ path: 'keys.js', line: 1, column: 1, text: 'polar-bear', variable: 'JWT_SECRET' },
    });
    const set = (variables: Readonly<Record<string, string>>) =>
      withIdleDefaults([key], environmentShown(variables, 'shop'));

    expect(set(SET)).toMatchObject([{ severity: 'low', isIdle: true }]);
    expect(set({})).toEqual([key]);
  });

  it.each([
    ['no example has', 'pq-2f8Lx91mVwKd', 'low'],
    ['examples have, too', 'my-secret-key-1', 'high'],
  ])('knows a default of examples from a key of its length that %s', (_, JWT_SECRET, severity) => {
    const key = secretOfSigningText({
      ...{ path: 'app.py', line: 1, column: 1, text: 'your_secret_key', variable: 'JWT_SECRET' },
    });

    expect(withIdleDefaults([key], environmentShown({ JWT_SECRET }, 'shop'))).toMatchObject([
      { severity },
    ]);
  });

  it.each([
    [
      'a default that a condition takes, too',
      'index.js',
      "const k = isProduction && process.env.JWT_SECRET || 'keep-it-quiet';",
    ],
    [
      'a default that a condition in brackets takes',
      'index.js',
      "const k = (isProduction && process.env.JWT_SECRET) || 'keep-it-quiet';",
    ],
    [
      'a default that a condition of Python takes',
      'app.py',
      "SECRET_KEY = is_prod and os.environ.get('JWT_SECRET') or 'keep-it-quiet'",
    ],
    [
      'a default of another process',
      'index.js',
      "const k = my.process.env.JWT_SECRET || 'keep-it-quiet';",
    ],
    ['a value', 'index.js', "const JWT_SECRET = 'keep-it-quiet';"],
    [
      'the default of another',
      'index.js',
      "const k = process.env.COOKIE_SECRET || 'keep-it-quiet'; use(process.env.JWT_SECRET)",
    ],
    [
      'the default of what is no variable',
      'index.js',
      "const k = options.JWT_SECRET || 'keep-it-quiet';",
    ],
    ['the default of a table', 'app.py', "KEY = settings.get('JWT_SECRET', 'keep-it-quiet')"],
    [
      'a token of who gives them out',
      'index.js',
      `const k = process.env.API_TOKEN || '${text(32)}';`,
    ],
    ['a token with a mark', 'index.js', `const k = process.env.API_TOKEN || '${checked('ghp_')}';`],
    [
      'a value before what is taken out',
      'index.js',
      "let JWT_SECRET = 'keep-it-quiet'; const { b } = process.env;",
    ],
  ])('is as grave as before of %s', (_, path, content) => {
    const secrets = found(path, content, SET);

    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.some(({ isIdle }) => isIdle)).toBe(false);
  });

  it('is as grave where the variable holds the same', () => {
    const same = `pass-${text(30)}`;
    const content = `const k = process.env.DB_PASSWORD || '${same}';`;
    const phrase = "const k = process.env.JWT_SECRET || 'keep-it-quiet-for-now';";

    expect(found('a.js', content, { DB_PASSWORD: same })).toMatchObject([{ severity: 'high' }]);
    // Both are of one class of length, and shown in no part.
    expect(
      found('a.js', "const k = process.env.JWT_SECRET || 'keep-it-quiet';", {
        JWT_SECRET: 'sing-it-loud',
      }),
    ).toMatchObject([{ severity: 'high' }]);
    expect(
      found('a.js', "const k = process.env.DB_PASSWORD || 'tr\u00fcb4dor-x9-k3y';", {
        DB_PASSWORD: 'tr\u00fcb4dor-x9-k3y',
      }),
    ).toMatchObject([{ severity: 'high' }]);
    expect(found('a.js', phrase, { JWT_SECRET: 'keep-it-quiet-for-now' })).toMatchObject([
      { severity: 'high' },
    ]);
    expect(found('a.js', content, { DB_PASSWORD: text(35) })).toMatchObject([{ severity: 'low' }]);
  });
});

function found(path: string, content: string, variables: Readonly<Record<string, string>>) {
  const bytes = new TextEncoder().encode(content);
  const secrets = fileSecrets({ path, bytes, form: secretFileForm(path), isForeign: false });

  return withIdleDefaults(secrets, environmentShown(variables, 'orders'));
}
