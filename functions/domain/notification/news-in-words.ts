import { type FactWords, factInWords } from '../gap-in-words.ts';
import type { News } from './news.ts';

/** The same for people: what could not be seen is named in words. Machines get the names of facts. */
export function newsInWords(news: News, words: FactWords): News {
  return { ...news, gaps: news.gaps.map((gap) => gapInWords(gap, words)) };
}

function gapInWords(gap: News['gaps'][number], words: FactWords): News['gaps'][number] {
  const { fact, facts } = gap;

  return {
    ...gap,
    fact: factInWords(fact, words),
    ...(facts && { facts: facts.map((each) => factInWords(each, words)) }),
  };
}
