import { expect, it } from 'vitest';
import { abandonedPackage } from '../../../functions/checks/dependencies/abandoned-package.ts';
import type { SharedPackage } from '../../../functions/domain/aging-package.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed } from '../../fakes/targets.ts';

const deprecated = aged('request', { deprecated: 'use fetch' });
const mute = aged('mute', { deprecated: '' });
const silent = aged('ms', { silentSince: '2015-01-01T00:00:00.000Z' });

describeCheck(abandonedPackage, {
  passes: [{ name: 'packages that are looked after', facts: { abandonedPackages: [] } }],
  fails: [
    {
      name: 'deprecated ones and silent ones apart, the deprecated first',
      facts: { abandonedPackages: [silent, deprecated] },
      subjects: ['deprecated', 'silent'],
    },
  ],
});

it('says where they are, with the words of their authors', () => {
  const another = { ...deprecated, version: '2.0.0' };

  expect(
    abandonedPackage.evaluate({ abandonedPackages: [deprecated, another, mute, silent] }),
  ).toMatchObject({
    details: [
      {
        mark: ['request (npm)', 'mute (npm)'],
        summary: '2 packages deprecated, in 1 function',
        evidence: [
          { text: 'mute 1.0.0: orders' },
          { text: 'request 1.0.0: orders (use fetch)' },
          { text: 'request 2.0.0: orders (use fetch)' },
        ],
      },
      {
        summary: '1 package without a release in 4 years, in 1 function',
        evidence: [{ text: 'ms 1.0.0, last released on 2015-01-01: orders' }],
      },
    ],
  });
});

function aged(name: string, more: Partial<SharedPackage>): SharedPackage {
  const arn = functionNamed('orders').arn;

  return { ecosystem: 'npm', name, version: '1.0.0', latest: '1.0.0', in: [arn], ...more };
}
