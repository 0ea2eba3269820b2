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
