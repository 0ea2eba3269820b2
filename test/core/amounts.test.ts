import { expect, it } from 'vitest';
import { about, duration } from '../../functions/core/amounts.ts';

it.each([
  [0, '0'],
  [7, '7'],
  [1_234, '1,200'],
  [0.0567, '0.057'],
  [1_990_000, '2,000,000'],
])('says about how many %d are', (count, words) => {
  expect(about(count)).toBe(words);
});

it.each([
  [4.2, '4.2 ms'],
  [999, '1,000 ms'],
  [1_000, '1 s'],
  [2_449, '2.4 s'],
  [890_000, '890 s'],
])('says how long %d ms are', (ms, words) => {
  expect(duration(ms)).toBe(words);
});
