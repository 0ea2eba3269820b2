import { expect, it } from 'vitest';
import { factInWords, gapInWords } from '../../functions/domain/gap-in-words.ts';
import { factWords } from '../../functions/facts/index.ts';
import { factSources } from '../builders/fact-sources.ts';

it('says what could not be seen, and why', () => {
  const gap = { fact: 'weaknesses', reason: 'code in python3.12 is not analysed yet' };

  expect(gapInWords(gap, factWords)).toBe(
    'weaknesses in its code: code in python3.12 is not analysed yet',
  );
});

it.each(Object.values(factSources).flatMap(Object.keys))(
  'has words for %s that are not its name',
  (fact) => {
    expect(factInWords(fact, factWords)).toMatch(/^[a-z][A-Za-z ]* [A-Za-z ]+$/);
  },
);

it.each([
  ['usage/idle-function', 'the check usage/idle-function'],
  ['everything', 'all of it'],
  ['record', 'whether all that was seen is stored'],
])('calls %s, which is no fact, %s', (name, words) => {
  expect(factInWords(name, factWords)).toBe(words);
});

it.each(['functions of eu-west-1', 'constructor', '__proto__'])(
  'leaves %s, which is no fact, as it is',
  (name) => {
    expect(factInWords(name, factWords)).toBe(name);
  },
);
