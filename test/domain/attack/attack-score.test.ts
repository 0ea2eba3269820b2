import { expect, it } from 'vitest';
import type { Link } from '../../../functions/domain/attack/attack-path-parts.ts';
import {
  pointsInWords,
  scoreInWords,
  scoreOf,
  severityOf,
  weighed,
  weightOf,
} from '../../../functions/domain/attack/attack-score.ts';
import { openFinding } from '../../builders/target-states.ts';

const link = (points: number): Link => ({
  points,
  carries: true,
  finding: openFinding('permissions/admin-role'),
});

it.each([
  ['nothing', [], [], { least: 0, most: 0 }],
  ['its worst link', [link(20), link(8)], [], { least: 20, most: 20 }],
  ['anything, where it could not be seen', [], ['denied'], { least: 0, most: 30 }],
  ['no less than what is known', [link(12)], ['denied'], { least: 12, most: 30 }],
])('a part weighs %s', (_, links, unseen, expected) => {
  expect(weightOf({ links, unseen })).toEqual({ ...expected, of: 30 });
});

it('counts what is unknown half: neither as there nor as absent', () => {
  const weights = [weighed(10, 10), weighed(30, 30), weightOf({ links: [], unseen: ['denied'] })];

  const score = scoreOf(weights);

  expect(score).toEqual({ least: 57, most: 100, value: 79 });
  expect(scoreInWords(score)).toBe('score 79 of 100 (57 to 100: part of it is unknown)');
  expect(weights.map(pointsInWords)).toEqual([
    '10 of 10 points',
    '30 of 30 points',
    '0 to 30 of 30 points',
  ]);
});

it.each([
  [100, 'critical'],
  [80, 'critical'],
  [79, 'high'],
  [50, 'high'],
  [49, 'medium'],
])('%d is %s', (value, severity) => {
  expect(severityOf({ value, least: value, most: value })).toBe(severity);
  expect(scoreInWords({ value, least: value, most: value })).toBe(`score ${value} of 100`);
});
