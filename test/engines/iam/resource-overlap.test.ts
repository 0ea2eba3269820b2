import { expect, it } from 'vitest';
import { areApart, contains } from '../../../functions/engines/iam/resource-overlap.ts';
import { matches } from '../../../functions/engines/iam/wildcard.ts';
import { examples, fc, property } from '../../property.ts';

it.each([
  ['*', 'a*', true],
  ['a*', 'a?', true],
  ['a?', 'a*', false],
  ['a?*', 'a*', false],
  ['a*', 'a?*', true],
  ['a?b', 'a?b', true],
  ['secret-??????', 'secret-*', false],
  ['secret-*', 'secret-??????', true],
])('%s takes in all of %s: %s', (outer, inner, isIn) => {
  expect(contains(outer, inner)).toBe(isIn);
});

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

property.prop([pattern, pattern, text], { numRuns: examples(500, 20_000) })(
  'what is within a pattern matches it, and what is apart never matches both',
  (one, other, name) => {
    const [isOne, isOther] = [matches(one, name), matches(other, name)];

    if (contains(one, other) && isOther) expect(isOne).toBe(true);
    if (areApart(one, other)) expect(isOne && isOther).toBe(false);
  },
);
