import type { Gap } from '../core/gap.ts';

/** What people read for the names of facts; the weightier a fact, the earlier it comes. */
export type FactWords = ReadonlyMap<string, string>;

/** `weaknesses in its code: code in python3.12 is not analysed yet` */
export function gapInWords({ fact, reason }: Gap, words: FactWords): string {
  return `${factInWords(fact, words)}: ${reason}`;
}

/**
 * What people read for the name of a fact, or of what else could not be seen: a check that broke, or
 * something that says itself what it is, such as `functions of eu-west-1`.
 */
export function factInWords(fact: string, words: FactWords): string {
  return (
    words.get(fact) ?? otherWords.get(fact) ?? (fact.includes('/') ? `the check ${fact}` : fact)
  );
}

/** The weightier a fact, the lower. What is no fact comes first: a region, or a check that broke. */
export function placeOfFact(fact: string, words: FactWords): number {
  return [...words.keys()].indexOf(fact);
}

const otherWords: ReadonlyMap<string, string> = new Map([
  ['everything', 'all of it'],
  ['account', 'everything in the account'],
  ['regions', 'which regions there are'],
  ['record', 'whether all that was seen is stored'],
  ['packages', 'packages in its code'],
  ['sdkCalls', 'what its code calls of AWS'],
]);
