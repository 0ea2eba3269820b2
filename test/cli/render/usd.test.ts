import { expect, it } from 'vitest';
import { usd } from '../../../cli/render/usd.ts';

it.each([
  [0, '$0.00'],
  [0.0042, '$0.0042'],
  [0.1, '$0.10'],
  [3.2, '$3.20'],
  [86, '$86'],
  [1_200, '$1,200'],
])('writes %s dollars as %s', (amount, text) => {
  expect(usd(amount)).toBe(text);
});
