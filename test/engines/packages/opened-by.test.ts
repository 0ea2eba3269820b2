import { expect, it } from 'vitest';
import type { Advisory } from '../../../functions/engines/packages/advisory.ts';
import { openedBy } from '../../../functions/engines/packages/opened-by.ts';
import { advisoryOf } from './made-up-advisories.ts';

const of = (weaknesses: readonly string[] | undefined, more: Partial<Advisory> = {}): Advisory => ({
  ...advisoryOf('GHSA-1', ['0', '2']),
  severity: 'critical',
  ...(weaknesses && { weaknesses }),
  ...more,
});
const slow = of(['CWE-1333', 'CWE-400']);

it.each<[string, readonly Advisory[], string]>([
  ['that make it slow', [slow], 'nothing'],
  ['by which browsers are led elsewhere', [of(['CWE-601', 'CWE-113'])], 'nothing'],
  ['of queries', [of(['CWE-89']), slow], 'database'],
  [
    'of which the one that runs code is mild',
    [slow, of(['CWE-94'], { severity: 'medium' })],
    'nothing',
  ],
  [
    'of which the one that runs code is not in the program',
    [slow, of(['CWE-94'], { linked: false })],
    'nothing',
  ],
])('advisories %s', (_, advisories, opened) => {
  expect(openedBy(advisories)).toBe(opened);
});

it.each<[string, readonly Advisory[]]>([
  ['that run code', [of(['CWE-94'])]],
  ['by which signatures are forged', [of(['CWE-347'])]],
  ['by which random numbers are guessed', [of(['CWE-330'])]],
  ['by which requests are forged', [of(['CWE-918', 'CWE-441'])]],
  ['by which a page runs', [of(['CWE-79'])]],
  ['that read files', [of(['CWE-22'])]],
  ['of which one runs code', [slow, of(['CWE-502'], { severity: 'high' })]],
  ['of several classes', [of(['CWE-400', 'CWE-1321'])]],
  ['without a class', [of(undefined)]],
  ['of which one has no class', [slow, of(undefined)]],
  ['that attackers use', [of(['CWE-400'], { knownExploited: true })]],
  ['that are mild', [of(['CWE-400'], { severity: 'medium' })]],
])('advisories %s may open the function', (_, advisories) => {
  expect(openedBy(advisories)).toBeUndefined();
});
