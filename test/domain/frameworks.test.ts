import { describe, expect, it } from 'vitest';
import { checksByScanner } from '../../functions/checks/index.ts';
import {
  frameworkNames,
  frameworks,
  isMappedTo,
  mappedItems,
} from '../../functions/domain/frameworks.ts';
import type { AnyCheck } from '../../functions/domain/registry.ts';

const checks: readonly AnyCheck[] = Object.values(checksByScanner).flat();

describe('frameworks', () => {
  it.each(frameworkNames)('%s lists no item that no check is mapped to', (name) => {
    const mapped = new Set(checks.flatMap((check) => check.frameworks?.[name] ?? []));

    expect([...mapped].toSorted()).toEqual(Object.keys(frameworks[name].items).toSorted());
  });

  it('says nothing of a check that is no item of any', () => {
    for (const { frameworks: items } of checks) {
      expect(Object.values(items ?? { some: [''] }).every((list) => list.length > 0)).toBe(true);
    }
  });

  // Source: CWE-1026, "Weaknesses in OWASP Top Ten (2017)".
  const owaspOfCwe = [
    { item: 'S1:2017', cwes: [77, 78, 88, 89, 90, 91, 564, 917, 943] },
    { item: 'S3:2017', cwes: [220, 295, 311, 312, 319, 320, 325, 326, 327, 328, 359] },
    { item: 'S4:2017', cwes: [611, 776] },
    { item: 'S5:2017', cwes: [22, 285, 425, 639] },
    { item: 'S6:2017', cwes: [209, 548] },
    { item: 'S7:2017', cwes: [79] },
    { item: 'S8:2017', cwes: [502] },
  ];

  it.each(owaspOfCwe)('$item has what MITRE counts as its weaknesses', ({ item, cwes }) => {
    const concerned = checks.filter(({ cwe }) => cwes.some((number) => cwe === `CWE-${number}`));

    for (const check of concerned)
      expect([check.id, mappedItems(check)]).toContainEqual(expect.arrayContaining([item]));
    expect(concerned).not.toEqual([]);
  });
});

describe('isMappedTo', () => {
  const check = { cwe: 'CWE-250', frameworks: { fsbp: ['IAM.1'], cis: ['12.4', '12.9'] } } as const;

  it.each([
    { asked: 'fsbp', is: true },
    { asked: 'cis', is: true },
    { asked: 'cwe', is: true },
    { asked: 'owasp', is: false },
    { asked: 'IAM.1', is: true },
    { asked: 'iam.1', is: true },
    { asked: '12.9', is: true },
    { asked: '12', is: false },
    { asked: 'cwe-250', is: true },
    { asked: 'cwe-25', is: false },
    { asked: '', is: false },
  ])('$asked: $is', ({ asked, is }) => {
    expect(isMappedTo(check, asked)).toBe(is);
  });

  it('is false of what is mapped to nothing', () => {
    expect(isMappedTo({}, 'cwe')).toBe(false);
    expect(mappedItems({})).toEqual([]);
  });
});
