import { describe, expect, it } from 'vitest';
import { codeAnalysis, unknownAnalysis } from '../../../functions/engines/archive/code-analysis.ts';

const lodash = {
  ecosystem: 'npm',
  name: 'lodash',
  version: '4.17.15',
  purl: 'pkg:npm/lodash@4.17.15',
  certainty: 'exact',
  evidence: { channel: 'installed', path: 'node_modules/lodash/package.json' },
};
const evaluation = {
  kind: 'event-code-execution',
  sink: 'eval',
  path: 'index.js',
  line: 1,
  column: 9,
  flow: [
    { text: 'event is what the handler is given' },
    { text: 'eval runs it', path: 'index.js' },
  ],
};
const brought = {
  ...lodash,
  requiredBy: { chain: ['a@1.0.0', 'b@1.0.0'], others: ['c@1.0.0'] },
  importedBy: ['index.js'],
};
const whole = {
  packages: {
    known: true,
    value: [lodash, brought],
    incomplete: 'not read: a/package.json (too large)',
  },
  unidentifiedBundles: { known: true, value: ['index.js'] },
  weaknesses: { known: true, value: [evaluation] },
  sdkCalls: {
    known: true,
    value: {
      calls: [
        {
          service: 's3',
          operation: 'GetObject',
          path: 'index.js',
          line: 1,
          column: 1,
          resources: [
            {
              parameter: 'Bucket',
              values: [
                [{ text: 'in-' }, { variable: 'STAGE', otherwise: 'dev' }, { unknown: true }],
              ],
            },
          ],
        },
      ],
      unresolved: [{ reason: 'aws4 signs', path: 'index.js', line: 2, column: 1 }],
    },
  },
  secrets: {
    known: true,
    value: [
      {
        kind: 'GitHub token',
        severity: 'critical',
        path: 'index.js',
        line: 1,
        column: 9,
        name: 'TOKEN',
        masked: 'ghp_… (40 characters)',
        fingerprint: '0123456789ab',
      },
    ],
  },
  shippedFiles: { known: true, value: [{ kind: 'tests', paths: ['test'], count: 1 }] },
};

describe('codeAnalysis', () => {
  it.each([
    ['what is known', whole],
    ['what is not', unknownAnalysis({ reason: 'denied' })],
  ])('reads %s back as it was stored', (_, analysis) => {
    expect(codeAnalysis.parse(JSON.parse(JSON.stringify(analysis)))).toEqual(analysis);
  });

  it.each([
    ['nothing', undefined],
    ['half an analysis', { packages: whole.packages, weaknesses: whole.weaknesses }],
    ['one without its secrets', { ...whole, secrets: undefined }],
    ['one without its files', { ...whole, shippedFiles: undefined }],
    ['a value without its list', { ...whole, packages: { known: true } }],
    [
      'a call without its place',
      {
        ...whole,
        sdkCalls: { known: true, value: { calls: [{ service: 's3' }], unresolved: [] } },
      },
    ],
    ['a gap without its reason', { ...whole, weaknesses: { known: false } }],
    ['a package without a version', { ...whole, packages: { known: true, value: [{}] } }],
    [
      'an unknown kind of weakness',
      { ...whole, weaknesses: { known: true, value: [{ kind: 'a' }] } },
    ],
  ])('refuses %s: unreadable is not empty', (_, stored) => {
    expect(() => codeAnalysis.parse(stored)).toThrow();
  });
});
