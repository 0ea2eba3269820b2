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

const words: ReadonlyMap<string, string> = new Map(Object.entries(factWords));
