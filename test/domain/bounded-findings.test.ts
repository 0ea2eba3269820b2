import { describe, expect, it } from 'vitest';
import { findingItem } from '../../functions/adapters/tables/finding-items.ts';
import type { Detail } from '../../functions/domain/check.ts';
import { coverageOf } from '../../functions/domain/finding.ts';
import { transitionsOf } from '../../functions/domain/transitions.ts';
import { seen, storedAfter } from '../fakes/observations.ts';

const small: Detail = { subject: 'KEY', summary: 'a secret', evidence: [] };

/** Four bytes each, in two UTF-16 units. */
const long = '🦀'.repeat(50_000);
const huge: Detail = {
  subject: long,
  summary: long,
  evidence: Array(5_000).fill({ text: long, path: long, line: 1, column: 1, code: long }),
  remediation: long,
  mark: Array.from({ length: 5_000 }, (_, index) => [`GHSA-${index}`, `CVE-${index}`] as const),
};

describe('what hostile text comes to', () => {
  it('fits an item of 400 KB, and its key 1,024 bytes, whatever happens to it', () => {
    // Of all nights but the last that saw it only the history is kept.
    const before = { ...huge, summary: 'huge', evidence: [], remediation: 'less', mark: [] };
    const nights = Array.from({ length: 40 }, (_, night) =>
      seen(night % 2 ? [] : [night < 38 ? before : huge], night + 1),
    );
    const [finding] = nights.reduce(storedAfter, []);
    const item = finding && findingItem({ kind: 'resolved', finding });

    expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(400 * 1024);
    expect(Buffer.byteLength(item?.sk ?? long)).toBeLessThanOrEqual(1024);
  });

  it('ends a fix with a whole command, and says how many lines are left out', () => {
    const command = 'aws lambda get-function --function-name orders';
    const long = {
      ...small,
      remediation: ['Look at it.', ...Array(200).fill(command)].join('\n'),
      evidence: Array.from({ length: 100 }, (_, index) => ({ text: `line ${index}` })),
    };

    const [transition] = transitionsOf([], seen([long]));

    const { remediation = '', evidence = [] } = transition?.finding ?? {};
    expect(remediation.length).toBeLessThanOrEqual(6_000);
    expect(new Set(remediation.split('\n').slice(1, -1))).toEqual(new Set([command]));
    expect(evidence).toHaveLength(60);
    expect(evidence.at(-1)).toEqual({ text: 'and 41 more' });
  });

  it('is the same every night', () => {
    expect(transitionsOf(storedAfter([], seen([huge])), seen([huge], 2))).toEqual([]);
  });

  it('keeps subjects apart that differ only where they are cut', () => {
    const subjects = ['a', 'b'].map((end) => 'x'.repeat(5_000) + end);

    const transitions = transitionsOf([], seen(subjects.map((subject) => ({ ...small, subject }))));

    expect(new Set(transitions.map(({ finding }) => finding.subject)).size).toBe(2);
  });

  it.each(['\ud83d', `${'x'.repeat(186)}🦀${'x'.repeat(20)}`])(
    'holds no half of a character, which a table would store as another: %j',
    (text) => {
      const evidence = [
        {
          text: `${'x'.repeat(499)}🦀`,
          path: `${'x'.repeat(199)}🦀`,
          code: `${'x'.repeat(199)}🦀`,
        },
      ];
      const hostile = { ...small, subject: text, summary: text, evidence };

      const [transition] = transitionsOf([], seen([hostile]));

      expect(JSON.stringify(transition)).not.toMatch(/\\ud[89a-f]/);
    },
  );

  it('holds no secret, nor the half of one that is left where a text is cut', () => {
    const token = `ghp_${'a1'.repeat(18)}`;
    const long = `${'x '.repeat(240)}${token}`;
    const hostile = {
      subject: `KEY ${token}`,
      summary: long,
      evidence: [{ text: token, path: `a/${token}.js`, line: 1, column: 1 }],
      remediation: `remove ${token}`,
      mark: [token],
    };
    const gaps = [
      { fact: `file ${token}`, reason: `not read: ${long}` },
      { fact: 'another', reason: `not read: ${token}` },
    ];

    const stored = [transitionsOf([], seen([hostile])), coverageOf({ ...seen([]), gaps })];

    expect(JSON.stringify(stored)).not.toContain('ghp_');
    expect(JSON.stringify(stored)).toContain('remove [GitHub token]');
  });

  it('keeps a reason short', () => {
    const gaps = [{ fact: 'regions', reason: `x${long}` }];

    const coverage = coverageOf({ ...seen([]), gaps });

    expect(coverage.gaps[0]?.reason.length).toBeLessThanOrEqual(500);
    expect(coverage.gaps[0]?.reason.isWellFormed()).toBe(true);
  });
});

describe('coverage', () => {
  const denied = { ...seen([]), gaps: [{ fact: 'regions', reason: 'denied' }] };
  const first = coverageOf(denied);

  it('knows since when the present gaps are there', () => {
    const later = coverageOf({ ...denied, observedAt: '2026-02-01' }, first);
    const other = [{ fact: 'activity', reason: 'denied' }];

    expect(later.gapsSince).toBe(first.observedAt);
    expect(coverageOf({ ...denied, observedAt: '2026-03-01', gaps: other }, later).gapsSince).toBe(
      '2026-03-01',
    );
    expect(coverageOf({ ...denied, gaps: [] }, later)).not.toHaveProperty('gapsSince');
  });

  it('names each fact once, in a steady order', () => {
    const gaps = ['b', 'a', 'b'].map((fact) => ({ fact, reason: 'denied' }));

    expect(coverageOf({ ...seen([]), gaps }).gaps.map(({ fact }) => fact)).toEqual(['a', 'b']);
  });
});
