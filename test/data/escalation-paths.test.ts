import { expect, it } from 'vitest';
import {
  escalationPaths,
  escalationPathsAsOf,
  escalationResources,
} from '../../functions/data/escalation-paths.ts';

const DAYS = 180;

it(`is at most ${DAYS} days old: if not, run node scripts/update-escalation-paths.ts`, () => {
  const age = (Date.now() - Date.parse(escalationPathsAsOf)) / (24 * 60 * 60 * 1000);

  expect(age).toBeLessThan(DAYS);
});

it('has each set of actions once', () => {
  const sets = escalationPaths.map(({ actions }) => actions.toSorted().join());

  expect(new Set(sets).size).toBe(sets.length);
  expect(sets.length).toBeGreaterThan(100);
});

it('knows to whom a role is passed, and passes it first', () => {
  for (const { actions, passedTo } of escalationPaths) {
    expect(actions.indexOf('iam:PassRole')).toBe(passedTo.length > 0 ? 0 : -1);
  }
});

it('knows what every action is about', () => {
  for (const action of escalationPaths.flatMap(({ actions }) => actions)) {
    expect(escalationResources.has(action)).toBe(true);
  }
});
