import { expect, it } from 'vitest';
import { unidentifiedBundle } from '../../../functions/checks/dependencies/unidentified-bundle.ts';
import { describeCheck } from '../../builders/describe-check.ts';

describeCheck(unidentifiedBundle, {
  passes: [
    { name: 'code in which every bundle names a package', facts: { unidentifiedBundles: [] } },
  ],
  fails: [
    {
      name: 'each bundle that names none',
      facts: { unidentifiedBundles: ['index.js', 'lib/worker.mjs'] },
      subjects: ['index.js', 'lib/worker.mjs'],
    },
  ],
});

it('says which file it is', () => {
  const verdict = unidentifiedBundle.evaluate({ unidentifiedBundles: ['lib/worker.mjs'] });

  expect(verdict).toMatchObject({
    details: [
      {
        summary: 'no package was recognised in the bundle lib/worker.mjs',
        evidence: [{ path: 'lib/worker.mjs' }],
      },
    ],
  });
});
