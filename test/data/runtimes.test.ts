import { expect, it } from 'vitest';
import { runtimeRows, runtimesAsOf } from '../../functions/data/runtimes.ts';

const DAYS = 180;

it(`is at most ${DAYS} days old: if not, run node scripts/update-runtimes.ts`, () => {
  const age = (Date.now() - Date.parse(runtimesAsOf)) / (24 * 60 * 60 * 1000);

  expect(age).toBeLessThan(DAYS);
});

it('names each runtime once', () => {
  const names = runtimeRows.map(([runtime]) => runtime);

  expect(new Set(names).size).toBe(names.length);
});

it('leads from each runtime to one that it knows and that outlives it', () => {
  const dates = new Map(runtimeRows.map(([runtime, deprecated]) => [runtime, deprecated]));

  for (const [, deprecated, , , successor] of runtimeRows) {
    if (successor === undefined) continue;
    expect(dates.has(successor)).toBe(true);
    expect(dates.get(successor) ?? 'never').toSatisfy((date: string) => date >= `${deprecated}`);
  }
});

it.each([
  ['nodejs18.x', '2025-09-01'],
  ['nodejs20.x', '2026-04-30'],
  ['python3.9', '2025-12-15'],
  ['python3.10', '2026-10-31'],
  ['provided.al2', '2026-07-31'],
  ['java17.al2023', '2029-06-30'],
  ['nodejs26.x', undefined],
  ['python3.15', undefined],
  ['custom', undefined],
])('has %s end on %s', (name, date) => {
  expect(runtimeRows.find(([runtime]) => runtime === name)).toBeDefined();
  expect(runtimeRows.find(([runtime]) => runtime === name)?.[1]).toBe(date);
});
