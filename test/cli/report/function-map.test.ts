import { describe, expect, it } from 'vitest';
import { functionMap } from '../../../cli/report/function-map.ts';
import { account, functionArn, roleArn, sampleFinding } from '../samples.ts';

describe('the map', () => {
  it('weighs what is open: each step of severity three times the one below it', () => {
    const { rows } = functionMap([
      sampleFinding({ target: functionArn('a'), severity: 'critical' }),
      sampleFinding({ target: functionArn('b'), severity: 'high' }),
      sampleFinding({ target: functionArn('b'), severity: 'info' }),
      sampleFinding({ target: roleArn('c'), severity: 'medium' }),
    ]);

    expect(rows.map(({ name, worst, open, risk }) => [name, worst, open, risk])).toEqual([
      ['a', 'critical', 1, 81],
      ['b', 'high', 2, 28],
      ['c', 'medium', 1, 9],
    ]);
  });

  it('has an area for each by its share, within its region or kind', () => {
    const { risk } = functionMap([
      sampleFinding({ target: functionArn('a'), severity: 'critical' }),
      sampleFinding({ target: functionArn('b'), severity: 'high' }),
      sampleFinding({ target: account, severity: 'high' }),
    ]);

    const areas = new Map(risk?.tiles.map(({ name, width, height }) => [name, width * height]));
    expect(risk?.groups.map(({ label }) => label)).toEqual(['eu-west-1', 'the account']);
    expect((areas.get('a') ?? 0) / (areas.get('b') ?? 1)).toBeCloseTo(3, 0);
    for (const { x, y, width, height } of risk?.tiles ?? []) {
      expect(x + width).toBeLessThanOrEqual(100.01);
      expect(y + height).toBeLessThanOrEqual(100.01);
    }
  });

  it('has the worst of what each could cost in an hour, and no function of which that is not known', () => {
    const { spend } = functionMap([
      sampleFinding({ target: functionArn('a'), figures: { usdPerHour: 86 } }),
      sampleFinding({ target: functionArn('a'), subject: 'x', figures: { usdPerHour: 4 } }),
      sampleFinding({ target: functionArn('b'), figures: { usdPerMonth: 900 } }),
    ]);

    expect(spend?.tiles).toHaveLength(1);
    expect(spend?.tiles[0]).toMatchObject({ name: 'a', caption: '$86 an hour' });
    expect(functionMap([sampleFinding()]).spend).toBeUndefined();
    expect(functionMap([]).risk).toBeUndefined();
  });

  it('draws as many as can be distinguished, and says how many more there are', () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      sampleFinding({ target: functionArn(`f${index}`) }),
    );

    const { rows, risk, more } = functionMap(many);

    expect([rows.length, risk?.tiles.length, more]).toEqual([90, 90, 110]);
  });

  it('has no label that is longer than its tile', () => {
    const { risk } = functionMap([
      sampleFinding({ target: functionArn('n'.repeat(500)), severity: 'critical' }),
      sampleFinding({ target: functionArn('m'.repeat(500)), severity: 'info' }),
    ]);

    expect(risk?.tiles.map(({ label }) => label.length < 170)).toEqual([true, true]);
    expect(risk?.tiles[0]?.label).toMatch(/^n+…$/);
  });
});
