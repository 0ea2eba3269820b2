import { expect, it } from 'vitest';
import { dollars, rounded } from '../../../functions/engines/cost/dollars.ts';

it.each([
  [0, '$0'],
  [0.00001234, '$0.000012'],
  [0.347, '$0.35'],
  [0.3, '$0.30'],
  [1, '$1'],
  [6.84, '$6.80'],
  [12.34, '$12'],
  [62.44, '$62'],
  [1234, '$1,200'],
  [6_012_345, '$6,000,000'],
])('writes %d as %s', (usd, words) => {
  expect(dollars(usd)).toBe(words);
  expect(rounded(rounded(usd))).toBe(rounded(usd));
});
