import { describe, expect, it } from 'vitest';
import { paceInWords } from '../../cli/remaining-time.ts';

describe('paceInWords', () => {
  it.each([
    { pace: { done: 40, elapsed: 60_000 }, words: '40 functions' },
    { pace: { done: 0, total: 1_200, elapsed: 60_000 }, words: '0 of 1,200 functions' },
    { pace: { done: 40, total: 1_200, elapsed: 2_000 }, words: '40 of 1,200 functions' },
    {
      pace: { done: 400, total: 1_200, elapsed: 60_000 },
      words: '400 of 1,200 functions, about 2 min left',
    },
    {
      pace: { done: 1_100, total: 1_200, elapsed: 60_000 },
      words: '1,100 of 1,200 functions, about 10 s left',
    },
    { pace: { done: 1_200, total: 1_200, elapsed: 60_000 }, words: '1,200 of 1,200 functions' },
    { pace: { done: 1_300, total: 1_200, elapsed: 60_000 }, words: '1,300 functions' },
  ])('is $words', ({ pace, words }) => {
    expect(paceInWords(pace, 'functions')).toBe(words);
  });
});
