import { describe, expect, it } from 'vitest';
import { type NightFigures, nightMetrics } from '../../functions/domain/night-metrics.ts';
import { checkOf } from '../../functions/scanners/known-check.ts';

const figures: NightFigures = {
  openBySeverity: { critical: 2, low: 7 },
  openByCheck: [
    { check: 'code/command-injection', count: 2 },
    { check: 'usage/idle-function', count: 6 },
    { check: 'code/retired', count: 1 },
  ],
  targets: 30,
  incomplete: 1,
  unfinished: 0,
  ageSeconds: 7_200,
};

describe('the metrics of a night', () => {
  it('are what is open of a severity and a practice, also where that is nothing', () => {
    const metrics = nightMetrics(figures, (check) => checkOf(check)?.practice);
    const values = metrics.map(({ name, value, dimensions = {} }) => [
      [name, ...Object.values(dimensions)].join(' '),
      value,
    ]);

    expect(Object.fromEntries(values)).toEqual({
      UnfinishedScanners: 0,
      'OpenFindings critical': 2,
      'OpenFindings high': 0,
      'OpenFindings medium': 0,
      'OpenFindings permissions': 0,
      'OpenFindings dependencies': 0,
      'OpenFindings idle functions': 6,
      'OpenFindings code': 2,
      'OpenFindings cost': 0,
      CoveredTargets: 96.7,
      NightAge: 7_200,
    });
    expect(values).toHaveLength(11);
  });

  it('have no value for what is not known: zero would be good news', () => {
    const names = nightMetrics(
      { ...figures, targets: 0, incomplete: 0, ageSeconds: undefined },
      () => undefined,
    ).map(({ name }) => name);

    expect(names).not.toContain('CoveredTargets');
    expect(names).not.toContain('NightAge');
  });
});
