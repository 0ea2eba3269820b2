import { expect, it } from 'vitest';
import { patternsFor } from '../../../functions/engines/secrets/patterns-for.ts';
import { secretPatterns } from '../../../functions/engines/secrets/secret-patterns.ts';
import { fc, property } from '../../property.ts';
import { markedSamples } from './secret-samples.ts';

const keywords = [...new Set(secretPatterns.flatMap((pattern) => pattern.keywords))];

it.each(keywords)('knows the patterns that speak of %s, in capitals too', (keyword) => {
  const texts = [keyword, keyword.toUpperCase(), `x${keyword}x`, `\n${keyword}`];

  for (const text of texts) expect(patternsFor(text)).toEqual(oneByOne(text));
});

it.each(markedSamples)('knows the pattern of %s', (_, secret) => {
  expect(patternsFor(secret)).toEqual(oneByOne(secret));
});

property.prop([fc.array(fc.oneof(fc.constantFrom(...keywords), fc.string({ unit: 'grapheme' })))])(
  'knows those that each by itself would be found by',
  (parts) => {
    expect(patternsFor(parts.join(''))).toEqual(oneByOne(parts.join('')));
  },
);

it('takes fewer, in their order', () => {
  const few = secretPatterns.filter((_, index) => index % 2 === 0);

  expect(patternsFor('a.b', few)).toEqual(oneByOne('a.b').filter((one) => few.includes(one)));
  expect(patternsFor('ghp_ and AKIA', few)).toEqual(
    oneByOne('ghp_ and AKIA').filter((one) => few.includes(one)),
  );
});

function oneByOne(text: string) {
  const small = text.toLowerCase();

  return secretPatterns.filter((pattern) => pattern.keywords.some((word) => small.includes(word)));
}
