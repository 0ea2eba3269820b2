import { describe, expect, it } from 'vitest';
import { fileSecrets } from '../../../functions/engines/secrets/file-secrets.ts';
import { secretFileForm } from '../../../functions/engines/secrets/secret-files.ts';
import { processorTime } from '../../processor-time.ts';
import { examples, fc, property } from '../../property.ts';
import { harmlessFiles, secretFiles } from './file-corpus.ts';
import { checked, hex, markedSamples, pem, text } from './secret-samples.ts';

describe('fileSecrets', () => {
  it.each(secretFiles)('finds %s in %s', (_, path, content) => {
    expect(secretsIn(path, content)).not.toEqual([]);
  });

  it.each(harmlessFiles)('passes over %s in %s', (_, path, content) => {
    expect(secretsIn(path, content)).toEqual([]);
  });

  it.each(secretFiles)('shows no more of %s than its first four characters', (_, path, content) => {
    for (const { masked, name = '' } of secretsIn(path, content)) {
      expect(masked).toMatch(/^(?:[\w.:/+=-]{0,4}… \(\d+ characters\))?$/);
      expect(name).not.toMatch(/hunter|cr3t|Wint/i);
    }
  });

  const everywhere = markedSamples.filter(([kind]) => isKnownAnywhere(kind));

  it.each(everywhere)('knows a %s by its mark, without any name: %s', (kind, value) => {
    const found = secretsIn('index.js', `call(${JSON.stringify(value)});`);

    expect(found).toMatchObject([{ kind, line: 1 }]);
  });

  it('knows the most of those that are known in an environment', () => {
    expect(everywhere.length).toBeGreaterThan(100);
  });

  it('says where it stands, as editors count', () => {
    const content = `// ä😀\nconst a = 'ü😀', t = '${checked('ghp_')}';`;

    expect(secretsIn('index.js', content)).toMatchObject([{ line: 2, column: 23 }]);
  });

  it('says what it is given to', () => {
    expect(secretsIn('db.js', "const dbPassword = 'hunter22';")).toEqual([
      {
        kind: 'password',
        severity: 'high',
        path: 'db.js',
        line: 1,
        column: 21,
        name: 'dbPassword',
        masked: '',
      },
    ]);
  });

  it.each([
    ['critical', `const t = '${checked('ghp_')}';`],
    ['critical', `const k = \`${pem('PRIVATE')}\`;`],
    ['critical', `const a = 'AKIAQX4BNV7MZLK2TRWC', secretAccessKey = '${text(40)}';`],
    ['high', "const a = 'AKIAQX4BNV7MZLK2TRWC';"],
    ['high', "const dbPassword = 'hunter22';"],
    [
      'critical',
      `const a = 'AKIAQX4BNV7MZLK2TRWC', b = 'ASIAQX4BNV7MZLK2TRWC', secretAccessKey = '${text(40)}';`,
    ],
    ['medium', "const a = 'ASIAQX4BNV7MZLK2TRWC';"],
    ['medium', `const secretAccessKey = '${text(40)}', a = 'ASIAQX4BNV7MZLK2TRWC';`],
    ['medium', `const sessionToken = '${text(120)}', a = 'ASIAQX4BNV7MZLK2TRWC';`],
    [
      'low',
      `const url = 'https://a.s3.amazonaws.com/b?AWSAccessKeyId=AKIAQX4BNV7MZLK2TRWC&Signature=${text(27)}%3D';`,
    ],
    ['high', "const url = 'https://a.s3.amazonaws.com/b?AWSAccessKeyId=AKIAQX4BNV7MZLK2TRWC';"],
    ['medium', `const k = 'AIza${text(35)}';`],
    ['medium', `const k = \`${pem('ENCRYPTED PRIVATE')}\`;`],
    ['low', `const k = 'sk_test_${text(24)}';`],
    ['medium', `const hook = 'https://hooks.slack.com/services/TAB3XK9MQ/BAB3XK9MQ/${text(24)}';`],
    ['medium', `const hook = 'https://discord.com/api/webhooks/918273645546372819/${text(68)}';`],
    ['critical', `const k = 'xoxb-918273645546-918273645546-${text(24)}';`],
  ])('is %s: %s', (severity, content) => {
    expect(secretsIn('index.js', content)[0]?.severity).toBe(severity);
  });

  it.each([
    [
      'with an id in an address, a secret of another line',
      'AWS secret access key',
      'critical',
      `const url = 'https://a.s3.amazonaws.com/b?AWSAccessKeyId=ASIAQX4BNV7MZLK2TRWC';\nconst secretAccessKey = '${text(40)}';`,
    ],
    [
      'far from an id',
      'AWS secret access key',
      'critical',
      `const a = 'ASIAQX4BNV7MZLK2TRWC';${'\n'.repeat(9)}const secretAccessKey = '${text(40)}';`,
    ],
    [
      'on the line below an id',
      'AWS secret access key',
      'medium',
      `const a = 'ASIAQX4BNV7MZLK2TRWC';\nconst secretAccessKey = '${text(40)}';`,
    ],
    [
      'called so by another vendor',
      'high-entropy value of a secret-like name',
      'high',
      `API_KEY = 'PKX4TQ8ZB1M9WE5RLC7D'\nSECRET_KEY = '${text(40)}'\nheaders = {'APCA-API-SECRET-KEY': SECRET_KEY}`,
    ],
    [
      'called so, and used for AWS',
      'AWS secret access key',
      'high',
      `const SECRET_KEY = '${text(40)}'; new S3({ credentials: { secretAccessKey: SECRET_KEY } });`,
    ],
    [
      'of another vendor',
      'high-entropy value of a secret-like name',
      'high',
      `const a = 'ASIAQX4BNV7MZLK2TRWC';\nconst SLACK_SESSION_TOKEN = '${text(40)}';`,
    ],
  ])('knows keys of a session by what stands beside them: %s', (_, kind, severity, content) => {
    const found = secretsIn('index.js', content).find((secret) => secret.kind === kind);

    expect(found?.severity).toBe(severity);
  });

  it('gives equal tokens the same fingerprint, and passwords none', () => {
    const [one] = secretsIn('a.js', `const token = '${checked('ghp_')}';`);
    const [same] = secretsIn('b.py', `TOKEN = "${checked('ghp_')}"`);
    const [other] = secretsIn('c.js', `const token = '${checked('gho_')}';`);
    const [password] = secretsIn('d.js', "const password = 'hunter22';");

    expect(one?.fingerprint).toMatch(/^[0-9a-f]{12}$/);
    expect(same?.fingerprint).toBe(one?.fingerprint);
    expect(other?.fingerprint).not.toBe(one?.fingerprint);
    expect(password?.fingerprint).toBeUndefined();
  });

  it.each([
    ['a token', `x('${checked('ghp_')}')`, ['GitHub token']],
    ['a password', "const dbPassword = 'hunter22';", []],
    ['a private key', pem('PRIVATE'), []],
    ['a URL', 'postgres://app:s3cr3t-Pa55@db.internal/a', []],
  ])('of what others wrote knows marks of vendors alone: %s', (_, content, kinds) => {
    const found = fileSecrets({ ...fileOf('node_modules/a/b.js', content), isForeign: true });

    expect(found.map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each([
    [20, true],
    [19, false],
  ])('knows a random one of %d characters again: %s', (length, isKnown) => {
    const [found] = secretsIn('db.js', `const dbPassword = '${text(length)}';`);

    expect(found?.fingerprint !== undefined).toBe(isKnown);
  });

  it('knows no password of words again, however long', () => {
    const [found] = secretsIn('db.js', "const dbPassword = 'correct-horse-battery-staple-9!';");

    expect(found).toMatchObject({ kind: 'password' });
    expect(found).not.toHaveProperty('fingerprint');
  });

  it('passes over what others wrote for trying things out', () => {
    const sample = fileOf('node_modules/a/test/b.js', `const token = '${checked('ghp_')}';`);

    expect(fileSecrets({ ...sample, isForeign: true })).toEqual([]);
    expect(fileSecrets({ ...sample, isForeign: false })).toMatchObject([{ kind: 'GitHub token' }]);
  });

  it('knows marks of vendors in compiled code', () => {
    const bytes = new Uint8Array([
      0x7f,
      0x45,
      0x4c,
      0x46,
      0,
      0xff,
      0x80,
      ...encoded(checked('ghp_')),
      0,
      0xff,
    ]);

    expect(
      fileSecrets({ path: 'bootstrap', bytes, form: undefined, isForeign: false }),
    ).toMatchObject([{ kind: 'GitHub token' }]);
  });

  it.each([
    ['marks', 'ghp_ AKIA eyJ sk-ant- '],
    ['names', 'password = '],
    ['quotes', "password='"],
    ['schemes', 'a://b:'],
    ['keys', '-----BEGIN PRIVATE KEY-----\\n'],
    ['words of a name', 'secret_key_token_'],
    ['secrets', `token='${text(20)}';`],
    ['comments', "// password = 'hunter22'\n"],
    ['a comment', "/* password = 'hunter22' "],
    ['examples', "example: [password = 'hunter22', "],
    ['digits', hex(16)],
  ])('takes linear time for megabytes of %s', (_, part) => {
    const length = examples(1_000_000, 4_000_000);
    const bytes = encoded(part.repeat(Math.ceil(length / part.length)));
    const ms = processorTime(() =>
      fileSecrets({ path: 'a.js', bytes, form: 'script', isForeign: false }),
    );

    expect(ms).toBeLessThan((length / 1_000_000) * 1_500);
  });

  property.prop([
    fc.uint8Array({ maxLength: 2_000 }),
    fc.constantFrom(...(['script', 'data', 'lines', 'key'] as const)),
  ])('is total', (bytes, form) => {
    for (const { line, column } of fileSecrets({ path: 'a', bytes, form, isForeign: false })) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
    }
  });

  property.prop([fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 })])(
    'finds a token whatever stands around it',
    (before, after) => {
      const token = checked('ghp_');
      const found = secretsIn('index.js', `${before}\n'${token}'\n${after}`);

      expect(found.map(({ kind }) => kind)).toContain('GitHub token');
    },
  );
});

/** Others are known by what they are given to, or with what stands around them. */
function isKnownAnywhere(kind: string): boolean {
  return !/^(?:JWT|Discord bot token|Google service account key|private key|credentials|password|token)/.test(
    kind,
  );
}

function secretsIn(path: string, content: string) {
  return fileSecrets({ ...fileOf(path, content), isForeign: false });
}

function fileOf(path: string, content: string) {
  return { path, bytes: encoded(content), form: secretFileForm(path) };
}

function encoded(content: string): Uint8Array {
  if (!content.startsWith('\uFEFF')) return new TextEncoder().encode(content);

  return new Uint8Array(
    new Uint16Array([...content].map((character) => character.charCodeAt(0))).buffer,
  );
}
