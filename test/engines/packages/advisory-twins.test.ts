import { describe, expect, it } from 'vitest';
import type { Advisory } from '../../../functions/engines/packages/advisory.ts';
import { withoutTwins } from '../../../functions/engines/packages/advisory-twins.ts';
import { advisoryOf } from './made-up-advisories.ts';

const cve = 'CVE-2026-1000';
const twin = (id: string, more: Partial<Advisory> = {}): Advisory => ({
  ...advisoryOf(id, ['0', '1.1.0']),
  aliases: [cve],
  ...more,
});
const unrated = { severity: 'medium', rated: false } as const;
const low = { severity: 'low' } as const;

describe('withoutTwins', () => {
  it.each([
    ['MAL', ['GHSA-1', 'MAL-1', 'PYSEC-1']],
    ['GHSA', ['PYSEC-1', 'RUSTSEC-1', 'GHSA-1', cve]],
    ['PYSEC', [cve, 'PYSEC-1', 'A-1']],
    ['CVE', ['RUSTSEC-1', cve, 'GO-1']],
    ['GO', ['RUSTSEC-1', 'GO-1']],
  ])('reports a fault by the name that %s gave it', (prefix, ids) => {
    const all = withoutTwins(ids.map((id) => twin(id)));

    expect(all.map(({ id }) => id.split('-')[0])).toEqual([prefix]);
    expect(all[0]?.aliases).toEqual(
      [...new Set([...ids, cve])].filter((id) => id !== all[0]?.id).sort(),
    );
  });

  it.each([
    ['the one rating, however low', [twin('GHSA-1', unrated), twin('PYSEC-1', low)], low],
    ['the worst of two', [twin('GHSA-1', low), twin('PYSEC-1')], { severity: 'high' }],
    [
      'the classes of both',
      [twin('GHSA-1', { weaknesses: ['CWE-79'] }), twin('GO-1', { weaknesses: ['CWE-22'] })],
      { weaknesses: ['CWE-22', 'CWE-79'] },
    ],
    ['none, where it has no rating', [twin('GHSA-1', unrated)], unrated],
    [
      'the first summary that there is',
      [twin('GHSA-1'), twin('GO-1', { summary: 's' })],
      { summary: 's' },
    ],
    [
      'that one says it is exploited',
      [twin('GHSA-1'), twin('GO-1', { knownExploited: true })],
      { knownExploited: true },
    ],
  ])('takes %s', (_, twins, expected) => {
    expect(withoutTwins(twins)).toMatchObject([expected]);
    expect(withoutTwins(twins.toReversed())).toMatchObject([expected]);
  });

  it('affects what any of them does, listed once', () => {
    const affected = { versions: ['1.0.0', '2.0.0'], ranges: [] };
    const other = {
      versions: ['1.0.0', '3.0.0'],
      ranges: advisoryOf('A', ['5', '6']).affected.ranges,
    };

    expect(
      withoutTwins([twin('GHSA-1', { affected }), twin('PYSEC-1', { affected: other })]),
    ).toMatchObject([
      { affected: { versions: ['1.0.0', '2.0.0', '3.0.0'], ranges: other.ranges } },
    ]);
  });

  it('follows a chain of names, and loses none on it', () => {
    const [a, b] = [
      advisoryOf('GHSA-1'),
      { ...advisoryOf('PYSEC-1'), severity: 'critical' as const },
    ];
    const link = { ...advisoryOf('GO-1'), aliases: ['GHSA-1', 'PYSEC-1'] };
    const stranger = advisoryOf('GHSA-2');

    expect(withoutTwins([a, b, stranger, link])).toMatchObject([
      { id: 'GHSA-2', aliases: [] },
      { id: 'GHSA-1', aliases: ['GO-1', 'PYSEC-1'], severity: 'critical' },
    ]);
  });
});
