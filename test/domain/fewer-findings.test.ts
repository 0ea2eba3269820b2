import { describe, expect, it } from 'vitest';
import { lines } from '../../functions/core/evidence.ts';
import type { Severity } from '../../functions/core/severity.ts';
import type { Detail } from '../../functions/domain/check.ts';
import { MORE, MOST_FINDINGS } from '../../functions/domain/fewer-findings.ts';
import { suppress } from '../../functions/domain/suppression.ts';
import { transitionsOf } from '../../functions/domain/transitions.ts';
import { day, seen, storedAfter } from '../fakes/observations.ts';

describe('a check that finds very much in one target', () => {
  const found = (count: number, severity: Severity = 'high', from = 0): Detail[] =>
    Array.from({ length: count }, (_, at) => ({
      subject: `p${from + at}@1.0.0`,
      summary: 'a package',
      evidence: lines('x'),
      severity,
    }));

  it('opens the worst, and one that counts the others', () => {
    const details = [...found(MOST_FINDINGS + 100, 'low'), ...found(1, 'critical', 10_000)];
    const findings = transitionsOf([], seen(details)).map(({ finding }) => finding);
    const more = findings.find(({ subject }) => subject === MORE);

    expect(findings).toHaveLength(MOST_FINDINGS + 1);
    expect(findings.map(({ subject }) => subject)).toContain('p10000@1.0.0');
    expect(more).toMatchObject({
      severity: 'low',
      summary: 'and 101 more, the worst low, beside the 500 worst, which are findings of their own',
      evidence: expect.arrayContaining([{ text: '101 low' }, { text: 'and 61 more' }]),
    });
  });

  it('opens each where nothing is stored', () => {
    expect(transitionsOf([], seen(found(700)), Number.POSITIVE_INFINITY)).toHaveLength(700);
  });

  it('resolves none that is only counted now', () => {
    const before = storedAfter([], seen(found(MOST_FINDINGS, 'low')));
    const details = [...found(MOST_FINDINGS, 'low'), ...found(50, 'critical', 10_000)];
    const kinds = transitionsOf(before, seen(details, 2)).map(({ kind }) => kind);

    expect(kinds).not.toContain('resolved');
    expect(kinds.filter((kind) => kind === 'opened')).toHaveLength(51);
  });

  it('resolves what is gone, and the one that counts once there are few', () => {
    const before = storedAfter([], seen(found(MOST_FINDINGS + 10)));
    const resolved = transitionsOf(before, seen(found(3), 2));

    expect(resolved.map(({ kind }) => kind)).toEqual(
      Array.from({ length: MOST_FINDINGS - 2 }, () => 'resolved'),
    );
  });

  it('keeps to those that are open, so that nothing comes and goes', () => {
    const before = storedAfter([], seen(found(MOST_FINDINGS, 'high', 1_000)));
    const details = [...found(MOST_FINDINGS, 'high', 1_000), ...found(100)];
    const changed = transitionsOf(before, seen(details, 2));

    expect(changed.map(({ finding }) => finding.subject)).toEqual([MORE]);
  });

  it('ends the suppression of those that are counted when another one joins them', () => {
    const before = storedAfter([], seen(found(MOST_FINDINGS + 10))).map((finding) =>
      finding.subject === MORE
        ? suppress(finding, { reason: 'known', until: day(20) }, day(1)).finding
        : finding,
    );
    const same = transitionsOf(before, seen(found(MOST_FINDINGS + 10), 2));
    const [worsened] = transitionsOf(before, seen(found(MOST_FINDINGS + 11), 2));

    expect(same).toEqual([]);
    expect(worsened).toMatchObject({
      kind: 'worsened',
      finding: { subject: MORE, status: 'open' },
    });
  });

  it('takes twenty thousand in a moment', () => {
    const start = process.cpuUsage().user;
    const stored = storedAfter([], seen(found(20_000)));

    expect(transitionsOf(stored, seen(found(20_000), 2))).toEqual([]);
    expect((process.cpuUsage().user - start) / 1_000).toBeLessThan(3_000);
  });
});
