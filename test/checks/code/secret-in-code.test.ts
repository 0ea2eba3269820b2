import { describe, expect, it } from 'vitest';
import {
  secretInCode,
  secretInCodeOfLayer,
} from '../../../functions/checks/code/secret-in-code.ts';
import type { FileSecret } from '../../../functions/engines/secrets/file-secret.ts';
import { fileSecrets } from '../../../functions/engines/secrets/file-secrets.ts';
import { secretFileForm } from '../../../functions/engines/secrets/secret-files.ts';
import {
  ValueNumbers,
  withSharedValues,
} from '../../../functions/engines/secrets/value-numbers.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { harmlessFiles, secretFiles } from '../../engines/secrets/file-corpus.ts';
import { checked, hex, pem, text } from '../../engines/secrets/secret-samples.ts';
import { layerNamed } from '../../fakes/targets.ts';

const token = `const token = '${checked('ghp_')}';`;

describeCheck(secretInCode, {
  passes: [
    { name: 'no secrets', facts: { secretsInCode: [] } },
    ...harmlessFiles.map(([name, path, content]) => ({ name, facts: factsOf([path, content]) })),
  ],
  fails: [
    { name: 'a token', facts: factsOf(['index.js', token]), subjects: ['index.js: GitHub token'] },
    {
      name: 'each kind in each file',
      facts: factsOf(
        ['b.js', `${token}\nconst dbPassword = 'hunter22';\nconst adminPassword = 'hunter23';`],
        ['a.py', "DB_PASSWORD = 'hunter22'"],
      ),
      subjects: ['a.py: password', 'b.js: GitHub token', 'b.js: password'],
    },
    ...secretFiles.map(([name, path, content]) => {
      const facts = factsOf([path, content]);
      const subjects = facts.secretsInCode.map((secret) => `${secret.path}: ${secret.kind}`);
      return { name, facts, subjects: [...new Set(subjects)].toSorted() };
    }),
  ],
});

describe('code/secret-in-code', () => {
  it('says of a signing key what the code does with it', () => {
    const key: FileSecret = {
      kind: 'signing key',
      severity: 'high',
      path: 'keys.js',
      line: 6,
      column: 9,
      masked: '',
      name: 'SECRET',
      insteadOf: { variable: 'SECRET' },
    };

    expect(secretInCode.evaluate({ secretsInCode: [key] })).toMatchObject({
      details: [
        {
          severity: 'high',
          summary:
            'keys.js holds what the code signs or verifies tokens or sessions with, at line 6: signing key',
          remediation: expect.stringContaining('forge tokens and sessions'),
        },
      ],
    });
  });

  it('shows where it stands and which it is, and not more', () => {
    expect(detailsOf(['src/github.js', `// once\n${token}`])).toEqual([
      {
        subject: 'src/github.js: GitHub token',
        mark: ['GitHub token'],
        severity: 'critical',
        summary: 'src/github.js holds what looks like a live secret, at line 2: GitHub token',
        evidence: [
          {
            text: expect.stringMatching(
              /^GitHub token: ghp_… \(40 characters\), fingerprint [0-9a-f]{12}$/,
            ),
            path: 'src/github.js',
            line: 2,
            column: 16,
          },
        ],
      },
    ]);
  });

  it('names what passwords are given to, and covers these when it is suppressed', () => {
    const content = "const dbPassword = 'hunter22';\nconst adminPassword = 'hunter23';";

    expect(detailsOf(['db.js', content])).toMatchObject([
      {
        mark: ['dbPassword', 'adminPassword'],
        severity: 'high',
        summary:
          'db.js holds what looks like a live secret, at line 1, and in 1 more place: password',
        evidence: [
          { text: 'password, given to dbPassword', line: 1 },
          { text: 'password, given to adminPassword', line: 2 },
        ],
      },
    ]);
  });

  it('names the first ten places', () => {
    const content = Array.from(
      { length: 12 },
      (_, at) => `const db${at}Password = 'hunter2${at}';`,
    );
    const [detail] = detailsOf(['db.js', content.join('\n')]);

    expect(detail?.evidence).toHaveLength(11);
    expect(detail?.evidence.at(-1)).toEqual({ text: 'and in 2 more places' });
  });

  it.each([
    [`const a = 'AKIAQX4BNV7MZLK2TRWC', secretAccessKey = '${text(40)}';`, /^Deactivate the key/],
    [`const k = \`${pem('PRIVATE')}\`;`, /KMS/],
    [`const k = 'sk_test_${text(24)}';`, /test data only/],
    [
      `{"type": "service_account", "private_key": "${pem('PRIVATE').replaceAll('\n', '\\n')}"}`,
      /KMS/,
    ],
  ])('has a way out of its own: %s', (content, remediation) => {
    expect(detailsOf(['index.js', content])).toMatchObject([
      { remediation: expect.stringMatching(remediation) },
    ]);
  });

  it('is as bad as the worst of its places, and hard-coded credentials', () => {
    const [place] = factsOf(['index.js', token]).secretsInCode;
    const milder = place && { ...place, severity: 'low' as const };
    const places = milder && place ? [milder, place] : [];

    expect(secretInCode.evaluate({ secretsInCode: places })).toMatchObject({
      details: [{ severity: 'critical' }],
    });
    expect(secretInCode.cwe).toBe('CWE-798');
  });

  it('is mild of what stands in for a variable that is set, and says so', () => {
    const content = "const key = process.env.JWT_SECRET || 'keep-it-quiet';";
    const idle = factsOf(['jwt.js', content]).secretsInCode.map((one) => ({
      ...one,
      severity: 'low' as const,
      isIdle: true,
    }));

    expect(detailsOf(['jwt.js', content])).toMatchObject([
      { severity: 'high', summary: expect.stringContaining('looks like a live secret') },
    ]);
    expect(secretInCode.evaluate({ secretsInCode: idle })).toMatchObject({
      details: [
        {
          severity: 'low',
          summary: expect.stringContaining('stands in for a variable that is set'),
          evidence: [
            { text: expect.stringContaining('not in use while JWT_SECRET holds another') },
          ],
          remediation: expect.stringMatching(/^Leave it out/),
        },
      ],
    });
  });

  it('is as grave as before where one place of several is in use', () => {
    const content =
      "const key = process.env.JWT_SECRET || 'keep-it-quiet'; const JWT_KEY = 'sing-it-loud';";
    const [first, second] = factsOf(['jwt.js', content]).secretsInCode;
    const places =
      first && second ? [{ ...first, severity: 'low' as const, isIdle: true }, second] : [];

    expect(secretInCode.evaluate({ secretsInCode: places })).toMatchObject({
      details: [{ severity: 'high', summary: expect.stringContaining('live secret') }],
    });
  });

  it('is mild of a digest of a password, and says what to do with it', () => {
    const users = `{"admin":{"role":"admin","password":"${hex(64)}"}}`;

    expect(detailsOf(['users.json', users])).toMatchObject([
      {
        subject: 'users.json: digest of a password',
        severity: 'low',
        summary: expect.stringContaining('is no secret, but can be guessed'),
        remediation: expect.stringMatching(/^Keep users/),
      },
    ]);
  });

  it('is one finding of a layer, with the functions that use it', () => {
    const layer = layerNamed('utils:3');
    const verdict = secretInCodeOfLayer.evaluate({
      ...factsOf(['nodejs/utils.js', token]),
      configuration: layer,
      sharers: ['arn:a', 'arn:b'],
    });

    expect(verdict).toMatchObject({
      details: [
        {
          subject: 'nodejs/utils.js: GitHub token',
          summary: expect.stringContaining('in a layer of 2 functions'),
          evidence: [{ text: 'used by arn:a' }, { text: 'used by arn:b' }, { line: 1 }],
        },
      ],
    });
  });
});

describe('one value in several files', () => {
  const URL_A = 'mongodb+srv://shop:Tr0ub4dor-Kx9@cluster0.x1y2z.mongodb.net/shop';
  const URL_B = 'mongodb+srv://shop:w7Qm-Lp2vRt5@cluster0.x1y2z.mongodb.net/shop';
  const line = (url: string) => `connect("${url}");\n`;

  it.each<[string, readonly Given[], readonly (readonly string[])[]]>([
    [
      'a bundle beside its source',
      [
        ['app/handler.js', line(URL_A)],
        ['app/utils/db.ts', line(URL_A)],
      ],
      [['app/utils/db.ts', 'app/handler.js']],
    ],
    [
      'a bundle of several sources',
      [
        ['a.js', line(URL_A)],
        ['b.js', line(URL_B)],
        ['bundle.js', line(URL_A) + line(URL_B)],
      ],
      [
        ['a.js', 'bundle.js'],
        ['b.js', 'bundle.js'],
      ],
    ],
    [
      'a file with another one besides',
      [
        ['a.js', line(URL_A)],
        ['b.js', line(URL_A) + line(URL_B)],
      ],
      [['a.js', 'b.js']],
    ],
    [
      'files with different ones',
      [
        ['a.js', line(URL_A)],
        ['b.js', line(URL_B)],
      ],
      [],
    ],
    ['one file with it twice', [['a.js', line(URL_A) + line(URL_A)]], []],
    [
      'files with one that they share and one that they do not',
      [
        ['a.js', line(URL_A) + line(URL_B)],
        ['b.js', line(URL_A) + line(URL_B.replace('w7', 'w8'))],
      ],
      [],
    ],
    [
      'another kind of secret',
      [
        ['a.js', line(URL_A)],
        ['b.env', 'DB_PASSWORD=Tr0ub4dor-Kx9\n'],
      ],
      [],
    ],
  ])('is one finding of %s', (_, files, expected) => {
    const parts = detailsOf(...files).flatMap(({ subject, partOf }) =>
      partOf ? [[subject, partOf] as const] : [],
    );

    expect(
      parts.map(([subject, part]) => [subject.split(': ')[0], part.subject.split(': ')[0]]),
    ).toEqual(expected);
    for (const [subject, { words, name }] of parts) {
      expect([words, name]).toEqual(['the same is in', subject.split(': ')[0]]);
    }
  });

  it('holds no value, and of what is one place no number', () => {
    const { secretsInCode: found } = factsOf(
      ['a.js', line(URL_A) + line(URL_B)],
      ['b.js', line(URL_A)],
    );

    expect(found.map((one) => 'value' in one)).toEqual([true, false, true]);
    expect(JSON.stringify(found)).not.toContain('Tr0ub4dor-Kx9');
  });
});

type Given = readonly [path: string, content: string];

function factsOf(...files: readonly Given[]): { readonly secretsInCode: readonly FileSecret[] } {
  const values = new ValueNumbers();
  const found = files.flatMap(([path, content]) => {
    const form = secretFileForm(path);
    return fileSecrets({ path, bytes: bytesOf(content), form, isForeign: false }, values);
  });

  return { secretsInCode: withSharedValues(found) };
}

function bytesOf(content: string): Uint8Array {
  return content.startsWith('\uFEFF')
    ? new Uint8Array(Buffer.from(content, 'utf16le'))
    : new TextEncoder().encode(content);
}

function detailsOf(...files: readonly Given[]) {
  const verdict = secretInCode.evaluate(factsOf(...files));

  return verdict.outcome === 'fail' ? verdict.details : [];
}
