import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { trackedActionLines, trackedActionsAsOf } from '../../functions/data/tracked-actions.ts';
import { actionsMatching } from '../../functions/engines/iam/action-catalogue.ts';

const DAYS = 180;
const lines = trackedActionLines.trim().split('\n');

it(`is at most ${DAYS} days old: if not, run node scripts/update-tracked-actions.ts`, () => {
  const age = (Date.now() - Date.parse(trackedActionsAsOf)) / (24 * 60 * 60 * 1000);

  expect(age).toBeLessThan(DAYS);
});

it('adds at most 80 kB to a packed bundle', () => {
  expect(gzipSync(trackedActionLines).length).toBeLessThan(80_000);
});

it('names each service once, and its actions in order', () => {
  const services = lines.map((line) => line.split(' ')[0]);

  expect(new Set(services).size).toBe(services.length);
  for (const line of lines) {
    const [, ...actions] = line.split(' ');
    expect(actions).toEqual([...new Set(actions)].toSorted());
    expect(line).toMatch(/^[a-z\d-]+( [\w-]+)+$/i);
  }
});

it('names actions that AWS has', () => {
  const strangers = lines.flatMap((line) => {
    const [service, ...actions] = line.split(' ');
    const known = new Set(actionsMatching(`${service}:*`).map(({ name }) => name));

    return actions.map((action) => `${service}:${action}`).filter((name) => !known.has(name));
  });

  expect(strangers).toEqual([]);
});
