import { expect, it } from 'vitest';
import { firstOf } from '../../functions/core/evidence.ts';

it.each([
  [['a', 'b'], 2, ['a', 'b']],
  [['a', 'b', 'c'], 2, ['a', 'b', 'and 1 more']],
  [[], 2, []],
])('of %j the first %d are %j', (texts, most, shown) => {
  expect(firstOf(texts, most)).toEqual(shown);
});
