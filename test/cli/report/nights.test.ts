import { describe, expect, it } from 'vitest';
import { nightChart } from '../../../cli/report/night-chart.ts';
import { nightsOf } from '../../../cli/report/nights.ts';
import type { Change, Finding } from '../../../functions/domain/finding.ts';
import { sampleFinding } from '../samples.ts';

const lastLook = '2026-11-25T02:41:00.000Z';

describe('what nights have changed', () => {
  it('counts what each day opened, made worse and resolved, and what was open at its end', () => {
    const findings = [
      withHistory(['opened', 22, 'low'], ['worsened', 24, 'critical']),
      withHistory(['opened', 22, 'high'], ['resolved', 24, 'high'], ['reopened', 25, 'high']),
      withHistory(['opened', 23, 'high'], ['suppressed', 25, 'high']),
      withHistory(['opened', 23, 'medium'], ['eased', 25, 'low']),
    ];

    expect(nightsOf(findings, lastLook).map(shortly)).toEqual([
      '2026-11-22 +2 ^0 -0: high 1, low 1 (first look)',
      '2026-11-23 +2 ^0 -0: high 2, medium 1, low 1',
      '2026-11-24 +0 ^1 -1: critical 1, high 1, medium 1',
      '2026-11-25 +1 ^0 -0: critical 1, high 1, low 1',
    ]);
  });

  it('takes what is older than its history for open since it was first seen', () => {
    const forgotten = {
      ...withHistory(['worsened', 24, 'critical']),
      firstSeenAt: '2026-11-22T02:00:00.000Z',
    };

    expect(nightsOf([forgotten], lastLook).map(({ open }) => open.critical)).toEqual([1, 1, 1, 1]);
  });

  it('goes back thirty days at most, and then none of them is the first look', () => {
    const old = { ...withHistory(), firstSeenAt: '2026-01-01T02:00:00.000Z' };
    const nights = nightsOf([old], lastLook);

    expect(nights).toHaveLength(30);
    expect(nights.some(({ isFirstLook }) => isFirstLook)).toBe(false);
  });
});

describe('their chart', () => {
  it('is none of a single night', () => {
    expect(nightChart(nightsOf([withHistory(['opened', 25, 'high'])], lastLook))).toBeUndefined();
  });

  it('draws what came above the line and what went below it, but not what was there before', () => {
    const findings = [
      withHistory(['opened', 23, 'high']),
      withHistory(['opened', 24, 'high'], ['resolved', 25, 'high']),
      withHistory(['opened', 24, 'low'], ['worsened', 25, 'medium']),
    ];

    const { zero, bars, most } = nightChart(nightsOf(findings, lastLook))?.changes ?? {
      zero: 0,
      bars: [],
      most: 0,
    };

    expect(most).toBe(2);
    expect(bars.map(({ kind, y, height }) => ({ kind, top: zero - y, height }))).toEqual([
      { kind: 'opened', top: 74, height: 74 },
      { kind: 'worsened', top: 37, height: 37 },
      { kind: 'resolved', top: -2, height: 37 },
    ]);
  });
});

function withHistory(
  ...changes: readonly (readonly [Change['kind'], number, Change['severity']])[]
): Finding {
  const history = changes.map(([kind, day, severity]) => ({
    kind,
    severity,
    at: `2026-11-${day}T02:00:00.000Z`,
  }));

  return sampleFinding({ firstSeenAt: history[0]?.at ?? lastLook, history });
}

function shortly(night: ReturnType<typeof nightsOf>[number]): string {
  const { day, opened, worsened, resolved, open, isFirstLook } = night;
  const there = Object.entries(open)
    .toReversed()
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${severity} ${count}`);

  return `${day} +${opened} ^${worsened} -${resolved}: ${there.join(', ')}${isFirstLook ? ' (first look)' : ''}`;
}
