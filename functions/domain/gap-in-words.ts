import { factWords } from './facts.ts';
import type { Gap } from './finding.ts';

/** `weaknesses in its code: code in python3.12 is not analysed yet` */
export function gapInWords({ fact, reason }: Gap): string {
  return `${factInWords(fact)}: ${reason}`;
}

/** What people read for the name of a fact. Other things that could not be seen say it themselves. */
export function factInWords(fact: string): string {
  return words.get(fact) ?? fact;
}

/** The weightier a fact, the lower. What is no fact comes first: a region, or a check that broke. */
export function placeOfFact(fact: string): number {
  return [...words.keys()].indexOf(fact);
}

const words: ReadonlyMap<string, string> = new Map(Object.entries(factWords));
