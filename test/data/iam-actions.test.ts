import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { iamActionLines, iamActionsAsOf } from '../../functions/data/iam-actions.ts';

const DAYS = 180;

it(`is at most ${DAYS} days old: if not, run node scripts/update-iam-actions.ts`, () => {
  const age = (Date.now() - Date.parse(iamActionsAsOf)) / (24 * 60 * 60 * 1000);

  expect(age).toBeLessThan(DAYS);
});

it('adds at most 120 kB to a packed bundle', () => {
  expect(gzipSync(iamActionLines).length).toBeLessThan(120_000);
});

it('names each service once, and actions in the one form', () => {
  const lines = iamActionLines.trim().split('\n');
  const services = lines.map((line) => line.split(' ')[0]);

  expect(lines.length).toBeGreaterThan(400);
  expect(new Set(services).size).toBe(services.length);
  for (const line of lines) expect(line).toMatch(/^[a-z\d-]+( [rlwtp][\w-]+)+$/i);
});
