import { describe, expect, it } from 'vitest';
import { shippedFiles, shippedFilesOfLayer } from '../../../functions/checks/code/shipped-files.ts';
import { shippedKinds } from '../../../functions/engines/archive/shipped-kinds.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { layerNamed } from '../../fakes/targets.ts';

describeCheck(shippedFiles, {
  passes: [{ name: 'nothing but code', facts: { shippedFiles: [] } }],
  fails: [
    {
      name: 'each kind once',
      facts: {
        shippedFiles: [
          { kind: 'git repository', paths: ['.git/'], count: 1 },
          { kind: 'tests', paths: ['test/', 'a.test.js'], count: 2 },
        ],
      },
      subjects: ['git repository', 'tests'],
    },
    ...shippedKinds.map((kind) => ({
      name: kind,
      facts: { shippedFiles: [{ kind, paths: ['a'], count: 1 }] },
      subjects: [kind],
    })),
  ],
});

describe('code/shipped-files', () => {
  it.each([
    ['git repository', 'high', /exclude \.git, and rotate/],
    ['credentials file', 'high', /^Revoke the credentials/],
    ['Terraform state', 'high', /encrypted backend/],
    ['key store', 'high', /Secrets Manager/],
    ['memory dump', 'medium', /rotate the secrets of the process/],
    ['environment file', 'medium', /^Leave \.env files out/],
    ['deployment output', 'medium', /^Exclude \.serverless/],
    ['source map with sources', 'low', /--sources-content=false/],
    ['development dependency', 'low', /--omit=dev/],
    ['tests', 'low', /exclude the tests/],
    ['editor settings', 'low', /^Exclude \.idea/],
    ['log', 'low', /^Exclude logs/],
  ] as const)('rates %s as %s, with its own way out', (kind, severity, remediation) => {
    const shipped = [{ kind, paths: ['a'], count: 1 }];

    expect(shippedFiles.evaluate({ shippedFiles: shipped })).toMatchObject({
      details: [{ severity, remediation: expect.stringMatching(remediation) }],
    });
  });

  it('is an insertion of sensitive information into what is delivered', () => {
    expect(shippedFiles.cwe).toBe('CWE-538');
  });

  it('names the first paths, and counts the others', () => {
    const paths = ['a/.env', 'b/.env', 'c/.env', 'd/.env', 'e/.env'];

    expect(
      shippedFiles.evaluate({ shippedFiles: [{ kind: 'environment file', paths, count: 7 }] }),
    ).toMatchObject({
      details: [
        {
          mark: paths,
          severity: 'medium',
          summary: expect.stringMatching(/^a\/\.env, and 6 more: settings/),
          evidence: [...paths.map((text) => ({ text })), { text: 'and 2 more' }],
        },
      ],
    });
  });

  it('is one finding of a layer', () => {
    const verdict = shippedFilesOfLayer.evaluate({
      shippedFiles: [{ kind: 'tests', paths: ['python/tests/'], count: 1 }],
      configuration: layerNamed('utils:3'),
      sharers: ['arn:a'],
    });

    expect(verdict).toMatchObject({
      details: [{ subject: 'tests', evidence: [{ text: 'used by arn:a' }, {}] }],
    });
  });
});
